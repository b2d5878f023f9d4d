/** The tables of a project as described in data/datapackage.json, with their sources and licences. */
import { existsSync } from "node:fs";
import path from "node:path";
import { describeData } from "../../engine/report/data/data-package.js";
import { tableFile } from "../../authoring/load/data-folder.js";
import { readDescriptorFile } from "./descriptor-file.js";

export interface ListedTable {
  readonly name: string;
  readonly title: string;
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly file: "present" | "missing";
  /** Bytes as described; undefined if not stated. */
  readonly bytes?: number;
  readonly columns: number;
  /** Names of its sources and licences, by default those of the package; empty if none are given. */
  readonly sources: readonly string[];
  readonly licences: readonly string[];
}

export async function listTables(root: string): Promise<readonly ListedTable[]> {
  const { text, content } = await readDescriptorFile(root);
  const described = new Map(
    describeData(text, "data/datapackage.json").tables.map(({ name, table }) => [name, table]),
  );
  return content.resources.map((resource) => {
    const { file, path: place } = tableFile({ project: root, descriptor: content }, resource);
    const { sources = [], licences = [] } = described.get(resource.name) ?? {};
    return {
      name: resource.name,
      title: resource.title ?? resource.name,
      path: place,
      file: existsSync(path.resolve(file)) ? "present" : "missing",
      ...(resource.bytes !== undefined && { bytes: resource.bytes }),
      columns: resource.fields.length,
      sources: sources.map(({ title }) => title),
      licences: licences.map(({ title }) => title),
    };
  });
}
