import { describe, expect, test } from "vitest";
import type { CellFacts } from "../../../../src/briefing/model/trace.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import {
  code,
  dependenciesOf,
  executeOne,
  executeWith,
  markdown,
  raw,
  settingsOf,
  statusesOf,
} from "./harness.js";
import { answering, FakeSession, fakeSpec } from "./fake-kernel.js";
import { notebookOf } from "../../../support/notebook.js";

const value = { version: 1, raw: 62432, text: "62,432", format: "count" };
const ok = (data: Record<string, unknown>) => ({ status: "ok", data, metadata: {} }) as never;
const factsOf = (cell: Cell | undefined): CellFacts => cell?.metadata["briefing"] as unknown as CellFacts;

test("the expressions of a cell travel in one silent request and become typed values", async () => {
  const { session, failures, notebook } = await executeWith(
    answering({
      "fmt.count(n)": ok({ "application/vnd.briefing.value+json": value, "text/plain": "62,432" }),
      name: ok({ "application/json": "China", "text/plain": "'China'" }),
      grew: ok({ "application/json": true, "text/plain": "true" }),
    }),
    [code("x"), markdown("`{ts #n} fmt.count(n)` of `{ts} name`: `{ts} grew`", "m"), markdown("nothing")],
  );
  expect(failures).toEqual([]);
  expect(session.requests[1]).toEqual({
    code: "",
    silent: true,
    userExpressions: { n: "fmt.count(n)", "m-name": "name", "m-grew": "grew" },
  });
  expect(session.requests).toHaveLength(2);
  expect(factsOf(notebook.cells[1])).toMatchObject({
    status: "executed",
    inline: [
      { id: "n", expression: "fmt.count(n)", line: 1, column: 10, status: "ok", value },
      { id: "m-name", status: "ok", value: { version: 1, raw: "China", text: "China", format: "text" } },
      { id: "m-grew", status: "ok", value: { raw: true, text: "true" } },
    ],
  });
  expect(notebook.cells[2]?.metadata).toEqual({});
});

describe("refused, each on its own, with its place", () => {
  const kernel = answering({
    n: ok({ "application/json": 202, "text/plain": "202" }),
    'row["share"]': ok({ "application/json": 16.04, "text/plain": "16.04" }),
    year: ok({ "application/json": 2021, "text/plain": "2021" }),
    nothing: ok({ "application/json": null, "text/plain": "null" }),
    rows: ok({ "text/plain": "[ 1, 2 ]" }),
    bad: ok({ "application/vnd.briefing.value+json": { version: 2 } }),
    good: ok({ "application/json": "x" }),
    "boom(s, no)": {
      status: "error",
      ename: "RangeError",
      evalue: "no such year",
      traceback: ["RangeError: no such year", "    at expression m-boom-s-no:1:1", "    at src/x.ts:1:2"],
    },
  });
  test.each([
    ["n", /the number 202 without a format: write fmt\.count\(n\)/],
    ['row["share"]', /the number 16\.04 without a format: write fmt\.number\(row\["share"\]\), fmt\.percent/],
    ["year", /the number 2021 without a format: write fmt\.year\(year\) if it is a year, or fmt\.count/],
    ["nothing", /returns null, not a value/],
    ["rows", /returns \[ 1, 2 \], not a value/],
    ["bad", /unsupported format/],
    ["boom(s, no)", /no such year/],
  ])("%s", async (expression, message) => {
    const source = `First line.\n\nThen \`{ts} good\` and \`{ts} ${expression}\`.`;
    const execution = await executeWith(kernel, [markdown(source, "m"), code("after")]);
    expect(execution.failures).toMatchObject([
      { kind: "inline", notebook: "notebooks/case.ipynb", cell: { index: 0, id: "m" }, line: 3, column: 28 },
    ]);
    expect(execution.failures[0]?.evalue).toMatch(message);
    expect(execution.failures[0]?.traceback[2]).toMatch(/^> 3 \| Then/);
    // It declares nothing: what comes after is executed, and everything that is wrong is reported in one run.
    expect(statusesOf(execution)).toEqual(["failed", "executed"]);
    expect(factsOf(execution.notebook.cells[0]).inline?.map(({ status }) => status)).toEqual(["ok", "error"]);
  });
});

test("front matter is evaluated after the last cell", async () => {
  const execution = await executeWith(answering({ country: ok({ "application/json": "China" }) }), [
    raw("---\ntitle: About `{ts} country`\n---", "front"),
    code("x"),
    raw("`{ts} unknown` is no front matter"),
  ]);
  expect(execution.failures).toEqual([]);
  expect(execution.session.requests.map((request) => request.userExpressions)).toEqual([
    undefined,
    { "front-country": "country" },
  ]);
  expect(factsOf(execution.notebook.cells[0]).inline).toMatchObject([
    { status: "ok", value: { text: "China" } },
  ]);
});

test("the Markdown of a notebook for another kernel is left alone", async () => {
  const spec = { ...fakeSpec, name: "python3", language: "python" };
  const session = new FakeSession(answering({}), spec);
  const dependencies = dependenciesOf(() => session, {
    resolveKernel: () => ({ spec, origin: "installed" }),
  });
  const notebook = notebookOf([markdown("`{ts} x`")]);
  const execution = await executeOne({ path: "a.ipynb", notebook }, dependencies, settingsOf());
  expect(execution.failures).toEqual([]);
  expect(session.requests).toEqual([]);
  expect(execution.notebook.cells).toEqual(notebook.cells);
});
