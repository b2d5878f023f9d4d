/** The words that a notebook prints literally, each with its position. */
import * as YAML from "yaml";
import type { Cell, Notebook } from "../../engine/notebook/contract.js";
import { expressionsOf, guardMarkup, inlineExpressions } from "../../engine/notebook/inline.js";
import type { Range, FoundReference } from "../../engine/notebook/markdown/syntax.js";
import { readYaml } from "../../lib/yaml.js";
import { hasTag, isScript } from "../../engine/notebook/metadata.js";
import { displayedStrings, allStrings } from "./code-strings.js";
import type { CellPlace, CheckedFile, Found, Place } from "./contract.js";
import { blank, maskInline, maskMarkdown } from "./prose-mask.js";
import { findReferences } from "../../engine/notebook/markdown/read.js";
import { positionAt } from "../../lib/position.js";

export interface DisplayedText extends Range {
  readonly cell: CellPlace;
  /** The whole source of the cell, into which `start` and `end` point. */
  readonly source: string;
  /** As long as the text, as Markdown: in code, quotes, escapes and expressions are blanked. */
  readonly text: string;
  /** As long as the text, with everything but prose (code, markup, addresses, citations, computed values) blanked. */
  readonly prose: string;
}

/** A notebook with its printed texts. */
export interface TextFile extends CheckedFile {
  /** In the order of the notebook. */
  readonly texts: readonly DisplayedText[];
}

/** Findings in the printed texts of a notebook; `at` is an offset in the text. */
export function findInTexts(
  { path, texts }: TextFile,
  find: (
    text: DisplayedText,
  ) => readonly (Pick<Found, "severity" | "message" | "hint"> & { readonly at: number })[],
): readonly Found[] {
  return texts.flatMap((text) =>
    find(text).map(({ at, ...found }) => {
      const place = positionAt(text.source, text.start + at);
      return { path, cell: text.cell, ...place, ...found };
    }),
  );
}

/** Strings are read from TypeScript and JavaScript code. */
export function withTexts(file: CheckedFile): TextFile {
  const { notebook } = file;
  const texts = notebook.cells.flatMap((cell, index) => {
    if (hasTag(cell, "remove-cell")) return [];
    const place = { cell: { index, id: cell.id }, source: cell.source };
    return rangesOf(notebook, cell).map((range) => ({ ...range, ...place }));
  });
  return { ...file, texts };
}

type MaskedRange = Range & Pick<DisplayedText, "text" | "prose">;

function rangesOf(notebook: Notebook, cell: Cell): readonly MaskedRange[] {
  const { source } = cell;
  if (cell.cell_type === "code") {
    // Never printed, whatever it contains.
    return hasTag(cell, "remove-output") || !isScript(notebook) ? [] : codeRanges(source, 0);
  }
  const expressions = expressionsOf(notebook, cell).flatMap(({ expression, line, column }) =>
    codeRanges(expression, offsetOf(source, line, column)),
  );
  if (cell.cell_type === "markdown")
    return [
      { start: 0, end: source.length, text: source, prose: blank(maskMarkdown(source), guardMarkup(cell)) },
      ...expressions,
    ];
  return notebook.cells[0] === cell ? [...frontMatterRanges(cell), ...expressions] : [];
}

function codeRanges(code: string, base: number): readonly MaskedRange[] {
  return displayedStrings(code).map(({ start, end, text }) => ({
    start: base + start,
    end: base + end,
    text,
    prose: maskInline(text),
  }));
}

function offsetOf(source: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) start = source.indexOf("\n", start) + 1;
  return start + column - 1;
}

const printed: ReadonlySet<string> = new Set(
  "title summary subject headline finding unknown dataDate briefingTitle".split(" "),
);

/** The fields that the page prints. */
function frontMatterRanges(cell: Cell): readonly MaskedRange[] {
  return frontMatterFields(cell)
    .filter(({ name }) => printed.has(name))
    .map(({ start, end, text }) => ({ start, end, text, prose: maskInline(text) }));
}

/** Texts of the front matter with names and positions; empty if it is not YAML (parsing reports why). */
export function frontMatterFields(
  cell: Cell,
): readonly (Range & { readonly name: string; readonly text: string })[] {
  const opening = /^\s*---[ \t]*\n/.exec(cell.source);
  if (opening === null) return [];
  // No YAML value may begin with a backtick, so backticks are hidden.
  const hidden = blank(cell.source, [...inlineExpressions(cell), ...guardMarkup(cell)]);
  const base = opening[0].length;
  const [body = ""] = hidden.slice(base).split(/^(?:---|\.\.\.)[ \t]*$/m, 1);
  const read = readYaml(body);
  if ("fault" in read || !YAML.isMap(read.document.contents)) return [];
  const { contents } = read.document;
  return contents.items.flatMap(({ key, value }) => {
    const name = YAML.isScalar(key) ? key.value : undefined;
    if (typeof name !== "string" || !YAML.isScalar(value)) return [];
    const [from, to] = value.range;
    // `>-`, `|2`: a block header is not text.
    const head = /^[|>][^\n]*\n/.exec(body.slice(from, to))?.[0].length ?? 0;
    const text = body.slice(from + head, to);
    return [{ name, start: base + from + head, end: base + to, text }];
  });
}

/** A citation or cross-reference and its position. */
interface PlacedReference extends Place {
  readonly found: FoundReference;
}

/** References in Markdown cells, in the front matter and in every string of the code, where they may be assembled. */
export function referencesOf({ path, notebook }: CheckedFile): readonly PlacedReference[] {
  return notebook.cells.flatMap((cell, index) =>
    referringTexts(notebook, cell).flatMap(({ offset, text }) =>
      findReferences(text).map((found) => ({
        found,
        path,
        cell: { index, id: cell.id },
        ...positionAt(cell.source, offset + found.start),
      })),
    ),
  );
}

/** Texts that may contain references, each with its position in the cell. */
function referringTexts(
  notebook: Notebook,
  cell: Cell,
): readonly { readonly offset: number; readonly text: string }[] {
  const { source } = cell;
  if (!source.includes("@")) return [];
  if (cell.cell_type === "code") return isScript(notebook) ? stringsOf(source, 0) : [];
  if (cell.cell_type === "raw" && notebook.cells[0] !== cell) return [];
  const inExpressions = expressionsOf(notebook, cell).flatMap(({ expression, start }) =>
    stringsOf(expression, source.indexOf(expression, start)),
  );
  return [{ offset: 0, text: source }, ...inExpressions];
}

const stringsOf = (code: string, base: number) =>
  allStrings(code).map(({ start, text }) => ({ offset: base + start, text }));
