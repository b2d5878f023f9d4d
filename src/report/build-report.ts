import { createHash } from "node:crypto";
import type { Execution } from "../execute/contract.js";
import { reportVersion, type Provenance, type Report } from "../model/report.js";
import type { InputFiles, ProjectFacts } from "./contract.js";
import { ReportError } from "./errors.js";
import { projectPath } from "./paths.js";
import { provenanceOf } from "./provenance.js";
import { Registry } from "./registry.js";
import { notebookSection, readCellFacts } from "./section.js";

/** Executed notebooks, in the order of the briefing → the Report. Pure: `inputs` comes from `readInputs`. */
export function buildReport(
  executions: readonly Pick<Execution, "path" | "notebook">[],
  project: ProjectFacts,
  inputs: InputFiles,
): Report {
  const registry = new Registry();
  const notebooks = executions.map(({ path: file, notebook }) => ({
    path: projectPath(file, project.root),
    notebook,
    root: project.root,
    registry,
  }));
  const sections = notebooks.map(notebookSection);
  refuseSameNames(sections);
  const provenance: Record<string, Provenance> = {};
  const hashes: Record<string, string> = {};
  for (const { path: notebook, notebook: content } of notebooks) {
    for (const cell of content.cells) {
      const key = `${notebook}#${cell.id}`;
      const trace = readCellFacts(cell, { notebook, cell: cell.id })?.trace;
      if (trace !== undefined) {
        provenance[key] = provenanceOf(trace, inputs);
        // A function's own file may be the source that its module was compiled from: it names, it does not count.
        for (const file of [...trace.files, ...trace.modules]) {
          const input = inputs.get(file);
          if (input !== undefined && input.kind !== "package") hashes[input.path] = input.sha256;
        }
      }
      if (cell.cell_type === "code") hashes[key] = createHash("sha256").update(cell.source).digest("hex");
    }
  }
  return {
    version: reportVersion,
    title: project.title,
    language: project.language ?? "en",
    authors: project.authors,
    ...(project.date === undefined ? {} : { date: project.date }),
    sections,
    values: registry.values(),
    provenance,
    inputs: hashes,
  };
}

/** Sections are named by their file: two of one name would share anchors and ids. */
function refuseSameNames(sections: Report["sections"]): void {
  const seen = new Map<string, string>();
  for (const { id, notebook } of sections) {
    const before = seen.get(id.toLowerCase());
    if (before !== undefined) {
      throw new ReportError(`Two notebooks have the name "${id}": ${before} and ${notebook}.`, {
        hint: "A chapter is named by its file; rename one of them.",
      });
    }
    seen.set(id.toLowerCase(), notebook);
  }
}
