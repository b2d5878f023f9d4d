import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parseDescriptor } from "./descriptor.js";
import { DataError } from "./errors.js";
import type { DataPackage, Resource } from "./schema.js";
import type { StoredTable } from "./stored-table.js";

export interface LocatedPackage {
  /** The folder that holds data/. */
  readonly project: string;
  readonly descriptor: DataPackage;
}

const descriptorPath = join("data", "datapackage.json");

/** The nearest project upwards from a folder that has data/datapackage.json. */
export function findPackage(from: string): LocatedPackage {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, descriptorPath))) return readPackage(folder);
    if (dirname(folder) === folder)
      throw new DataError(`no data/datapackage.json in ${from} or any folder above it`, {
        hint: "Tables are described there, as a Data Package: https://datapackage.org",
      });
  }
}

export function readPackage(project: string): LocatedPackage {
  const text = readFileSync(join(project, descriptorPath), "utf8");
  return { project, descriptor: parseDescriptor(text, "data/datapackage.json") };
}

export function storedTable({ project }: LocatedPackage, resource: Resource): StoredTable {
  const file = join(project, "data", ...resource.path.split("/"));
  return {
    file,
    path: relative(project, file).split(sep).join("/"),
    delimiter: resource.delimiter,
    ...(resource.compression === undefined ? {} : { compression: resource.compression }),
  };
}
