import { readFileSync } from "node:fs";
import type { JsonObject, Notebook } from "../../../src/engine/notebook/contract.js";
import { parseNotebook } from "../../../src/engine/notebook/parse.js";
import type { InputFiles } from "../../../src/engine/report/inputs.js";
import { codeCell, displayed, notebookOf } from "../../support/notebook.js";

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
  const file = new URL("../../fixtures/report/tea.ipynb", import.meta.url);
  return parseNotebook(readFileSync(file, "utf8"), path);
}

/** A notebook with one cell that emitted one bundle. */
export const showing = (id: string, data: JsonObject): Notebook =>
  notebookOf([codeCell(id, "show();", {}, [displayed(data)])], {});
