import { describe, expect, test } from "vitest";
import { cellsOf, printed, runCells, runNamed } from "./run-cells.js";

const cells = cellsOf.output;

describe("output", async () => {
  const { run, printed, bundles, trace, error, numberOf } = await runNamed(cells);
  const results = (name: string) =>
    bundles(name, "execute_result") as readonly Readonly<Record<string, string>>[];
  const plain = (name: string) => results(name)[0]?.["text/plain"];
  const html = (name: string) => results(name)[0]?.["text/html"];

  test("streams keep order, bytes, encodings and callbacks", () => {
    expect(printed("streams")).toBe("x is 1\néhi!called back\n");
    expect(printed("streams", "stderr")).toBe("to stderr\n");
  });

  test("a final expression is shown as Node's REPL shows it", () => {
    expect(plain("number")).toBe("42");
    expect(plain("text")).toBe("'abc'");
    expect(plain("nullValue")).toBe("null");
    expect(plain("nested")).toContain("d: { e: [Object] }");
    expect(results("nothing")).toEqual([]);
    expect(results("declaration")).toEqual([]);
  });

  test("an array of records has a table beside it, escaped", () => {
    expect(html("records")).toContain("<th>year</th><th>name</th><th>note</th>");
    expect(html("records")).toContain('<td align="right">2020</td><td>&lt;b&gt;</td><td></td>');
    expect(plain("records")).toContain("year: 2020");
    expect(plain("hostileRecords")).toBe("[ { a: [Getter] } ]");
  });

  test("what is shaped like a DataFrame is a table in both", () => {
    expect(plain("frame")).toBe("    a  b\nr   1  x\ns  20");
    expect(html("frame")).toContain('<tr><th>r</th><td align="right">1</td><td>x</td></tr>');
  });

  test("objects that resist are shown or named, never an error", () => {
    expect(plain("cyclic")).toContain("[Circular *1]");
    expect(plain("proxy")).toBe("{}");
    expect(plain("customThrows")).toBe("[object that cannot be shown: Error: custom]");
    expect(plain("huge")?.length).toBeLessThan(51_000);
    expect(plain("huge")).toMatch(/… \(\d+ more characters\)$/);
  });

  test("an object that says how it is displayed is taken at its word", () => {
    expect(results("own")).toEqual([{ "text/html": "<i>own</i>", "text/plain": "own" }]);
    expect(results("ownAsync")).toEqual([{ "application/json": { a: [1] }, "text/plain": "own" }]);
    expect(error("ownThrows")?.evalue).toBe("too many points");
    expect(error("ownWrong")?.evalue).toContain("not 3");
  });

  test("tslab's display functions, updates and bundles", () => {
    expect(bundles("display", "display_data")).toEqual([
      { "text/html": "<b>x</b>" },
      { "application/json": { a: 1 } },
      { "application/json": { b: 2 } },
      { "image/png": "AQID" },
      { "text/html": "first" },
      { "text/html": "h", "text/plain": "p", "image/svg+xml": "<svg/>" },
    ]);
    expect(bundles("display", "update_display_data")).toEqual([{ "text/html": "second" }]);
    const ids = run.events
      .filter(({ cell }) => cell === numberOf("display"))
      .map(({ content }) => (content.transient as { display_id?: string } | undefined)?.display_id)
      .filter((id) => id !== undefined);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(trace("displayWrong")).toContain("must be a string or bytes, not undefined");
  });

  test("a silent cell has no result; warnings carry no process id; input is refused at once", () => {
    expect(results("silent")).toEqual([]);
    expect(printed("warns", "stderr")).toBe("Warning: careful\n");
    for (const name of ["readsLines", "readsInput", "readsSync"] as const)
      expect(error(name)?.evalue).toMatch(/stdin is not available/);
    expect(error("asksForATerminal")).toBeUndefined();
  });

  test("promises and timers are shown as Node shows them, without what the kernel notes on them", () => {
    expect(printed("promises")).toBe("Promise { <pending> } Promise { 1 } [ Promise { 2 } ]\n");
    expect(printed("afterAwait")).toBe("Promise { <pending> }\n");
    expect(results("afterAwait")).toEqual([{ "text/plain": "Promise { { a: 1 } }" }]);
    expect(results("asyncFunction")).toEqual([{ "text/plain": "Promise { 3 }" }]);
    expect(results("timer")).toEqual([{ "text/plain": "false" }]);
    expect(printed("inATimer")).toBe("Promise { <pending> }\n");
  });
});

test("output and errors that come late belong to their own cell", async () => {
  const run = await runCells(
    [
      "setTimeout(() => { console.log('late') ; throw new TypeError('late throw') }, 150); 1",
      "setTimeout(() => { Promise.reject(new Error('late rejection')) }, 150)",
      "import * as fs from 'fs'; setTimeout(() => { fs.readFile('missing', (e) => { throw e }) }, 150)",
      "Promise.reject(new Error('floating')); await new Promise(r => setTimeout(r, 20)); 7",
      "await new Promise(r => setTimeout(r, 600)); console.log('mine')",
    ],
    { lingerMs: 300 },
  );
  const errors = run.events
    .filter(({ type }) => type === "error")
    .map(({ cell, content }) => [cell, content.evalue]);
  expect(printed(run, 1)).toBe("late\n");
  expect(errors.sort()).toEqual([
    [1, "late throw"],
    [2, "late rejection"],
    [3, expect.stringContaining("ENOENT")],
    [4, "floating"],
  ]);
  expect(run.outcomes.map(({ error }) => error)).toEqual(Array(5).fill(undefined));
  expect(printed(run, 5)).toBe("mine\n");
});
