import { expect, test } from "vitest";
import { changedInputs } from "../../../../src/briefing/engine/diff/causes/changed-inputs.js";
import { codeChanges, lineagesOf } from "../../../../src/briefing/engine/diff/causes/lineage.js";
import type { StoredReport } from "../../../../src/briefing/engine/report/stored-report.js";

/** A report of one cell that ran functions of one module. */
const report = (code: Readonly<Record<string, string>>, sha256: string): StoredReport => ({
  version: 3,
  title: "T",
  language: "en",
  authors: [],
  sections: [],
  values: {},
  citations: {},
  bibliography: [],
  files: {},
  provenance: {
    "notebooks/a.ipynb#x": {
      files: [],
      modules: ["dist/x.js"],
      packages: [],
      environment: [],
      cells: [],
      functions: ["src/x.ts##once", "src/x.ts#sum"],
    },
  },
  inputs: { "dist/x.js": sha256 },
  code: { "dist/x.js": code },
});

const before = report({ "": "00", "#once": "11", sum: "22" }, "aa");

/** How the module, and which functions, cause the result of the cell after the edit. */
function cause(code: Readonly<Record<string, string>>) {
  const reports = { before, after: report(code, "bb") };
  const briefing = (of: StoredReport) => ({ name: "b", report: of, files: new Map(), inputs: new Map() });
  const changed = changedInputs({ before: briefing(reports.before), after: briefing(reports.after) });
  const lineageOf = lineagesOf(reports.after, changed, codeChanges(reports));
  const use = lineageOf({ notebook: "notebooks/a.ipynb", cell: "x" }).changedInputs.get("dist/x.js");
  return { path: changed.get("dist/x.js"), strength: use?.strength, functions: [...(use?.functions ?? [])] };
}

test.each([
  ["a function", { "": "00", "#once": "11", sum: "23" }, "direct", ["sum"]],
  ["a private method", { "": "00", "#once": "12", sum: "22" }, "direct", ["#once"]],
  ["a module-level constant", { "": "01", "#once": "11", sum: "22" }, "direct", []],
  ["a function that did not run", { "": "00", "#once": "11", sum: "22", other: "33" }, "possible", []],
])("%s", (_, code, strength, functions) => {
  expect(cause(code)).toMatchObject({ path: { kind: "module", path: "src/x.ts" }, strength, functions });
});
