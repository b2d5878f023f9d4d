// The report of a notebook with one of everything.
import { fixture } from "../checks.mjs";
import { parseNotebook } from "../../src/briefing/dist/engine/notebook/parse.js";
import { buildReport } from "../../src/briefing/dist/engine/report/build-report.js";

export function teaReport(project) {
  const file = "notebooks/01-tea.ipynb";
  const notebook = parseNotebook(fixture("report/tea.ipynb"), file);
  return buildReport([{ path: file, notebook }], { root: "/project", ...project }, new Map());
}
