/** The data/ folder of a project, searched upwards from a notebook's folder. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { parseDescriptor } from "./descriptor.js";
import { DataError } from "./errors.js";
import { noteOpened, noteRead } from "./reads.js";
import type { DataPackage, Resource, TableFile } from "./schema.js";

export interface LocatedPackage {
  readonly project: string;
  readonly descriptor: DataPackage;
}

const descriptorPath = join("data", "datapackage.json");

/** The nearest project, from the working directory upwards, that has data/datapackage.json. */
export function findPackage(): LocatedPackage {
  const from = process.cwd();
  const project = foldersUpwards(from).find((folder) => existsSync(join(folder, descriptorPath)));
  if (project !== undefined) return readPackage(project);
  throw new DataError(`no data/datapackage.json in ${from} or any folder above it`, {
    hint: "Tables are described there, as a Data Package: https://datapackage.org",
  });
}

export function readPackage(project: string): LocatedPackage {
  const text = readDataText(join(project, descriptorPath), "data/datapackage.json");
  if (parsed?.text !== text) parsed = { text, descriptor: parseDescriptor(text) };
  return { project, descriptor: parsed.descriptor };
}

/** Caches the last one, because every table of a notebook needs it. */
let parsed: { readonly text: string; readonly descriptor: DataPackage } | undefined;

/** Whether the nearest project has a table of this name. */
export function isDescribed(table: string): boolean {
  return findPackage().descriptor.resources.some(({ name }) => name === table);
}

export function tableFile({ project }: LocatedPackage, resource: Resource): TableFile {
  const file = join(project, "data", ...resource.path.split("/"));
  return {
    file,
    path: relative(project, file).split(sep).join("/"),
    format: resource.format,
    delimiter: resource.delimiter,
    ...(resource.compression === undefined ? {} : { compression: resource.compression }),
  };
}

/** The JSON of a file in data/. Throws a DataError that names the file, with the hint if it cannot be read. */
export function readDataJson(name: string, hint?: string): unknown {
  const path = `data/${name}`;
  const file = join(findPackage().project, "data", name);
  const text = readDataText(file, path, hint);
  noteRead({ file });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DataError(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function readDataText(
  file: string,
  path: string,
  hint = "Restore the file; it is part of the project's data.",
): string {
  try {
    return noteOpened(file, () => readFileSync(file, "utf8"));
  } catch (cause) {
    const message = `the file cannot be read: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`;
    throw DataError.at({ path, message }, hint, cause);
  }
}
