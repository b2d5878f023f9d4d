/** The layout of code cells, as the project's own Prettier decides it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type * as Prettier from "prettier";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import type { Notebook } from "../../engine/notebook/contract.js";
import { isScript, notebookLanguage } from "../../engine/notebook/metadata.js";
import { parseNotebook } from "../../engine/notebook/parse.js";
import { placed } from "./placed.js";
import { replaceSources, replaceTextSources } from "./replace-sources.js";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { own } from "../../lib/own.js";
import { parseJson } from "../../lib/parse-json.js";
import { replaceFile } from "../../lib/replace-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { CheckedFile, Found } from "./contract.js";

type Formatter = typeof Prettier;

/** Code cells that Prettier would lay out in another way; nothing for projects that do not use it. */
export async function checkFormat(
  files: readonly Pick<CheckedFile, "path" | "notebook">[],
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { path: file, notebook } of files) {
    const prettier = await prettierOf(file);
    if (prettier === undefined) continue;
    for (const [index, source] of await reformatted(notebook, file, prettier)) {
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
    const sources = await reformatted(notebook, file, prettier);
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

/** New sources by index of the cell. Cells with syntax errors are omitted, because the type check reports them. */
async function reformatted(
  notebook: Notebook,
  file: string,
  prettier: Formatter,
): Promise<ReadonlyMap<number, string>> {
  const sources = new Map<number, string>();
  if (!isScript(notebook)) return sources;
  const options = await prettier.resolveConfig(path.resolve(file), { editorconfig: true, useCache: false });
  const parser = notebookLanguage(notebook) === "javascript" ? "babel" : "typescript";
  for (const [index, { cell_type: type, source }] of notebook.cells.entries()) {
    if (type !== "code" || source.trim() === "") continue;
    const format = (code: string) => prettier.format(code, { ...options, parser });
    // Prettier's own result can be one that it would lay out in another way: comments between the members of a chain.
    const code = await format(source)
      .then(format)
      .catch(() => source);
    // A cell does not end with a line break.
    const formatted = code.trimEnd();
    if (formatted !== source) sources.set(index, formatted);
  }
  return sources;
}

/** The first line, from 1, in which two texts differ. */
function firstDifference(text: string, other: string): number {
  const lines = other.split("\n");
  const at = text.split("\n").findIndex((line, index) => line !== lines[index]);
  return at < 0 ? text.split("\n").length : at + 1;
}
