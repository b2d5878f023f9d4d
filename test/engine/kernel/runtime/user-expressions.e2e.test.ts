import { expect, test } from "vitest";
import { bundles, printed, runCells } from "./run-cells.js";

test("each expression has its own typed result or its own error, and declares nothing", async () => {
  const run = await runCells([
    "const peak = { year: 2020 }; function fails(): number { throw new RangeError('no value') }",
    {
      code: "",
      silent: true,
      userExpressions: {
        number: "peak.year + 1",
        text: "'2021'",
        boolean: "peak.year > 1",
        nothing: "null",
        missing: "undefined",
        notFinite: "1 / 0",
        object: "peak",
        awaited: "await Promise.resolve(3)",
        unknown: "nothing.here",
        wrongType: "peak.month",
        throws: "1 +\n  fails()",
        shown: `({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": "*m*" }) })`,
        prints: "console.log('printed')",
        __proto: "1",
        "odd key: 'x'": "2",
      },
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
  const data = (key: string) => {
    const result = results[key];
    return result?.status === "ok" ? result.data : result;
  };
  expect(data("number")).toEqual({ "text/plain": "2021", "application/json": 2021 });
  expect(data("text")).toEqual({ "text/plain": "'2021'", "application/json": "2021" });
  expect(data("boolean")).toEqual({ "text/plain": "true", "application/json": true });
  expect(data("nothing")).toEqual({ "text/plain": "null", "application/json": null });
  expect(data("missing")).toEqual({ "text/plain": "undefined" });
  expect(data("notFinite")).toEqual({ "text/plain": "Infinity" });
  expect(data("object")).toEqual({ "text/plain": "{ year: 2020 }" });
  expect(data("awaited")).toMatchObject({ "application/json": 3 });
  expect(data("unknown")).toMatchObject({ status: "error", ename: "TypeScriptError" });
  expect(JSON.stringify(data("unknown"))).toContain("expression unknown:1:1 - error TS2304");
  expect(JSON.stringify(data("wrongType"))).toContain("expression wrongType:1:6 - error TS2339");
  expect(data("throws")).toMatchObject({ status: "error", ename: "RangeError", evalue: "no value" });
  expect(JSON.stringify(data("throws"))).toContain("at expression throws:2:3");
  expect(data("shown")).toEqual({ "text/markdown": "*m*" });
  expect(data("odd key: 'x'")).toMatchObject({ "application/json": 2 });
  expect(Object.keys(results)).toHaveLength(15);
  expect(printed(run, 2)).toBe("printed\n");
  expect(bundles(run, 3, "result")).toEqual([{ "text/plain": "2020" }]);
  expect(run.outcomes[3]?.userExpressions, "after a cell that fails").toEqual({});
  expect(run.outcomes[4]?.error?.ename, "one that never ends").toBe("KeyboardInterrupt");
  expect(bundles(run, 6, "result")).toEqual([{ "text/plain": "2" }]);
});
