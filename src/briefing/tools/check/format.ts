/** The layout of code cells, as the project's own Prettier decides it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type * as Prettier from "prettier";
import type { Store } from "../../engine/store/store.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import type { Notebook } from "../../engine/notebook/contract.js";
import { isScript, notebookLanguage } from "../../engine/notebook/metadata.js";
import { parseNotebook } from "../../engine/notebook/parse.js";
import { placed } from "./placed.js";
import { replaceSources, replaceTextSources } from "./replace-sources.js";
import { sha256 } from "../../lib/hash.js";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { own } from "../../lib/own.js";
import { parseJson } from "../../lib/parse-json.js";
import { replaceFile } from "../../lib/replace-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { CheckedFile, Found } from "./contract.js";

type Formatter = typeof Prettier;

/**
 * Code cells that Prettier would lay out in another way; nothing for projects that do not use it. The store remembers
 * the others, so that Prettier reads each only once.
 */
export async function checkFormat(
  files: readonly Pick<CheckedFile, "path" | "notebook">[],
  store: Store,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { path: file, notebook } of files) {
    const prettier = await prettierOf(file);
    if (prettier === undefined) continue;
    const layout = await layoutOf(notebook, file, prettier);
    for (const [index, source] of await reformatted(notebook, layout, rememberedIn(store, file, layout))) {
      const cell = notebook.cells[index];
      if (cell === undefined) continue;
      const difference = {
        path: file,
        cell: { index, id: cell.id },
        line: firstDifference(cell.source, source),
        message: "is not laid out as Prettier would",
        hint: "Run: briefing check --fix",
      };
      found.push(placed(difference, { notebook }));
    }
  }
  return found;
}

export interface FormattedNotebook {
  readonly path: string;
  /** Cells whose layout changed. */
  readonly cells: number;
}

/** Formats the code cells of notebooks; every other byte of the files stays as it is. */
export async function formatNotebooks(files: readonly string[]): Promise<readonly FormattedNotebook[]> {
  const formatted: FormattedNotebook[] = [];
  for (const file of files) {
    const prettier = await prettierOf(file);
    if (prettier === undefined) throw notInstalled(file);
    const text = await readNotebookText(file);
    const notebook = parseNotebook(text, file);
    const sources = await reformatted(notebook, await layoutOf(notebook, file, prettier));
    if (sources.size > 0) await replaceFile(file, withSources(text, file, { notebook, sources }));
    formatted.push({ path: shownPath(file), cells: sources.size });
  }
  return formatted;
}

interface Formatted {
  readonly notebook: Notebook;
  readonly sources: ReadonlyMap<number, string>;
}

function withSources(text: string, file: string, { notebook, sources }: Formatted): string {
  if (!isTextNotebook(file)) return replaceSources(text, sources);
  const { cells } = notebook;
  const replaced = replaceTextSources(text, cells, sources);
  const found = parseNotebook(replaced, file).cells.map(({ source }) => source);
  const isRead = cells.every(({ source }, index) => found[index] === (sources.get(index) ?? source));
  if (isRead && found.length === cells.length) return replaced;
  throw new UsageError(`${shownPath(file)}: its cells would be read in another way after formatting.`, {
    hint: "Begin and end cells that contain lines of backticks with more backticks than these.",
  });
}

const notInstalled = (file: string): UsageError =>
  new UsageError(`${shownPath(file)}: no package.json of its project lists prettier, which lays out cells.`, {
    hint: "Install it: npm install --save-dev prettier",
  });

/**
 * Prettier, if a package.json in a folder around the notebook lists it. One that is only installed because another
 * package needs it says nothing about the project's style.
 */
async function prettierOf(file: string): Promise<Formatter | undefined> {
  for (const folder of foldersUpwards(path.dirname(path.resolve(file)))) {
    const description = path.join(folder, "package.json");
    if (!existsSync(description) || !lists(await readFile(description, "utf8"))) continue;
    return prettierIn(description, file);
  }
  return undefined;
}

function prettierIn(description: string, file: string): Formatter {
  try {
    return createRequire(description)("prettier") as Formatter;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      `${shownPath(file)}: ${shownPath(description)} lists prettier, which is not installed.`,
      {
        cause: error,
        hint: "Run: npm install",
      },
    );
  }
}

function lists(packageJson: string): boolean {
  const content = parseJson(packageJson) as Readonly<Record<string, unknown>> | undefined;
  return ["dependencies", "devDependencies"].some((part) => {
    const listed = content && own(content, part);
    return typeof listed === "object" && listed !== null && Object.hasOwn(listed, "prettier");
  });
}

/** How a project's Prettier lays out the cells of a notebook. */
interface Layout {
  readonly format: (code: string) => Promise<string>;
  /** Everything besides the code that decides it. */
  readonly version: string;
}

async function layoutOf(notebook: Notebook, file: string, prettier: Formatter): Promise<Layout> {
  const resolved = await prettier.resolveConfig(path.resolve(file), { editorconfig: true, useCache: false });
  const parser = notebookLanguage(notebook) === "javascript" ? "babel" : "typescript";
  const options = { ...resolved, parser };
  return {
    format: (code) => prettier.format(code, options),
    version: JSON.stringify([prettier.version, options]),
  };
}

/** The code of cells that are laid out well. */
interface WellLaidOut {
  has(source: string): boolean;
  /** Those of the notebook as it is now. */
  keep(sources: readonly string[]): void;
}

const nothingRemembered: WellLaidOut = { has: () => false, keep: () => undefined };

function rememberedIn(store: Store, file: string, { version }: Layout): WellLaidOut {
  const key = JSON.stringify([path.resolve(file), version]);
  const known = new Set((store.get("layouts", key) as readonly string[] | undefined) ?? []);
  return {
    has: (source) => known.has(sha256(source)),
    keep(sources) {
      const hashes = sources.map(sha256);
      if (hashes.length === known.size && hashes.every((hash) => known.has(hash))) return;
      store.put("layouts", key, hashes);
    },
  };
}

/** New sources by index of the cell. Cells with syntax errors are omitted, because the type check reports them. */
async function reformatted(
  notebook: Notebook,
  { format }: Layout,
  remembered = nothingRemembered,
): Promise<ReadonlyMap<number, string>> {
  const sources = new Map<number, string>();
  if (!isScript(notebook)) return sources;
  const right = new Set<string>();
  for (const [index, { cell_type: type, source }] of notebook.cells.entries()) {
    if (type !== "code" || source.trim() === "") continue;
    const formatted = remembered.has(source) ? source : await formattedCell(source, format);
    if (formatted === source) right.add(source);
    else sources.set(index, formatted);
  }
  remembered.keep([...right]);
  return sources;
}

async function formattedCell(source: string, format: Layout["format"]): Promise<string> {
  try {
    // A cell does not end with a line break.
    const once = (await format(source)).trimEnd();
    // Prettier's own result can be one that it would lay out in another way: comments between the members of a chain.
    return once === source ? source : (await format(once)).trimEnd();
  } catch {
    return source;
  }
}

/** The first line, from 1, in which two texts differ. */
function firstDifference(text: string, other: string): number {
  const lines = other.split("\n");
  const at = text.split("\n").findIndex((line, index) => line !== lines[index]);
  return at < 0 ? text.split("\n").length : at + 1;
}
