import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError, describeProblem } from "../../../../src/briefing/authoring/load/errors.js";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { thrown } from "../../../support/thrown.js";

export interface TableFiles {
  readonly csv: string | Uint8Array;
  /** Name of the file; by default the table's name with .csv. */
  readonly file?: string;
  readonly schema: object;
  readonly extra?: object;
}

/** A project folder with one table `t` (and others), removed after the test. */
export function createProject(tables: Readonly<Record<string, TableFiles>>): string {
  const project = temporaryFolder("briefing data ü");
  mkdirSync(join(project, "data"));
  const resources = Object.entries(tables).map(([name, { csv, file = `${name}.csv`, schema, extra }]) => {
    writeFileSync(join(project, "data", file), csv);
    return { name, path: file, schema, ...extra };
  });
  writeFileSync(join(project, "data", "datapackage.json"), JSON.stringify({ name: "test", resources }));
  return project;
}

/** `load` searches upwards from the working directory, as set by a kernel. */
export function inFolder<T>(folder: string, work: () => T): T {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(before);
  }
}

export const field = (name: string, type = "string", constraints: object = {}) => ({
  name,
  type,
  constraints,
});

/** The rows of table `t`. */
export const loaded = (project: string) => inFolder(project, () => load("t"));

/** What `check` reports about the tables. */
export const messages = async (project: string): Promise<readonly string[]> =>
  (await validateData(project)).problems.map(describeProblem);

/** The error of `load`. */
export const failure = (project: string): DataError => thrown(DataError, () => loaded(project));
