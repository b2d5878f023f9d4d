/** The edition of a table that datapackage.json describes, and whether the file in data/ is that edition. */
import { existsSync } from "node:fs";
import { realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { gitBytes } from "../../lib/git.js";
import { sha256, sha256File } from "../../lib/hash.js";

/** The edition described in datapackage.json: the file in data/ or, if it was replaced, the committed one. */
export async function earlierEdition(
  root: string,
  current: TableFile,
  resource: Resource,
  workFolder: string,
): Promise<TableFile | undefined> {
  if (existsSync(current.file) && (await isDescribed(current, resource))) return current;
  if (resource.sha256 === undefined) return undefined;
  const { code, stdout } = await gitBytes(["show", `HEAD:./${current.path}`], root, {});
  if (code !== 0 || sha256(stdout) !== resource.sha256) return undefined;
  const file = path.join(workFolder, "earlier");
  await writeFile(file, stdout);
  return { ...current, file };
}

export const isDescribed = async ({ file }: TableFile, { sha256: hash }: Resource): Promise<boolean> =>
  hash !== undefined && existsSync(file) && (await sha256File(file)) === hash;

/** The file differs from its description in datapackage.json, or the description has no hash. */
export const isReplaced = async (current: TableFile, resource: Resource): Promise<boolean> =>
  resource.sha256 !== undefined && existsSync(current.file) && !(await isDescribed(current, resource));

export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((file) => realpath(file).catch(() => path.resolve(file))),
  );
  return a === b;
}
