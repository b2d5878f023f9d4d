import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Notebook } from "../notebook/contract.js";
import type { DataSources } from "../../model/data-sources.js";
import type { Project } from "../project/contract.js";
import { readReferences, type References } from "./citations/style.js";
import type { PreviousReport } from "./previous.js";
import { recordedFacts } from "./bundles.js";
import { lookIntoData } from "./data/data-facts.js";
import { dataLimits, describeData } from "./data/data-package.js";
import { projectPath } from "./published.js";
import { changelog, readme, references } from "./texts.js";

/** What the report needs besides the executed notebooks. */
export interface ProjectFacts
  extends
    Pick<Project, "root" | "title" | "authors">,
    Partial<Pick<Project, "firstPage" | "publication" | "date" | "language" | "parameters">> {
  /** Works that may be cited, from `readReportFacts`. */
  readonly references?: References;
  /** What the project's Data Package describes, from `readReportFacts`. */
  readonly sources?: DataSources;
  /** The edition that values are compared with, from `readPrevious`. */
  readonly previous?: PreviousReport | undefined;
  /** What changed in each edition, as Markdown, from `readReportFacts`. */
  readonly changes?: string;
  /** Hashes of what authors wrote besides code, from `textHashes`. */
  readonly texts?: Readonly<Record<string, string>>;
}

const descriptor = "data/datapackage.json";

/**
 * What the report needs from the project's folder besides its configuration: the works that may be cited, and what the
 * Data Package, its README and the tables that were read contain. References are read only if a notebook cites, because
 * their libraries take half a second to load.
 */
export async function readReportFacts(
  project: ProjectFacts,
  notebooks: readonly Notebook[],
): Promise<ProjectFacts> {
  const { root, language = "en" } = project;
  const read = (file: string) => readFile(path.join(root, file), "utf8").catch(() => undefined);
  const package_ = await read(descriptor);
  const limits = await read(readme);
  const bibtex = await read(references);
  const sources =
    package_ === undefined
      ? undefined
      : await lookIntoData(
          describeData(package_, descriptor),
          dataLimits(limits ?? ""),
          root,
          filesRead(notebooks, root),
        );
  const changes = (await read(changelog))?.trim() ?? "";
  return {
    ...project,
    ...(changes !== "" && { changes }),
    ...(sources && sources.tables.length > 0 && { sources }),
    ...(bibtex !== undefined &&
      notebooks.some(cites) && { references: await readReferences(bibtex, references, language) }),
  };
}

/** Absolute paths of the files that the facts may depend on, whether or not they exist. */
export async function factFiles(root: string): Promise<readonly string[]> {
  const text = await readFile(path.join(root, descriptor), "utf8").catch(() => undefined);
  const tables = text === undefined ? [] : describeData(text, descriptor).tables;
  return [references, descriptor, readme, changelog, ...tables.map(({ table }) => table.path)].map((file) =>
    path.join(root, file),
  );
}

export const cites = (notebook: Notebook): boolean => JSON.stringify(notebook.cells).includes("[@");

/** Files that a cell read, by their names in the Data Package. */
function filesRead(notebooks: readonly Notebook[], root: string): ReadonlySet<string> {
  const read = notebooks.flatMap(({ cells }) =>
    cells.flatMap((cell) => recordedFacts(cell)?.trace?.files ?? []),
  );
  return new Set(read.map((file) => projectPath(file, root)));
}
