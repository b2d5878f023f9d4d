import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { writeNotebook } from "../../support/notebook.js";
import { runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("execute");
const briefing = (...argv: string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: path.join(folder, "cache") } });
const outputsOf = async (file: string): Promise<string> => {
  const { cells } = JSON.parse(await readFile(path.join(folder, file), "utf8")) as {
    cells: { outputs: unknown }[];
  };
  return JSON.stringify(cells.map(({ outputs }) => outputs));
};

test("one notebook to a file, the notebook itself untouched", async () => {
  writeNotebook(path.join(folder, "one.ipynb"), ["const n = 6", "n * 7"]);
  const before = await readFile(path.join(folder, "one.ipynb"), "utf8");
  const { code, stdout } = await briefing("execute", "one.ipynb", "-o", "one.out.ipynb");
  expect(code).toBe(0);
  expect(stdout).toContain("one.out.ipynb");
  expect(await outputsOf("one.out.ipynb")).toContain('"42"');
  expect(await readFile(path.join(folder, "one.ipynb"), "utf8")).toBe(before);
});

test("a failing notebook: exit code 1, position and code frame, kept separately; the others are executed and written", async () => {
  writeNotebook(path.join(folder, "good.ipynb"), ["1 + 1"]);
  writeNotebook(path.join(folder, "bad.ipynb"), [
    "const x = 1",
    "console.log('so far')\nthrow new RangeError('boom ' + x)",
    "x",
  ]);
  const { code, stderr, stdout } = await briefing("execute", "bad.ipynb", "good.ipynb", "-o", "both");
  expect(code).toBe(1);
  expect(stderr).toContain("bad.ipynb, cell 2 (cell-2), 2:7: RangeError: boom 1");
  expect(stderr).toContain("> 2 | throw new RangeError");
  expect(stderr).toContain("so far");
  expect(await readdir(path.join(folder, "both"))).toEqual(["good.ipynb"]);
  expect(stdout).toContain("1 of 2 notebooks executed");
  const kept = /kept in (.*)$/m.exec(stderr)?.[1] ?? "";
  expect(await outputsOf(kept)).toContain("RangeError");
});

test("--json reports the same to programs", async () => {
  writeNotebook(path.join(folder, "json.ipynb"), ["null.x"]);
  const { code, stdout } = await briefing("execute", "json.ipynb", "--json", "--quiet");
  expect(code).toBe(1);
  const told = JSON.parse(stdout) as {
    notebooks: { status: string; failures: { line: number; kind: string }[] }[];
  };
  expect(told.notebooks).toMatchObject([{ path: "json.ipynb", status: "failed", failures: [{ line: 1 }] }]);
});

test("--allow-errors continues after a failing cell; parameters are typed by their default", async () => {
  const sources = ["let year = 2000", "throw new Error('first')", "year + 1"];
  writeNotebook(path.join(folder, "year.ipynb"), sources, ["parameters"]);
  const argv = ["year.ipynb", "--allow-errors", "-p", "year=2022", "-o", "year.out.ipynb"];
  expect((await briefing("execute", ...argv)).code).toBe(0);
  expect(await outputsOf("year.out.ipynb")).toMatch(/first.*"2023"/);
});

test("check finds the type errors of a notebook and executes nothing", async () => {
  const touched = path.join(folder, "touched");
  writeNotebook(path.join(folder, "types.ipynb"), [
    `require("fs").writeFileSync(${JSON.stringify(touched)}, "")`,
    "const n: number = 'a'\nconst s: string = 1",
  ]);
  const { code, stderr } = await briefing("check", "types.ipynb");
  expect(code).toBe(1);
  expect(stderr).toContain("types.ipynb, cell 2 (cell-2), 1:7: TS2322");
  expect(stderr).toContain("types.ipynb, cell 2 (cell-2), 2:7: TS2322");
  await expect(access(touched)).rejects.toThrow("ENOENT");
});
