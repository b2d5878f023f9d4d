import type { DataRowChange, InputChange } from "../../causes/input-change.js";
import type { Comparison } from "../../comparison.js";
import { inputWords } from "../../causes/input-change.js";
import { counted } from "../../kinds/kind.js";
import { clip } from "../excerpts.js";
import { inputUses, restatement } from "../causes.js";
import type { Links } from "../links.js";
import { code, literal } from "./escape.js";
import { linked } from "./item.js";

const mostRows = 12;
const mostNames = 12;
const mostEntries = 40;

/** Inputs that differ, with the rows of data files; then those that nothing on the page changed with. */
export function inputsMarkdown(comparison: Comparison, links: Links): readonly string[] {
  const { effective, without } = inputUses(comparison);
  return [
    ...listed(effective, links, (changes) => ` (${counted(changes, "change")})`),
    ...(without.length === 0 ? [] : ["Without effect:", ...listed(without, links, () => "")]),
  ];
}

type Use = ReturnType<typeof inputUses>["effective"][number];

function listed(uses: readonly Use[], links: Links, remark: (changes: number) => string): readonly string[] {
  const own = uses.filter(({ input }) => input.kind !== "module" && input.kind !== "cell");
  const modules = uses.flatMap(({ input }) => (input.kind === "module" ? [code(inputWords(input))] : []));
  const cells = new Map<string, string[]>();
  for (const { input } of uses) {
    if (input.kind !== "cell") continue;
    const name = input.status === "changed" ? code(input.cell) : `${code(input.cell)} (${input.status})`;
    cells.set(input.notebook, [...(cells.get(input.notebook) ?? []), name]);
  }
  const left = own.length - mostEntries;
  const lines = [
    ...own.slice(0, mostEntries).flatMap(({ input, changes }) => entry(input, remark(changes), links)),
    ...(left > 0 ? [`- … and ${counted(left, "more input")}`] : []),
    ...(modules.length === 0 ? [] : [`- modules: ${some(modules)}`]),
    ...[...cells]
      .slice(0, mostEntries)
      .map(
        ([notebook, names]) =>
          `- cells of ${linked(code(notebook), links.project(notebook, "after"))}: ${some(names)}`,
      ),
  ];
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function some(names: readonly string[]): string {
  const left = names.length - mostNames;
  return `${names.slice(0, mostNames).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function entry(input: InputChange, remark: string, links: Links): readonly string[] {
  const url =
    input.kind === "data"
      ? links.project(input.path, input.status === "removed" ? "before" : "after")
      : undefined;
  const head = `- ${linked(literal(clip(inputWords(input), 160)), url)}${remark}`;
  if (input.kind !== "data") return [head];
  const { rows = [], rowCount = rows.length, columnsAdded = [], columnsRemoved = [] } = input;
  const left = rowCount - Math.min(rows.length, mostRows);
  const names = (columns: readonly string[]) => some(columns.map((name) => literal(clip(name, 60))));
  return [
    head + restatement(input),
    ...(columnsAdded.length === 0 ? [] : [`  - columns added: ${names(columnsAdded)}`]),
    ...(columnsRemoved.length === 0 ? [] : [`  - columns removed: ${names(columnsRemoved)}`]),
    ...rows.slice(0, mostRows).map((row) => `  - ${rowMarkdown(row)}`),
    ...(left > 0 ? [`  - … and ${counted(left, "more row")}`] : []),
  ];
}

function rowMarkdown({ status, name, line, cells }: DataRowChange): string {
  const words = literal(clip(name, 100));
  const place = `line ${line}, `;
  if (status === "added") return `${place}<ins>${words}</ins>`;
  if (status === "removed") return `${place}<del>${words}</del>`;
  const text = (cell: string) => literal(clip(cell, 40) || "(empty)");
  const all = cells.map(
    ({ column, was, is }) => `${literal(clip(column, 40))} <del>${text(was)}</del> → <ins>${text(is)}</ins>`,
  );
  return `${place}${words}: ${some(all)}`;
}
