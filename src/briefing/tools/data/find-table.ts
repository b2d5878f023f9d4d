/** The table that a new edition belongs to, and where that edition is. */
import { existsSync } from "node:fs";
import path from "node:path";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { Resource } from "../../authoring/load/schema.js";
import { placeInData } from "./add-table.js";
import * as descriptors from "./descriptor-file.js";
import { tableName } from "./table-name.js";

/** @param given the name of a table, or a file that replaced or is to replace its own */
export async function findTable(
  root: string,
  descriptor: descriptors.DescriptorFile,
  given: string,
  name: string | undefined,
): Promise<{ readonly index: number; readonly resource: Resource; readonly file: string }> {
  const { resources } = descriptor.content;
  const index = indexOfNamed(descriptor, given, name);
  const named = resources[index];
  if (named !== undefined) return { index, resource: named, file: path.join(root, "data", named.path) };
  if (!existsSync(given))
    throw new UsageError(`No table or file is called ${given}.`, {
      hint: descriptors.nearestTable(given, descriptor),
    });
  const place = await placeInData(root, given);
  const isMeant = (resource: Resource): boolean =>
    place === undefined || name !== undefined
      ? resource.name === (name ?? tableName(given, undefined))
      : path.posix.normalize(resource.path) === place;
  const found = resources.findIndex(isMeant);
  const resource = resources[found];
  if (resource !== undefined) return { index: found, resource, file: given };
  const names = resources.map((each) => each.name);
  throw new UsageError(`${shownPath(given)} is not an edition of any described table.`, {
    hint:
      names.length === 0
        ? `Add it as a new table: briefing data add ${given}`
        : `Name the table that it replaces, --name ${names.join(" or --name ")}, or add it as a new one: briefing data add ${given}`,
  });
}

/** If the argument is the name of a table; otherwise -1. */
export function indexOfNamed(
  { content }: descriptors.DescriptorFile,
  given: string,
  name: string | undefined,
): number {
  if (name !== undefined || given.includes("/")) return -1;
  return content.resources.findIndex((resource) => resource.name === given);
}
