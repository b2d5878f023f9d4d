import { readFileSync } from "node:fs";
import type { JsonObject, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import type { Report } from "../../../../src/briefing/model/report.js";
import type { RenderedFile } from "../../../../src/briefing/engine/render/render-briefing.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import type { InputFiles } from "../../../../src/briefing/engine/report/inputs.js";
import { codeCell, displayed, notebookOf } from "../../../support/notebook.js";

/** An executed notebook with one of everything a report can hold, and its facts. */
export const project = {
  root: "/project",
  title: "Tea and other drinks",
  authors: ["A. Author", "B. Author"],
  date: "2025-03-01",
};

export const inputs: InputFiles = new Map([
  ["/project/data/sales.csv", { kind: "project", path: "data/sales.csv", sha256: "a1" }],
  ["/project/src/tea.js", { kind: "project", path: "src/tea.js", sha256: "b2" }],
  ["/project/node_modules/drinks/index.js", { kind: "package", name: "drinks@1.2.3" }],
]);

export const path = "notebooks/01-tea.ipynb";

export function teaNotebook(): Notebook {
  const file = new URL("../../../fixtures/report/tea.ipynb", import.meta.url);
  return parseNotebook(readFileSync(file, "utf8"), path);
}

/** The report of the notebook, with changes to its project. */
export const teaReport = (changes: Partial<Parameters<typeof buildReport>[1]> = {}): Report =>
  buildReport([{ path, notebook: teaNotebook() }], { ...project, ...changes }, inputs);

/** A notebook with one cell that emitted one bundle. */
export const showing = (id: string, data: JsonObject): Notebook =>
  notebookOf([codeCell(id, "show();", {}, [displayed(data)])], {});

/** The report of other notebooks: 1.ipynb, 2.ipynb and so on, without inputs. */
export const reportOf = (
  notebooks: readonly Notebook[],
  changes: Partial<Parameters<typeof buildReport>[1]> = {},
): Report =>
  buildReport(
    notebooks.map((notebook, index) => ({ path: `notebooks/${index + 1}.ipynb`, notebook })),
    { ...project, ...changes },
    new Map(),
  );

/** The text of a rendered file. */
export const textOf = (files: readonly RenderedFile[], name: string): string =>
  String(files.find(({ path }) => path === name)?.content);
