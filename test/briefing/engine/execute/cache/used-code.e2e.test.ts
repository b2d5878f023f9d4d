/** A notebook depends on the functions that ran, on top-level code and on imports, not on the whole of a module. */
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { ExecutionCache } from "../../../../../src/briefing/engine/execute/cache/execution-cache.js";
import { executeAll } from "../../../../../src/briefing/engine/execute/execute-all.js";
import { loadJobs } from "../../../../../src/briefing/engine/execute/load-jobs.js";
import { prepareNotebook } from "../../../../../src/briefing/engine/execute/prepare.js";
import { currentRuntime } from "../../../../../src/briefing/engine/store/own-code.js";
import { Store } from "../../../../../src/briefing/engine/store/store.js";
import { writeFiles } from "../../../../support/files.js";
import { codeCell, stored, textCell } from "../../../../support/notebook.js";
import { temporaryFolder } from "../../../../support/temporary.js";
import { settingsOf } from "../harness.js";
import { realKernels } from "../real-kernel.js";

const { dependencies } = realKernels();
const environment = { TZ: "UTC" };

const library = `import { rate } from "./rates.js";
const scale = 2;
/** Twice. */
export function used(n: number): number {
  const inner = (m: number) => m * scale;
  return [n].map((each) => inner(each) + rate())[0] ?? 0;
}
export const usedOf = ({ n }: { n: number }) => used(n);
export function unused(n: number): number {
  return n * 1000;
}
export const underSetting = (n: number) => n + 1;
export class Box {
  size = 1;
  get width() {
    return this.size;
  }
  height() {
    return this.size;
  }
}
`;
const files = {
  "lib.ts": library,
  "rates.ts": "export const rate = () => 1;\nexport const other = () => 2;\n",
  "more-rates.ts": "export const rate = () => 1;\n",
  "at-load.ts":
    "const start = () => 5;\nconst never = () => 6;\nexport const begun = start();\nexport { never };\n",
  "chapter.ipynb": stored([
    codeCell(
      "imports",
      'import { assume, remember } from "briefing";\nimport { Box, underSetting, used, usedOf } from "./lib";\nimport { begun } from "./at-load";',
    ),
    codeCell("more", 'const more = assume.toggle("more", { label: "More", value: false });'),
    codeCell("result", "const result = used(3) + new Box().width + begun;"),
    codeCell("kept", 'const kept = remember("kept", { n: 4 }, usedOf);'),
    codeCell("under", "more ? underSetting(result) : result"),
    textCell("markdown", "text", "It is `{ts} String(kept)`."),
  ]),
};

const folder = temporaryFolder("used-code");
const store = new Store(path.join(folder, "cache"));
const notebook = path.join(folder, "chapter.ipynb");
const settings = settingsOf({ cellTimeoutMs: 100_000, answers: "execute" });
const cacheNow = (): ExecutionCache => new ExecutionCache({ store, runtime: currentRuntime(), environment });

async function execute(): Promise<void> {
  // A file that is as new as the kernel may be newer.
  await delay(100);
  const [execution] = await executeAll(await loadJobs([notebook]), settings, {
    ...dependencies,
    cache: cacheNow(),
  });
  expect(execution?.failures).toEqual([]);
}

/** "cached", or why the chapter would be executed. */
async function state(): Promise<string> {
  const [job] = await loadJobs([notebook]);
  if (job === undefined || !("notebook" in job)) throw new Error("no notebook");
  const prepared = await prepareNotebook(job.notebook, notebook, dependencies, settings);
  if (prepared.status === "refused") throw new Error("the notebook was refused");
  return cacheNow().find(prepared.run) ?? "cached";
}

const edited = (from: string, to: string): string => {
  expect(library.split(from)).toHaveLength(2);
  return library.replace(from, to);
};

beforeAll(async () => {
  writeFiles(folder, files);
  expect(await state()).toBe("not in the cache yet");
  await execute();
});
afterEach(async () => {
  writeFiles(folder, files);
  expect(await state()).toBe("cached");
});

describe("a chapter is not executed again after a change of", () => {
  test.each([
    ["a comment and the layout", { "lib.ts": edited("/** Twice. */", "// Doubled.\n\n") }],
    ["a function that did not run", { "lib.ts": edited("n * 1000", "n * 2000") }],
    [
      "a method that did not run",
      { "lib.ts": edited("height() {\n    return this.size", "height() {\n    return 7") },
    ],
    [
      "a function of an imported module that did not run",
      { "rates.ts": files["rates.ts"].replace("2", "3") },
    ],
    ["a function that was not called at load", { "at-load.ts": files["at-load.ts"].replace("6", "7") }],
  ])("%s", async (_, changed) => {
    writeFiles(folder, changed);
    expect(await state()).toBe("cached");
  });
});

describe("a chapter is executed again after a change of", () => {
  test.each([
    ["a function that ran", { "lib.ts": edited("[n].map", "[n + 1].map") }, "lib.ts"],
    ["a function inside it", { "lib.ts": edited("m * scale", "m + scale") }, "lib.ts"],
    ["a function without a name", { "lib.ts": edited("inner(each)", "2 * inner(each)") }, "lib.ts"],
    ["a constant", { "lib.ts": edited("scale = 2", "scale = 3") }, "lib.ts"],
    ["a field of a class", { "lib.ts": edited("size = 1", "size = 2") }, "lib.ts"],
    [
      "an accessor",
      { "lib.ts": edited("get width() {\n    return this", "get width() {\n    return 2 * this") },
      "lib.ts",
    ],
    ["the module that a name comes from", { "lib.ts": edited("./rates.js", "./more-rates.js") }, "lib.ts"],
    ["a function of a module of a module", { "rates.ts": files["rates.ts"].replace("1", "4") }, "rates.ts"],
    ["a function that only ran under a setting", { "lib.ts": edited("n + 1;", "n + 2;") }, "lib.ts"],
    ["a function that ran at load", { "at-load.ts": files["at-load.ts"].replace("5", "8") }, "at-load.ts"],
  ])("%s", async (_, changed, file) => {
    writeFiles(folder, changed);
    expect(await state()).toContain(`${file} changed`);
  });

  test("a module that a cell reads as a text", async () => {
    const read = codeCell("read", 'require("fs").readFileSync("lib.ts", "utf8").length');
    const cells = JSON.parse(files["chapter.ipynb"]) as { cells: unknown[] };
    writeFiles(folder, {
      "chapter.ipynb": JSON.stringify({ ...cells, cells: [...cells.cells, { ...read, id: "read" }] }),
    });
    await execute();
    writeFiles(folder, { "lib.ts": edited("n * 1000", "n * 2000") });
    expect(await state()).toContain("lib.ts changed");
  });
});
