/** The tables of a project as described in data/datapackage.json: their list, and how one is removed. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path, { posix } from "node:path";
import { tableFile } from "../../authoring/load/data-folder.js";
import { describeData } from "../../engine/report/data/data-package.js";
import { gitBytes } from "../../lib/git.js";
import { sha256, sha256File } from "../../lib/hash.js";
import { UsageError } from "../../model/errors.js";
import * as descriptors from "./descriptor-file.js";
import { rememberedOptions } from "./import-options.js";

export type ListedTable = Awaited<ReturnType<typeof listTables>>[number];

export async function listTables(root: string) {
  const descriptor = await descriptors.readDescriptorFile(root);
  const { text, content } = descriptor;
  const described = new Map(
    describeData(text, "data/datapackage.json").tables.map(({ name, table }) => [name, table]),
  );
  return content.resources.map((resource, index) => {
    const { url } = rememberedOptions(descriptor, index);
    const { file, path: place } = tableFile({ project: root, descriptor: content }, resource);
    const { sources = [], licences = [] } = described.get(resource.name) ?? {};
    return {
      name: resource.name,
      title: resource.title ?? resource.name,
      /** Relative to the project, with forward slashes. */
      path: place,
      file: existsSync(path.resolve(file)) ? ("present" as const) : ("missing" as const),
      /** As described, if stated. */
      ...(resource.bytes !== undefined && { bytes: resource.bytes }),
      columns: resource.fields.length,
      /** From where it was downloaded. */
      ...(url !== undefined && { url }),
      /** Names of its sources and licences, by default those of the package; empty if none are given. */
      sources: sources.map(({ title }) => title),
      licences: licences.map(({ title }) => title),
    };
  });
}

export interface RemoveSettings {
  /** `committed`: delete the file only if git has it unchanged; `any`: delete it; `none`: keep it. */
  readonly file: "committed" | "any" | "none";
  readonly mode: "write" | "dry-run";
}

export interface RemovedTable {
  readonly name: string;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** `kept`: git does not have it, or it was to be kept. */
  readonly file: "deleted" | "kept" | "missing";
}

/** Removes its description, and its file if git still has it. */
export async function removeTable(
  root: string,
  name: string,
  settings: RemoveSettings,
): Promise<RemovedTable> {
  const descriptor = await descriptors.readDescriptorFile(root);
  const { resources } = descriptor.content;
  const index = resources.findIndex((resource) => resource.name === name);
  const resource = resources[index];
  if (resource === undefined)
    throw new UsageError(`data/datapackage.json has no table "${name}".`, {
      hint: descriptors.nearestTable(name, descriptor),
    });
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
  const text = descriptors.editDescriptor(descriptor, [
    { path: descriptors.atResource(index), value: undefined },
  ]);
  if (settings.mode === "write")
    await descriptors.writeDescriptor(descriptor, text, async (write) => {
      await write();
      if (isDeleted) await rm(table.file);
    });
  return {
    name,
    path: table.path,
    file: isDeleted ? "deleted" : existsSync(table.file) ? "kept" : "missing",
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
