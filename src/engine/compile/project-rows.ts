/**
 * What `load` returns depends on the project: the row types that the package ships, those of its own data, give way to
 * those that the notebook's own datapackage.json makes. They are part of what a cell's cache entry is found under, and
 * not the file itself, whose hashes of data change with every update.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { sha256 } from "../../lib/hash.js";
import type { FilesNow } from "../store/file-hashes.js";
import { generateRowTypes, readDescribedTables } from "./row-types.js";

/** Where `load` finds the tables: the nearest description upwards. */
export function descriptorOf(folder: string, exists: (file: string) => boolean): string | undefined {
  return foldersUpwards(folder)
    .map((at) => path.join(at, "data/datapackage.json"))
    .find(exists);
}

/** The declarations of the row types that a description makes. */
export function projectRows(descriptor: string | undefined): string {
  return generateRowTypes(
    descriptor === undefined ? [] : (readDescribedTables(readFileSync(descriptor, "utf8")) ?? []),
  );
}

/** Hash of a description's content → hash of the row types it makes. */
const known = new Map<string, string>();

/** Names the row types that hold for cells of a folder. */
export function rowTypesHash(folder: string, now: FilesNow): string {
  const descriptor = descriptorOf(folder, (file) => now.exists(file));
  const content = (descriptor && now.hashOf(descriptor)) ?? "none";
  const hash = known.get(content) ?? sha256(projectRows(descriptor));
  known.set(content, hash);
  return hash;
}
