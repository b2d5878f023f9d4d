/**
 * What `load` returns depends on the project: the row types that the package ships, those of its own data, give way to
 * those that the notebook's own datapackage.json makes.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readDescribedTables } from "./described-tables.js";
import { generateRowTypes } from "./row-types.js";

/** How generated row types begin; tsc keeps it in the declarations. */
const header = "/** Generated from data/datapackage.json";
const descriptorPath = "data/datapackage.json";
const isDescriptor = (file: string): boolean => file.endsWith(`/${descriptorPath}`);
const isRowTypes = (file: string): boolean => file.endsWith("/dist/analysis/rows.d.ts");

export function withProjectRows(folder: string, file: string, text: string): string {
  if (!isRowTypes(file) || !text.startsWith(header)) return text;
  const [descriptor] = projectRowsSeen(folder, file).files;
  return rowTypes(descriptor === undefined ? "" : readFileSync(descriptor, "utf8"));
}

/** All of a file that a compilation may rest on; of a description of tables, what it makes of them: not their hashes. */
export function contentSeen(file: string): string | Buffer {
  const content = readFileSync(file);
  return isDescriptor(file) ? rowTypes(content.toString("utf8")) : content;
}

function rowTypes(descriptor: string): string {
  return generateRowTypes(readDescribedTables(descriptor) ?? []);
}

/** What a compilation that has read `file` rests on besides: where `load` looks for the tables, nearest first. */
export function projectRowsSeen(
  folder: string,
  file: string,
): { readonly files: readonly string[]; readonly absent: readonly string[] } {
  if (!isRowTypes(file)) return { files: [], absent: [] };
  const places = upwards(folder).map((place) => path.join(place, descriptorPath));
  const found = places.findIndex((place) => existsSync(place));
  return found < 0
    ? { files: [], absent: places }
    : { files: places.slice(found, found + 1), absent: places.slice(0, found) };
}

function upwards(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return [folder, ...(parent === folder ? [] : upwards(parent))];
}
