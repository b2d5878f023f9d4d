import { expect, test } from "vitest";
import { conditionCode } from "../../../../../src/briefing/model/guard.js";
import { bundles, printed, runCells } from "./run-cells.js";

/** An expression, and its data or the parts of its error. */
const expressions: Readonly<Record<string, readonly [code: string, data: object, ...trace: string[]]>> = {
  number: ["peak.year + 1", { "text/plain": "2021", "application/json": 2021 }],
  text: ["'2021'", { "text/plain": "'2021'", "application/json": "2021" }],
  boolean: ["peak.year > 1", { "text/plain": "true", "application/json": true }],
  nothing: ["null", { "text/plain": "null", "application/json": null }],
  missing: ["undefined", { "text/plain": "undefined" }],
  notFinite: ["1 / 0", { "text/plain": "Infinity" }],
  object: ["peak", { "text/plain": "{ year: 2020 }" }],
  awaited: ["await Promise.resolve(3)", { "text/plain": "3", "application/json": 3 }],
  unknown: ["nothing.here", { ename: "TypeScriptError" }, "expression unknown:1:1 - error TS2304"],
  wrongType: ["peak.month", { ename: "TypeScriptError" }, "expression wrongType:1:6 - error TS2339"],
  throws: ["1 +\n  fails()", { ename: "RangeError", evalue: "no value" }, "at expression throws:2:3"],
  shown: [
    `({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": "*m*" }) })`,
    { "text/markdown": "*m*" },
  ],
  prints: ["console.log('printed')", { "text/plain": "undefined" }],
  __proto: ["1", { "text/plain": "1", "application/json": 1 }],
  "odd key: 'x'": ["2", { "text/plain": "2", "application/json": 2 }],
};

test("each expression has its own typed result or its own error, and declares nothing", async () => {
  const run = await runCells([
    "const peak = { year: 2020 }; function fails(): number { throw new RangeError('no value') }",
    {
      code: "",
      silent: true,
      userExpressions: Object.fromEntries(Object.entries(expressions).map(([key, [code]]) => [key, code])),
    },
    "peak.year",
    { code: "throw new Error('x')", userExpressions: { a: "1" } },
    {
      code: "",
      silent: true,
      userExpressions: { a: "console.log('here'), await new Promise(() => {})" },
      interruptAfterMs: 100,
    },
    "2",
  ]);
  const results = run.outcomes[1]?.userExpressions ?? {};
  expect(Object.keys(results)).toEqual(Object.keys(expressions));
  for (const [key, [, expected, ...trace]] of Object.entries(expressions)) {
    const result = results[key];
    if (result?.status === "ok") expect(result.data, key).toEqual(expected);
    else expect(result, key).toMatchObject(expected);
    for (const words of trace) expect(JSON.stringify(result), key).toContain(words);
  }
  expect(printed(run, 2)).toBe("printed\n");
  expect(bundles(run, 3, "execute_result")).toEqual([{ "text/plain": "2020" }]);
  expect(run.outcomes[3]?.userExpressions, "after a cell that fails").toEqual({});
  expect(run.outcomes[4]?.error?.ename, "one that never ends").toBe("KeyboardInterrupt");
  expect(bundles(run, 6, "execute_result")).toEqual([{ "text/plain": "2" }]);
});

test.each(["interactive", "headless"] as const)("conditions have a margin: %s", async (mode) => {
  const ask = { code: "", silent: true, userExpressions: { asked: conditionCode("isMore") } };
  const run = await runCells(
    [
      "const north = { visits: 12 };",
      "const isMore = north.visits > 9;",
      ask,
      "const north = { visits: 10 };",
      ask,
    ],
    { mode },
  );
  const judgements = [2, 4].map((at) => {
    const answer = run.outcomes[at]?.userExpressions["asked"];
    return answer?.status === "ok" ? answer.metadata["briefing"] : answer;
  });
  const left = { text: "north.visits", value: 12 };
  expect(judgements[0]).toMatchObject({ judgement: { margin: { amount: 3, unit: "count", left } } });
  // A step that is not run again keeps its answer, and the numbers that it was computed from.
  expect(judgements[1]).toEqual(judgements[0]);
});
