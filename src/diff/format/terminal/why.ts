import type { Change, Comparison } from "../../contract.js";
import type { Cause, InputChange } from "../../contract/inputs.js";
import { counted, inputWords } from "../../why/input-words.js";
import { line, type Line, type Style } from "./style.js";
import { clip } from "../excerpts.js";
import { more } from "./texts.js";

const mostCauses = 4;
const mostFunctions = 5;
const mostRows = 12;
const mostNames = 12;

/** What lies behind one change. */
export function whyLines(change: Change, { inputs }: Comparison, style: Style): readonly Line[] {
  const { why } = change;
  const direct = why.causes.filter(({ strength }) => strength === "direct");
  const possible = why.causes.filter(({ strength }) => strength === "possible");
  const note = why.note === undefined ? [] : [line(4, style.muted(why.note))];
  if (why.status === "non-deterministic")
    return [line(4, style.warning("NOT DETERMINISTIC: nothing that it rests on differs")), ...note];
  return [
    ...causeLine("cause:", direct, inputs, style),
    // Next to a known cause, what was only loaded explains nothing.
    ...(direct.length === 0 ? causeLine("possible cause:", possible, inputs, style) : []),
    ...(why.status === "edited" && !isText(change) && why.note === undefined && direct.length === 0
      ? [line(4, style.muted("edited by hand"))]
      : []),
    ...(why.status === "unknown" && why.note === undefined
      ? [line(4, style.warning("cause unknown: the report does not say what it rests on"))]
      : []),
    ...note,
  ];
}

/** Words, code and chapters are always edited by hand: it need not be said. */
function isText({ kind }: Change): boolean {
  return ["prose", "code", "section", "citation", "front-matter"].includes(kind);
}

function causeLine(
  label: string,
  causes: readonly Cause[],
  inputs: Comparison["inputs"],
  style: Style,
): readonly Line[] {
  if (causes.length === 0) return [];
  const names = causes.slice(0, mostCauses).map(({ input, functions = [] }) => {
    const change = inputs[input];
    const words = change === undefined ? input : inputWords(change);
    if (functions.length === 0) return words;
    const left = functions.length - mostFunctions;
    const all = functions.slice(0, mostFunctions).join(", ");
    return `${words}: ${all}${left > 0 ? ` and ${left} more functions` : ""}`;
  });
  const left = causes.length - mostCauses;
  return [line(4, `${style.muted(label)} ${names.join("; ")}${left > 0 ? `; ${left} more` : ""}`)];
}

/** Inputs that differ, with the rows of data files; then those that nothing on the page changed with. */
export function inputLines({ inputs, withoutEffect, changes }: Comparison, style: Style): readonly Line[] {
  const rested = new Map<string, number>();
  for (const { why } of changes)
    for (const { input } of why.causes) rested.set(input, (rested.get(input) ?? 0) + 1);
  const unused = new Set(withoutEffect);
  const effective = Object.keys(inputs).filter((key) => !unused.has(key));
  const restedText = (key: string) => style.muted(` (${counted(rested.get(key) ?? 0, "change")})`);
  return [
    ...listed("Inputs that differ", effective, inputs, style, restedText),
    ...listed("Inputs that differ without effect", withoutEffect, inputs, style),
  ];
}

/** Data with its rows, parameters and packages on lines of their own; modules and cells in a row. */
function listed(
  heading: string,
  keys: readonly string[],
  inputs: Comparison["inputs"],
  style: Style,
  remark: (key: string) => string = () => "",
): readonly Line[] {
  if (keys.length === 0) return [];
  const entries = keys.flatMap((key) => {
    const input = inputs[key];
    return input === undefined ? [] : [{ key, input }];
  });
  const modules = entries.filter(({ input }) => input.kind === "module");
  return [
    line(0, style.strong(heading)),
    ...entries
      .filter(({ input }) => input.kind !== "module" && input.kind !== "cell")
      .flatMap(({ key, input }) => [
        line(2, inputWords(input) + remark(key) + restating(input)),
        ...rowLines(input, style),
      ]),
    ...rowOf(
      "modules",
      modules.map(({ input }) => inputWords(input)),
      style,
    ),
    ...cellsByNotebook(entries.map(({ input }) => input)).flatMap(([notebook, cells]) =>
      rowOf(`cells of ${notebook}`, cells, style),
    ),
  ];
}

function cellsByNotebook(inputs: readonly InputChange[]): readonly (readonly [string, readonly string[]])[] {
  const notebooks = new Map<string, string[]>();
  for (const input of inputs) {
    if (input.kind !== "cell") continue;
    const { notebook, cell, status } = input;
    const name = status === "changed" ? cell : `${cell} (${status})`;
    notebooks.set(notebook, [...(notebooks.get(notebook) ?? []), name]);
  }
  return [...notebooks];
}

function rowOf(label: string, names: readonly string[], style: Style): readonly Line[] {
  if (names.length === 0) return [];
  const left = names.length - mostNames;
  const all = names.slice(0, mostNames).join(", ");
  return [line(2, `${style.muted(`${label}:`)} ${all}${left > 0 ? ` and ${left} more` : ""}`)];
}

function restating(input: InputChange): string {
  return input.kind === "data" && input.restates === true
    ? ": restates the size and hash of data that changed"
    : "";
}

function rowLines(input: InputChange, style: Style): readonly Line[] {
  if (input.kind !== "data") return [];
  const { rows = [], rowCount = rows.length, columnsAdded = [], columnsRemoved = [] } = input;
  const shown = rows.slice(0, mostRows).map((row) => {
    const place = style.muted(`line ${row.line}`);
    if (row.status === "added") return line(4, `${place} ${style.added(`+ ${clip(row.name, 100)}`)}`);
    if (row.status === "removed") return line(4, `${place} ${style.removed(`- ${clip(row.name, 100)}`)}`);
    const cells = row.cells.map(
      ({ column, was, is }) =>
        `${column} ${style.removed(clip(was, 40) || "(empty)")} → ${style.added(clip(is, 40) || "(empty)")}`,
    );
    return line(4, `${place} ${clip(row.name, 100)}${style.muted(":")} ${cells.join(style.muted(" · "))}`);
  });
  return [
    ...columnsAdded.map((name) => line(4, style.added(`+ column ${name}`))),
    ...columnsRemoved.map((name) => line(4, style.removed(`- column ${name}`))),
    ...shown,
    ...(rowCount > shown.length ? [more(rowCount - shown.length, "row", style)] : []),
  ];
}
