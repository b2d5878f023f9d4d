import { createHash } from "node:crypto";
import type { Execution } from "../execute/contract.js";
import { reportVersion, type Provenance, type Report } from "../model/report.js";
import type { InputFiles, ProjectFacts } from "./contract.js";
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
  const provenance: Record<string, Provenance> = {};
  const hashes: Record<string, string> = {};
  for (const { path: notebook, notebook: content } of notebooks) {
    for (const cell of content.cells) {
      const key = `${notebook}#${cell.id}`;
      const trace = readCellFacts(cell, { notebook, cell: cell.id })?.trace;
      if (trace !== undefined) provenance[key] = provenanceOf(trace, inputs);
      if (cell.cell_type === "code") hashes[key] = createHash("sha256").update(cell.source).digest("hex");
    }
  }
  for (const input of inputs.values()) if (input.kind !== "package") hashes[input.path] = input.sha256;
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
