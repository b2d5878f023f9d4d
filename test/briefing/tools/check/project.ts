import { readBibliography } from "../../../../src/briefing/tools/check/check-citations.js";
import { checkProject } from "../../../../src/briefing/tools/check/find-on-page.js";
import {
  foundBy,
  type CheckedFile,
  type Finding,
  type Found,
  type PageCheck,
} from "../../../../src/briefing/tools/check/contract.js";
import type { FirstPageSettings } from "../../../../src/briefing/engine/project/publication.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { codeCell, stored, textCell } from "../../../support/notebook.js";

export type CellSource = readonly ["code" | "markdown" | "raw", string, object?];

/** A notebook in TypeScript with cells named a, b, c … */
export function notebookText(cells: readonly CellSource[]): string {
  return stored(
    cells.map(([type, source, more], index) => {
      const id = String.fromCharCode(97 + index);
      return { ...(type === "code" ? codeCell(id, source) : textCell(type, id, source)), ...more };
    }),
  );
}

interface Project {
  /** For notebooks/01.ipynb, notebooks/02.ipynb … */
  readonly notebooks: readonly (readonly CellSource[] | string)[];
  readonly bibtex?: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Files that exist, relative to the project. */
  readonly files?: readonly string[];
  readonly exempt?: readonly string[];
  readonly language?: string;
  readonly firstPage?: FirstPageSettings;
}

export async function check(only: PageCheck, project: Project): Promise<readonly Finding[]> {
  const files = project.notebooks.map((cells, index): CheckedFile => {
    const path = `notebooks/0${index + 1}.ipynb`;
    const text = typeof cells === "string" ? cells : notebookText(cells);
    return { path, text, notebook: parseNotebook(text, path) };
  });
  const { bibliography, findings } = await readBibliography(project.bibtex, "notebooks/references.bib");
  const found = checkProject(
    {
      files,
      data: Object.entries(project.data ?? {}).map(([path, text]) => ({ path, text })),
      bibliography,
      exempt: project.exempt ?? [],
      configuration: "notebooks/briefing.yml",
      language: project.language ?? "en",
      settings: [],
      firstPage: project.firstPage ?? {},
      relative: (path) => path,
      exists: (file) => project.files?.includes(file) === true,
    },
    new Set([only]),
  );
  return only === "citations" ? [...foundBy("citations", findings), ...found] : found;
}

/** `notebooks/01.ipynb a 2:3 message` */
export const printed = ({ path, cell, line, column, message }: Omit<Found, "severity">): string =>
  [path, cell?.id, line === undefined ? undefined : `${line}:${column ?? ""}`, message]
    .filter((part) => part !== undefined)
    .join(" ");
