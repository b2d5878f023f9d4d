/** Takes a table out of a project: its description, and its file where git still has that. */
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { posix } from "node:path";
import { tableFile } from "../../authoring/load/data-folder.js";
import { gitBytes } from "../../lib/git.js";
import { sha256, sha256File } from "../../lib/hash.js";
import { nearest } from "../../lib/nearest.js";
import { UsageError } from "../../model/errors.js";
import { atResource, editDescriptor, readDescriptorFile, writeDescriptor } from "./descriptor-file.js";

export interface RemoveSettings {
  /** `committed`: the file is deleted only if git has it as it is; `any`: it is deleted; `none`: it stays. */
  readonly file: "committed" | "any" | "none";
  readonly mode: "write" | "dry-run";
}

export interface RemovedTable {
  readonly name: string;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** `kept`: git does not have it, or it was to stay. */
  readonly file: "deleted" | "kept" | "missing";
  /** Notebooks, modules and data/README.md where they name the table, relative to the project. */
  readonly usedIn: readonly string[];
}

export async function removeTable(
  root: string,
  name: string,
  settings: RemoveSettings,
): Promise<RemovedTable> {
  const descriptor = await readDescriptorFile(root);
  const { resources } = descriptor.content;
  const index = resources.findIndex((resource) => resource.name === name);
  const resource = resources[index];
  if (resource === undefined) {
    const names = resources.map((each) => each.name);
    const near = nearest(name, names);
    throw new UsageError(`data/datapackage.json has no table "${name}".`, {
      hint: near !== undefined ? `Did you mean ${near}?` : `Tables: ${names.join(", ") || "none"}`,
    });
  }
  const referring = resources.filter(
    (each) => each !== resource && each.foreignKeys.some(({ resource: to }) => to === name),
  );
  if (referring.length > 0)
    throw new UsageError(`${name} cannot be removed: ${list(referring)} refers to it by a foreign key.`, {
      hint: `Remove ${list(referring)} first, or its foreignKeys in data/datapackage.json.`,
    });
  const table = tableFile({ project: root, descriptor: descriptor.content }, resource);
  const isShared = resources.some(
    (each) => each !== resource && posix.normalize(each.path) === posix.normalize(resource.path),
  );
  const isDeleted = !isShared && (await mayDelete(root, table, settings.file));
  const text = editDescriptor(descriptor, [{ path: atResource(index), value: undefined }]);
  if (settings.mode === "write")
    await writeDescriptor(descriptor, text, async (write) => {
      await write();
      if (isDeleted) await rm(table.file);
    });
  return {
    name,
    path: table.path,
    file: isDeleted ? "deleted" : existsSync(table.file) ? "kept" : "missing",
    usedIn: await filesNaming(root, name),
  };
}

const list = (tables: readonly { readonly name: string }[]): string =>
  tables.map((table) => table.name).join(", ");

async function mayDelete(
  root: string,
  { file, path: place }: { readonly file: string; readonly path: string },
  which: RemoveSettings["file"],
): Promise<boolean> {
  if (which === "none" || !existsSync(file)) return false;
  if (which === "any") return true;
  const { code, stdout } = await gitBytes(["show", `HEAD:./${place}`], root, {});
  return code === 0 && sha256(stdout) === (await sha256File(file));
}

/** Where its name stands in quotes, as in `load("visits")`, or after FROM or JOIN in a query. */
async function filesNaming(root: string, name: string): Promise<readonly string[]> {
  const folder = path.join(root, "notebooks");
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const escaped = name.replace(/[.?*+^$()[\]{}|\\-]/g, "\\$&");
  const named = new RegExp(`["'\`]${escaped}\\\\?["'\`]|\\b(?:from|join)\\s+${escaped}\\b`, "i");
  const found: string[] = [];
  const own = files.filter((each) => /\.(?:ipynb|[cm]?[jt]s)$/.test(each) && !/(?:^|[\\/])\./.test(each));
  for (const file of own.sort())
    if (named.test(await readFile(path.join(folder, file), "utf8").catch(() => "")))
      found.push(`notebooks/${file.split(path.sep).join("/")}`);
  const readme = await readFile(path.join(root, "data/README.md"), "utf8").catch(() => "");
  return readme.includes(`\`${name}\``) ? [...found, "data/README.md"] : found;
}
