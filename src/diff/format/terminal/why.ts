import type { Change, Comparison } from "../../contract.js";
import type { Cause, InputChange } from "../../contract/inputs.js";
import { counted, inputWords } from "../../why/input-words.js";
import { line, type Line, type Style } from "./style.js";
import { clip, more } from "./texts.js";

const mostCauses = 4;
const mostFunctions = 5;
const mostRows = 12;

/** What lies behind one change. */
export function whyLines({ why }: Change, { inputs }: Comparison, style: Style): readonly Line[] {
  const direct = why.causes.filter(({ strength }) => strength === "direct");
  const possible = why.causes.filter(({ strength }) => strength === "possible");
  const note = why.note === undefined ? [] : [line(4, style.muted(why.note))];
  if (why.status === "non-deterministic")
    return [line(4, style.warning("NOT DETERMINISTIC: nothing that it rests on differs")), ...note];
  return [
    ...causeLine("cause:", direct, inputs, style),
    // Next to a known cause, what was only loaded explains nothing.
    ...(direct.length === 0 ? causeLine("possible cause:", possible, inputs, style) : []),
    ...(why.status === "edited" && why.note === undefined && direct.length === 0
      ? [line(4, style.muted("edited by hand"))]
      : []),
    ...(why.status === "unknown" && why.note === undefined
      ? [line(4, style.warning("cause unknown: the report does not say what it rests on"))]
      : []),
    ...note,
  ];
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
  const effective = Object.entries(inputs).filter(([key]) => !unused.has(key));
  const idle = withoutEffect.flatMap((key) => inputs[key] ?? []);
  return [
    ...(effective.length === 0 ? [] : [line(0, style.strong("Inputs that differ"))]),
    ...effective.flatMap(([key, input]) => [
      line(2, `${inputWords(input)}${style.muted(` (${counted(rested.get(key) ?? 0, "change")})`)}`),
      ...rowLines(input, style),
    ]),
    ...(idle.length === 0 ? [] : [line(0, style.strong("Inputs that differ without effect"))]),
    ...idle.map((input) => line(2, inputWords(input) + restating(input))),
  ];
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
