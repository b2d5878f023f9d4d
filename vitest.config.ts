import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real kernels, browsers' servers and compilers on a machine that may be busy with other things. What never happens
    // fails by limits of its own, which say what was waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // The machine is pinned, so that no test depends on where it runs; tests of other zones start their own process.
    env: { TZ: "UTC", LANG: "C.UTF-8" },
    maxWorkers: 2,
  },
});
