import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as YAML from "yaml";
import { readPackage } from "../../authoring/load/data-folder.js";
import type { Resource } from "../../authoring/load/schema.js";
import { kernelMetadata } from "../../engine/compile/kernel-metadata.js";
import type { Cell, Notebook } from "../../engine/notebook/contract.js";
import { stringifyNotebook } from "../../engine/notebook/stringify.js";
import { findRoot } from "../../engine/project/find-project.js";
import { stringifyTextNotebook } from "../../engine/notebook/text/write.js";
import { isTextNotebook, notebookName } from "../../lib/notebook-name.js";
import { replaceFile, writeNewFile } from "../../lib/replace-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { chapterId, titleOf } from "./names.js";
import { UsageError } from "../../model/errors.js";

interface ChapterOptions {
  readonly project?: string;
  readonly title?: string;
  readonly table?: string;
  /** "text" writes NAME.md, "json" NAME.ipynb; by default, as the given name says. */
  readonly form?: "json" | "text";
}

/** Writes a chapter and adds it to briefing.yml, never overwriting existing files. Returns its file. */
export async function addChapter(given: string, options: ChapterOptions): Promise<string> {
  const id = chapterId(given);
  const root = await findRoot(options.project);
  const isText = options.form === "text" || isTextNotebook(given);
  const name = `${id}${isText ? ".md" : ".ipynb"}`;
  const file = path.join(root, "notebooks", name);
  for (const other of [`${id}.ipynb`, `${id}.md`].map((each) => path.join(root, "notebooks", each)))
    if (existsSync(other))
      throw new UsageError(`${shownPath(other)} exists already.`, {
        hint: "Choose another id, or edit that notebook.",
      });
  const table = tableOf(root, options.table);
  const title = options.title ?? titleOf(id);
  const notebook = newChapter(id, title, table);
  const configuration = path.join(root, "notebooks/briefing.yml");
  const text = await readFile(configuration, "utf8").catch(() => undefined);
  const ordered = text === undefined ? undefined : withChapter(text, name, shownPath(configuration));
  await writeNewFile(
    file,
    isText ? stringifyTextNotebook(notebook, shownPath(file)) : stringifyNotebook(notebook),
  );
  if (ordered !== undefined) await replaceFile(configuration, ordered);
  return file;
}

/** The requested table, or the first; undefined in a project without data. */
function tableOf(root: string, name: string | undefined): Resource | undefined {
  const isDescribed = existsSync(path.join(root, "data/datapackage.json"));
  const tables = isDescribed ? readPackage(root).descriptor.resources : [];
  if (name === undefined) return tables[0];
  const found = tables.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new UsageError(`data/datapackage.json has no table "${name}".`, {
    hint:
      tables.length > 0
        ? `Available tables: ${tables.map((each) => each.name).join(", ")}`
        : "The project has no tables.",
  });
}

/**
 * briefing.yml with a chapter added to `order`, after the last whose name sorts before its own, so that `04-…` goes
 * between `03-…` and `10-…`. Undefined if no change is needed: without an order, all notebooks are included by name.
 */
export function withChapter(text: string, notebook: string, path: string): string | undefined {
  const document = YAML.parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new UsageError(`${path}: ${fault.message}`);
  const order = document.get("order");
  if (order === undefined) return undefined;
  if (!YAML.isSeq(order)) throw new UsageError(`${path}: order is not a list.`);
  const names = order.items.map(nameOf);
  const added = notebookName(notebook);
  if (names.includes(added)) return undefined;
  const before = names.findLastIndex((name) => name < added);
  order.items.splice(before + 1, 0, document.createNode(notebook));
  return document.toString({ lineWidth: 0 });
}

function nameOf(item: unknown): string {
  return notebookName(
    String(YAML.isMap(item) ? item.get("notebook") : YAML.isScalar(item) ? item.value : item),
  );
}

const shownRows = 5;
const shownFields = 6;

type Draft = readonly [kind: Cell["cell_type"], id: string, source: string];

/** It builds immediately, using the table if there is one. */
function newChapter(id: string, title: string, table: Resource | undefined): Notebook {
  const body = table === undefined ? withoutTable : withTable(id, table);
  const drafts: readonly Draft[] = [
    ["raw", "front-matter", `---\ntitle: ${JSON.stringify(title)}\n---`],
    ...body,
  ];
  const cells = drafts.map(([kind, name, source]): Cell => {
    const base = { id: name, metadata: {}, source };
    return kind === "code"
      ? { ...base, cell_type: kind, outputs: [], execution_count: null }
      : { ...base, cell_type: kind };
  });
  return { nbformat: 4, nbformat_minor: 5, metadata: kernelMetadata, cells };
}

/** Not printed. Chapters start without `summary:` because the first page would print it. */
const comment = `<!-- A comment is not printed. Begin with what the chapter asks. Every number in a sentence is an expression.
In the front matter above, summary: is the sentence that answers; the first page prints it. -->`;

function withTable(id: string, table: Resource): readonly Draft[] {
  const fields = table.fields.map(({ name }) => quoted(name));
  const some = fields.slice(0, shownFields).join(", ");
  const firstRows = [
    "// The first rows, to look at: replace them with what the chapter shows.",
    `table(rows.slice(0, ${shownRows}), {`,
    `  id: ${quoted(`${id}-rows`)},`,
    `  title: ${quoted(table.title ?? table.name)},`,
    ...(fields.length > shownFields ? [`  columns: [${some}],`] : []),
    `  caption: "The first rows of the table.",`,
    "});",
  ];
  return [
    ["code", "imports", `import { fmt, load, table } from "briefing";`],
    ["code", "rows", `// All rows of the table.\nconst rows = load(${quoted(table.name)});`],
    ["markdown", "question", `${comment}\n\nThe table has \`{ts} fmt.count(rows.length)\` rows.`],
    ["code", "first-rows", firstRows.join("\n")],
  ];
}

const withoutTable: readonly Draft[] = [
  ["code", "imports", `import { fmt } from "briefing";`],
  ["code", "rows", "// What the chapter is about: load a table, or compute it.\nconst rows: number[] = [];"],
  ["markdown", "question", `${comment}\n\nThere are \`{ts} fmt.count(rows.length)\` rows.`],
];

const quoted = (value: string): string => JSON.stringify(value);
