/** The words that a notebook prints literally, each with its position. */
import * as YAML from "yaml";
import type { Cell, Notebook } from "../../engine/notebook/contract.js";
import { expressionsOf, guardMarkup, inlineExpressions, isProseOf } from "../../engine/notebook/inline.js";
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { readYaml } from "../../lib/yaml.js";
import { hasTag, isScript, isUnpublished } from "../../engine/notebook/metadata.js";
import { displayedStrings, allStrings, type CodeString } from "./code-strings.js";
import type { CellPlace, CheckedFile, Found } from "./contract.js";
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
    if (isUnpublished(cell)) return [];
    const place = { cell: { index, id: cell.id }, source: cell.source };
    return rangesOf(notebook, cell).map((range) => ({ ...range, ...place }));
  });
  return { ...file, texts };
}

type MaskedRange = Range & Pick<DisplayedText, "text" | "prose">;

function rangesOf(notebook: Notebook, cell: Cell): readonly MaskedRange[] {
  // Never printed, whatever it contains.
  if (cell.cell_type === "code" && hasTag(cell, "remove-output")) return [];
  const { source } = cell;
  const inCode = stringsOf(notebook, cell, displayedStrings).map(withProse);
  if (cell.cell_type === "markdown")
    return [
      { start: 0, end: source.length, text: source, prose: blank(maskMarkdown(source), guardMarkup(cell)) },
      ...inCode,
    ];
  const fields = cell.cell_type === "raw" && isProseOf(notebook, cell) ? frontMatterFields(cell) : [];
  return [...fields.filter(({ name }) => printed.has(name)).map(withProse), ...inCode];
}

const withProse = (found: CodeString): MaskedRange => ({ ...found, prose: maskInline(found.text) });

/** Strings in the code of a cell, or of its expressions, with their places in the cell. */
function stringsOf(
  notebook: Notebook,
  cell: Cell,
  read: (code: string) => readonly CodeString[],
): readonly CodeString[] {
  const { source } = cell;
  const codes =
    cell.cell_type === "code"
      ? [{ code: isScript(notebook) ? source : "", base: 0 }]
      : expressionsOf(notebook, cell).map(({ expression, line, column }) => ({
          code: expression,
          base: offsetOf(source, line, column),
        }));
  return codes.flatMap(({ code, base }) =>
    read(code).map(({ start, end, text }) => ({ start: base + start, end: base + end, text })),
  );
}

function offsetOf(source: string, line: number, column: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) start = source.indexOf("\n", start) + 1;
  return start + column - 1;
}

/** Fields of the front matter that the page prints. */
const printed: ReadonlySet<string> = new Set(
  "title summary subject headline finding unknown newer dataDate briefingTitle".split(" "),
);

/** Texts of the front matter with names and positions; empty if it is not YAML (parsing reports why). */
export function frontMatterFields(cell: Cell): readonly (CodeString & { readonly name: string })[] {
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

/** References in Markdown cells, in the front matter and in every string of the code, where they may be assembled. */
export function referencesOf({ path, notebook }: CheckedFile) {
  return notebook.cells.flatMap((cell, index) => {
    const { source } = cell;
    if (!source.includes("@") || !isProseOf(notebook, cell)) return [];
    const whole = cell.cell_type === "code" ? [] : [{ start: 0, text: source }];
    return [...whole, ...stringsOf(notebook, cell, allStrings)].flatMap(({ start, text }) =>
      findReferences(text).map((found) => ({
        found,
        path,
        cell: { index, id: cell.id },
        ...positionAt(source, start + found.start),
      })),
    );
  });
}
