import { defineConfig } from "vitest/config";

/** The machine is pinned, so that no test depends on where it runs; tests of other zones start their own process. */
const env = { TZ: "UTC", LANG: "C.UTF-8" };

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ["test/support/temporary.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.e2e.test.ts"],
          setupFiles: ["test/support/no-process.ts"],
          // Modules are loaded once, not once a file: half of the time. So nothing may be replaced by vi.mock here.
          isolate: false,
          testTimeout: 20_000,
          env,
        },
      },
      {
        // What computes on the shipped tables, which are loaded once; nothing is replaced by vi.mock here either.
        test: {
          name: "tables",
          include: ["test/analysis/{indicators,pair}/*.e2e.test.ts"],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env,
        },
      },
      {
        // Real kernels, compilers and commands, on a machine that may be busy with other things.
        test: {
          name: "e2e",
          include: ["test/**/*.e2e.test.ts"],
          exclude: ["test/analysis/{indicators,pair}/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env,
        },
      },
    ],
  },
});
