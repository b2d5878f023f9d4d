import { isTextNotebook } from "../../lib/notebook-name.js";
import type { Position } from "../../lib/position.js";
import { readYaml } from "../../lib/yaml.js";
import type { Notebook } from "./contract.js";
import { NotebookFormatError } from "./errors.js";
import { inlineExpressions, outermostGuards } from "./inline.js";
import { describePlace, inFile } from "./place.js";
import { isWithin } from "./markdown/syntax.js";

/** YAML between two lines of dashes. */
const fenced = /^(\s*---[ \t]*\n)([\s\S]*?)\n?(?:---|\.\.\.)[ \t]*\n?\s*$/;

/** The YAML in the first raw cell; undefined if there is no such cell. Inline expressions remain in the strings. */
export function readFrontMatter(
  notebook: Pick<Notebook, "cells">,
  path: string,
): Readonly<Record<string, unknown>> | undefined {
  const [cell] = notebook.cells;
  if (cell?.cell_type !== "raw") return undefined;
  const found = fenced.exec(cell.source);
  if (found === null) return undefined;
  const [, opening = "", body = ""] = found;
  const where = (position: Partial<Position>): string => {
    if (isTextNotebook(path)) return describePlace(path, undefined, inFile(cell, position));
    const { line, column } = position;
    return `${path}, cell 1${line === undefined ? "" : `, ${line}:${column}`}`;
  };

  // YAML values cannot begin with a backtick, so it is replaced by private-use characters during parsing.
  const guards = outermostGuards(cell);
  const values = inlineExpressions(cell).filter((each) => !guards.some((guard) => isWithin(each, guard)));
  const spans = [...guards, ...values]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => cell.source.slice(start, end));
  const hidden = spans.reduce((text, span, index) => text.replace(span, () => mark(index, span)), body);
  const read = readYaml(hidden);
  if ("fault" in read) {
    const { line, column, message, hint, cause } = read.fault;
    const place = { line: line + opening.split("\n").length - 1, column };
    throw new NotebookFormatError(`${where(place)}: the front matter is not YAML: ${message}`, {
      cause,
      hint: hint ?? "Quote a title or summary that contains a colon, or write it below `summary: >-`.",
    });
  }
  const fields = read.value;
  if (fields === null) return {};
  if (typeof fields !== "object" || Array.isArray(fields)) {
    throw new NotebookFormatError(`${where({})}: the front matter is not a mapping of names to values.`);
  }
  return restore(fields, spans) as Readonly<Record<string, unknown>>;
}

/** Same length as the original, so that columns remain correct. */
const mark = (index: number, span: string): string =>
  `\uE000${index}\uE001`.padEnd(span.length, "\uE002").replace(/\n/g, " ");

function restore(value: unknown, spans: readonly string[]): unknown {
  if (typeof value === "string")
    return value.replace(/\uE000(\d+)\uE001\uE002*/g, (_, index) => spans[Number(index)] ?? "");
  if (Array.isArray(value)) return value.map((item) => restore(item, spans));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, spans)]));
}
