import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readPackage } from "../../authoring/load/data-folder.js";
import type { Resource } from "../../authoring/load/schema.js";
import type { JsonObject } from "../../engine/notebook/contract.js";
import { stringifyNotebook } from "../../engine/notebook/stringify.js";
import { findRoot } from "../../engine/project/find-project.js";
import { replaceFile, writeNewFile } from "../../lib/replace-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { newChapter } from "./chapter.js";
import { chapterId, titleOf } from "./names.js";
import { withChapter } from "./order.js";
import { UsageError } from "../../model/errors.js";

interface ChapterOptions {
  readonly project?: string;
  readonly title?: string;
  readonly table?: string;
  /** Of a notebook in the stored form. */
  readonly metadata: JsonObject;
}

/** Writes a chapter and gives it its place in briefing.yml; nothing that exists is overwritten. Returns its file. */
export async function addChapter(given: string, options: ChapterOptions): Promise<string> {
  const id = chapterId(given);
  const root = await findRoot(options.project);
  const file = path.join(root, "notebooks", `${id}.ipynb`);
  if (existsSync(file))
    throw new UsageError(`${shownPath(file)} exists already.`, {
      hint: "Choose another id, or edit that notebook.",
    });
  const table = tableOf(root, options.table);
  const title = options.title ?? titleOf(id);
  const notebook = newChapter({ id, title, metadata: options.metadata, ...(table && { table }) });
  const configuration = path.join(root, "notebooks/briefing.yml");
  const text = await readFile(configuration, "utf8").catch(() => undefined);
  const ordered = text === undefined ? undefined : withChapter(text, `${id}.ipynb`, shownPath(configuration));
  await writeNewFile(file, stringifyNotebook(notebook));
  if (ordered !== undefined) await replaceFile(configuration, ordered);
  return file;
}

/** The table asked for, or the first; undefined in a project without data. */
function tableOf(root: string, name: string | undefined): Resource | undefined {
  const isDescribed = existsSync(path.join(root, "data/datapackage.json"));
  const tables = isDescribed ? readPackage(root).descriptor.resources : [];
  if (name === undefined) return tables[0];
  const found = tables.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new UsageError(`data/datapackage.json has no table "${name}".`, {
    hint:
      tables.length > 0
        ? `There are: ${tables.map((each) => each.name).join(", ")}`
        : "The project has no tables.",
  });
}
