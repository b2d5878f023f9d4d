import type { InputChange } from "../../causes/input-change.js";
import type { Change, Comparison } from "../../comparison.js";
import { inputWords } from "../../causes/input-change.js";
import { counted } from "../../kinds/kind.js";
import { line, type Line, type Style } from "./style.js";
import { clip } from "../excerpts.js";
import { describeWhy, inputUses, restatement, type CauseDescription, type InputUse } from "../causes.js";
import { more } from "./details.js";

const mostCauses = 4;
const mostFunctions = 5;
const mostRows = 12;
const mostNames = 12;

/** What lies behind one change. */
export function whyLines(change: Change, comparison: Comparison, style: Style): readonly Line[] {
  const { warning, label, causes, notes } = describeWhy(change, comparison);
  return [
    ...(causes.length === 0 ? [] : [line(4, `${style.muted(`${label}:`)} ${causeText(causes)}`)]),
    ...(warning === undefined ? [] : [line(4, style.warning(warning))]),
    ...notes.map((note) => line(4, style.muted(note))),
  ];
}

function causeText(causes: readonly CauseDescription[]): string {
  const names = causes.slice(0, mostCauses).map(({ words, functions }) => {
    if (functions.length === 0) return words;
    const left = functions.length - mostFunctions;
    const all = functions.slice(0, mostFunctions).join(", ");
    return `${words}: ${all}${left > 0 ? ` and ${left} more functions` : ""}`;
  });
  const left = causes.length - mostCauses;
  return `${names.join("; ")}${left > 0 ? `; ${left} more` : ""}`;
}

/** Inputs that differ, with the rows of data files; then those that nothing on the page changed with. */
export function inputLines(comparison: Comparison, style: Style): readonly Line[] {
  const { effective, without } = inputUses(comparison);
  const restedText = ({ changes }: InputUse) => style.muted(` (${counted(changes, "change")})`);
  return [
    ...listed("Inputs that differ", effective, style, restedText),
    ...listed("Inputs that differ without effect", without, style),
  ];
}

/** Data with its rows, parameters and packages on lines of their own; modules and cells in a row. */
function listed(
  heading: string,
  entries: readonly InputUse[],
  style: Style,
  remark: (use: InputUse) => string = () => "",
): readonly Line[] {
  if (entries.length === 0) return [];
  const modules = entries.filter(({ input }) => input.kind === "module");
  return [
    line(0, style.strong(heading)),
    ...entries
      .filter(({ input }) => input.kind !== "module" && input.kind !== "cell")
      .flatMap((use) => [
        line(2, inputWords(use.input) + remark(use) + restatement(use.input)),
        ...rowLines(use.input, style),
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
