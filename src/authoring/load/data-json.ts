import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "./errors.js";
import { findPackage } from "./locate.js";

/** The JSON of a file in data/, which is looked for upwards from the notebook's folder. Throws a DataError that names it. */
export function readDataJson(name: string): unknown {
  const { project } = findPackage(process.cwd());
  const path = `data/${name}`;
  const text = read(join(project, "data", name), path);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DataError(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function read(file: string, path: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new DataError(`${path} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, {
      cause,
      hint: "Restore the file; it belongs to the data of the project.",
    });
  }
}
