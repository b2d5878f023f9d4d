import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The machine is pinned, so that no test depends on where it runs; tests of other zones start their own process.
    env: { TZ: "UTC", LANG: "C.UTF-8" },
    maxWorkers: 2,
  },
});
