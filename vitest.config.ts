import path from "node:path";
import { defineConfig } from "vitest/config";

/** The machine is pinned, so that no test depends on where it runs; tests of other zones start their own process. */
const env = { TZ: "UTC", LANG: "C.UTF-8" };

const source = (file: string): string => path.join(import.meta.dirname, "src", file);
/** Tests use the sources of all packages, each once, also where a package imports another one by name. */
const alias = [
  { find: /^briefing$/, replacement: source("briefing/index.ts") },
  { find: /^briefing\/([a-z-]+)$/, replacement: source("briefing/$1.ts") },
  { find: /^briefing-collaboration$/, replacement: source("collaboration/index.ts") },
];

export default defineConfig({
  resolve: { alias },
  test: {
    // Of a machine with two cores: one more, because tests of kernels and commands often wait for them.
    maxWorkers: 3,
    globalSetup: ["test/support/temporary.ts"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.{e2e,whole}.test.ts"],
          setupFiles: ["test/support/no-process.ts", "test/support/laws.ts"],
          // Modules are loaded once, not once a file: half of the time. So nothing may be replaced by vi.mock here.
          isolate: false,
          testTimeout: 20_000,
          env,
        },
      },
      {
        resolve: { alias },
        // What computes on the shipped tables, which are loaded once; nothing is replaced by vi.mock here either.
        test: {
          name: "tables",
          include: ["test/collaboration/{indicators,pair}/*.e2e.test.ts"],
          setupFiles: ["test/support/laws.ts"],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env,
        },
      },
      {
        resolve: { alias },
        // Real kernels, compilers and commands, on a machine that may be busy with other things.
        test: {
          name: "e2e",
          include: ["test/**/*.e2e.test.ts"],
          exclude: ["test/collaboration/{indicators,pair}/**"],
          setupFiles: ["test/support/laws.ts"],
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env,
        },
      },
      {
        resolve: { alias },
        // What needs the whole briefing, a package from npm or a law over many cases: for `npm run test:all` and CI.
        test: {
          name: "whole",
          include: ["test/**/*.whole.test.ts"],
          setupFiles: ["test/support/laws.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          env,
        },
      },
    ],
  },
});
