import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Notebook } from "../notebook/contract.js";
import type { ProjectFacts } from "./contract.js";
import { readReferences } from "./citations/style.js";
import { dataSources } from "./data-sources.js";

const references = "notebooks/references.bib";
const descriptor = "data/datapackage.json";

/**
 * What the report needs from the project's folder besides its configuration: the works that may be cited and what the
 * Data Package says. References are read only if some notebook cites, for their libraries take half a second to load.
 */
export async function readReportFacts(
  project: ProjectFacts,
  notebooks: readonly Notebook[],
): Promise<ProjectFacts> {
  const read = (file: string) => readFile(path.join(project.root, file), "utf8").catch(() => undefined);
  const package_ = await read(descriptor);
  const bibtex = notebooks.some(cites) ? await read(references) : undefined;
  return {
    ...project,
    ...(package_ === undefined ? {} : { sources: dataSources(package_, descriptor) }),
    ...(bibtex === undefined
      ? {}
      : { references: await readReferences(bibtex, references, project.language ?? "en") }),
  };
}

function cites(notebook: Notebook): boolean {
  return JSON.stringify(notebook.cells).includes("[@");
}
