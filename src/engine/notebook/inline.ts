import type { Cell, InlineExpression, Notebook } from "./contract.js";
import { findCodeSpans, type CodeSpan } from "./markdown/read.js";
import { readInlineSpan } from "./markdown/syntax.js";

const maxSlug = 40;

type Prose = Pick<Cell, "id" | "source" | "cell_type">;

/** Types, execution, store and page each ask for them, and Markdown is slow to read. */
const known = new WeakMap<Prose, readonly InlineExpression[]>();

/** The expressions of a Markdown cell, or of the front matter in a raw one, in their order. */
export function inlineExpressions(cell: Prose): readonly InlineExpression[] {
  if (cell.cell_type === "code" || !cell.source.includes("{ts")) return [];
  const found = known.get(cell) ?? readExpressions(cell);
  known.set(cell, found);
  return found;
}

function readExpressions(cell: Prose): readonly InlineExpression[] {
  const spans = cell.cell_type === "markdown" ? findCodeSpans(cell.source) : rawSpans(cell.source);
  const ids = new Map<string, number>();
  return spans.flatMap((span): InlineExpression[] => {
    const found = readInlineSpan(span.content);
    if (found === undefined) return [];
    const { expression } = found;
    const base = found.id ?? `${cell.id}-${slug(expression)}`;
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    const at = span.offsetOf(found.at);
    return [
      {
        id: count === 1 ? base : `${base}-${count}`,
        expression,
        ...position(cell.source, at),
        start: span.start,
        end: span.end,
      },
    ];
  });
}

/** The expressions of a cell of this notebook; raw cells have them only where they are the front matter. */
export function expressionsOf(notebook: Pick<Notebook, "cells">, cell: Cell): readonly InlineExpression[] {
  if (cell.cell_type === "raw" && notebook.cells[0] !== cell) return [];
  return inlineExpressions(cell);
}

/** YAML has no code spans: a run of backticks up to the next of the same length. */
function rawSpans(source: string): readonly CodeSpan[] {
  return [...source.matchAll(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g)].map((match) => {
    const [whole, fence = "", content = ""] = match;
    const inside = match.index + fence.length;
    return {
      start: match.index,
      end: match.index + whole.length,
      content,
      offsetOf: (at: number) => inside + at,
    };
  });
}

/** What is left of an expression in an id: `fmt.count(peak.value)` → `fmt-count-peak-value`. */
function slug(expression: string): string {
  const words = expression.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let text = "";
  for (const word of words) {
    const longer = text === "" ? word : `${text}-${word}`;
    if (longer.length > maxSlug && text !== "") break;
    text = longer.slice(0, maxSlug);
  }
  return text === "" ? "value" : text;
}

function position(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
