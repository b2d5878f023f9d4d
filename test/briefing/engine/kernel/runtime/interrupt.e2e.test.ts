import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundles, printed, runCells, type Run } from "./run-cells.js";
import { temporaryFolder } from "../../../../support/temporary.js";

const loop = "console.log('here'); while (true) {}";
/** Every kind of callback in which a cell can block the main thread. Each prints where it does. */
const blocking: Readonly<Record<string, string>> = {
  "a loop": loop,
  "a loop that catches": `for (;;) try { (() => { ${loop} })() } catch {} finally {}`,
  "a loop after an await": `await null; ${loop}`,
  "a loop after a timer": `await new Promise(r => setTimeout(r, 5)); ${loop}`,
  "a loop in a timer": `setTimeout(() => { ${loop} }, 5); await new Promise(() => {})`,
  "a loop in an immediate": `setImmediate(() => { ${loop} }); await new Promise(() => {})`,
  "a loop in a tick": `process.nextTick(() => { ${loop} }); await new Promise(() => {})`,
  "a loop in a file's callback": `import * as fs from "fs"; fs.readFile("/dev/null", () => { ${loop} }); await new Promise(() => {})`,
  "an async loop that never lets go": "console.log('here'); for (;;) await null",
  "an endless wait": "console.log('here'); await new Promise(() => {})",
};

describe("a cell that blocks the kernel is interrupted, and the next cell works", () => {
  let run: Run;
  const cases = Object.entries(blocking);
  const warmUp = "1";
  beforeAll(async () => {
    run = await runCells([
      warmUp,
      ...cases.flatMap(([name, code]) => [
        { code, interruptAfterMs: 100 },
        `await null; console.log(${JSON.stringify(name)})`,
      ]),
    ]);
  });
  test.each(cases.map(([name], at) => ({ name, at })))("$name", ({ name, at }) => {
    expect(run.outcomes[1 + 2 * at]?.error).toMatchObject({ ename: "KeyboardInterrupt" });
    expect(run.outcomes[2 + 2 * at]?.error).toBeUndefined();
    expect(printed(run, 3 + 2 * at)).toBe(`${name}\n`);
  });
});

test("an interrupted cell prints nothing more, wherever it continues", async () => {
  const run = await runCells(
    [
      "1",
      {
        code: `
          setInterval(() => console.log("timer"), 20);
          setTimeout(() => { Promise.reject(new Error("late")) }, 900);
          for (let i = 0; ; i++) { console.log("step"); await new Promise(r => setTimeout(r, 20)); }`,
        interruptAfterMs: 600,
      },
      "console.log('next'); await new Promise(r => setTimeout(r, 500))",
    ],
    { lingerMs: 300 },
  );
  expect(printed(run, 2)).toContain("step");
  const after = run.events.findIndex(({ cell }) => cell === 3);
  expect(run.events.slice(after).map(({ cell }) => cell)).toEqual([3]);
});

test("what an interrupted cell had begun is begun again or dropped, what stood before it is kept", async () => {
  const folder = temporaryFolder("half-loaded");
  writeFileSync(
    path.join(folder, "slow.cjs"),
    "exports.before = 1; if (!globalThis.once) { globalThis.once = true; console.log('here'); while (true) {} } exports.after = 2;",
  );
  const interrupted = (code: string) => ({ code, interruptAfterMs: 100 });
  const run = await runCells(
    [
      "let kept = 1, ran = 0",
      interrupted("require('./slow.cjs')"),
      "require('./slow.cjs')",
      interrupted(
        "setImmediate(() => { ran++ }); setImmediate(() => { console.log('here'); while (true) {} }); setImmediate(() => { ran++ }); await new Promise(() => {})",
      ),
      "await new Promise<void>(r => setImmediate(r)); ran",
      interrupted("const gone = 2; kept = 3; console.log('here'); while (true) {}"),
      "kept",
      "gone",
    ],
    { folder },
  );
  for (const cell of [2, 4, 6]) expect(run.outcomes[cell - 1]?.error?.ename).toBe("KeyboardInterrupt");
  const result = (cell: number) => bundles(run, cell, "execute_result");
  expect(result(3), "a module is evaluated again").toEqual([{ "text/plain": "{ before: 1, after: 2 }" }]);
  expect(result(5), "immediates behind an interrupted one run").toEqual([{ "text/plain": "2" }]);
  expect(run.outcomes[6]?.error).toBeUndefined();
  expect(run.outcomes[7]?.error).toMatchObject({ ename: "TypeScriptError" });
});

test("a cell that is interrupted before it has begun does not begin afterwards", async () => {
  const run = await runCells(
    [{ code: "console.log('begun'); while (true) {}", interrupted: "before it begins" }],
    { lingerMs: 200 },
  );
  expect(run.outcomes[0]?.error).toMatchObject({ ename: "KeyboardInterrupt" });
  expect(run.events).toEqual([]);
});
