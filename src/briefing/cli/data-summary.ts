/** Describes a table in the terminal: its columns, gaps in its description, and changes in a new edition. */
import pc from "picocolors";
import { describeProblem } from "../authoring/load/errors.js";
import type { Cell } from "../authoring/load/schema.js";
import { grouped } from "../lib/grouped.js";
import { omit } from "../lib/omit.js";
import { inColumns } from "../lib/in-columns.js";
import { clipped } from "../lib/quoted.js";
import { visible } from "../lib/visible.js";
import type { AddedTable, AddSettings } from "../tools/data/add-table.js";
import { errorWords, repeatedWords } from "../tools/data/anomaly-words.js";
import { confirmWords, namesOf, repeatedName } from "../tools/data/confirmed.js";
import { optionWords } from "../tools/data/import-options.js";
import type { Counted, RangeChange, RowChanges } from "../tools/data/compare-editions.js";
import type { SchemaChanges } from "../tools/data/fit-schema.js";
import type { ColumnFacts } from "../tools/data/table-facts.js";
import type { UpdatedTable } from "../tools/data/update-table.js";

const shownCell = (cell: Cell = ""): string => clipped(visible(String(cell ?? "")).replace(/\s+/g, " "), 24);

export function describeAdded(added: AddedTable, mode: AddSettings["mode"]): string {
  const { name, path, file, line, left, inspected } = added;
  const { facts, columns, schema, changes, notes } = inspected;
  const toBe = mode === "write" ? "" : "to be ";
  const copied = file === "copied" ? `, ${toBe}copied there` : "";
  const { repeated } = inspected.anomalies;
  const why = repeated === undefined ? "no set of columns identifies every row" : repeatedWords(repeated);
  const key = schema.primaryKey?.join(", ") ?? `none: ${why}`;
  const missing = schema.missingValues.filter((text) => text !== "");
  const odd = [...new Set(columns.flatMap((column) => column.odd ?? []))];
  return shownOf([
    `${pc.bold(name)}: ${counted(facts.rows, "row")}, ${counted(columns.length, "column")} in ${visible(path)}${copied}`,
    changes.length > 0 && `  ${toBe}written from ${inspected.table.path}: ${visible(changes.join("; "))}`,
    "",
    ...columnTable(facts.columns),
    "",
    `  key: ${visible(key)}`,
    added.anomalies.repeated !== undefined && `  ${visible(confirmAdvice(name))}`,
    missing.length > 0 &&
      `  missing values: the empty cell, ${missing.map((text) => visible(JSON.stringify(text))).join(", ")}`,
    ...columns.map((column) => column.note !== undefined && `  ${visible(`${column.name}: ${column.note}`)}`),
    ...notes.map((note) => `  ${visible(note)}`),
    odd.length > 0 &&
      `  If ${odd.length === 1 ? "this means" : "these mean"} that a value is missing: ${visible(added.edition)}${visible(optionWords({ missing: odd }))} --schema`,
    "",
    `Still to describe, in data/datapackage.json:${line}`,
    `  of the table: ${left.map((entry) => JSON.stringify(entry)).join(", ")}`,
    `  of ${columns.length === 1 ? "its column" : "its columns"}: "description", and "unit" of what is measured or counted`,
    "",
    "In a notebook:",
    `  import { load } from "briefing";`,
    `  const rows = load(${JSON.stringify(name)});`,
  ]).join("\n");
}

/** So that `check` does not report them again. */
const confirmAdvice = (table: string): string =>
  `If that is right: briefing data update ${table}${confirmWords([repeatedName])}`;

/** Without those that do not apply. */
const shownOf = (lines: readonly (string | false)[]): readonly string[] =>
  lines.filter((line) => line !== false);

/** `1 row`, `12,345 rows` */
const counted = (number: number, one: string): string =>
  `${grouped(number)} ${number === 1 ? one : `${one}s`}`;

function columnTable(columns: readonly ColumnFacts[]): readonly string[] {
  const rows = [
    ["column", "type", "missing", "least", "greatest", "examples"],
    ...columns.map(({ name, type, missing, least, greatest, examples }) => [
      clipped(visible(name), 40),
      type,
      missing === 0 ? "" : grouped(missing),
      shownCell(least),
      shownCell(greatest),
      examples.map(shownCell).join(", "),
    ]),
  ];
  return inColumns(rows, [0, 1, 5]).map((line, index) => (index === 0 ? pc.dim(`  ${line}`) : `  ${line}`));
}

const shown = (cell: Cell = null): string => clipped(visible(String(cell ?? "nothing")), 30);

const endings: Readonly<Record<UpdatedTable["status"], string>> = {
  updated: "bytes and hash in data/datapackage.json are those of the new edition",
  unchanged: "the file matches its description in data/datapackage.json",
  "does not fit": "the new edition does not fit its description; nothing was written",
  "not confirmed": "what looks like a mistake is not confirmed; nothing was written",
};

const planned = "the new edition fits; bytes and hash in data/datapackage.json would become its own";

export function describeUpdated(updated: UpdatedTable, mode: AddSettings["mode"]): string {
  const { name, path, status, described } = updated;
  const written =
    described.length > 0 &&
    `  ${described.join(", ")}: ${mode === "write" ? "written" : "to be written"} in data/datapackage.json`;
  if (!("rows" in updated)) return shownOf([pc.bold(name), written]).join("\n");
  const { rows, schema, changes, rewritten, problems, anomalies } = updated;
  const { repeated } = anomalies;
  const repetition = shownOf([
    repeated !== undefined && `  ${visible(repeatedWords(repeated))}`,
    repeated !== undefined && status !== "does not fit" && `  ${visible(confirmAdvice(name))}`,
  ]);
  if (status === "unchanged")
    return shownOf([`${pc.bold(name)}: ${endings.unchanged}`, written, ...repetition]).join("\n");
  const before = changes === undefined ? "" : `, ${grouped(changes.rowsBefore)} before`;
  const isWritten = mode === "write" && status === "updated";
  const odd = [...new Set(schema.types.flatMap((column) => column.odd ?? []))];
  const advice =
    problems.length === 0
      ? `  To adapt the description: the same command with --schema${odd.length === 0 ? "" : ", which makes columns text"}`
      : "  Correct the file, or what is said of the table in data/datapackage.json";
  return shownOf([
    `${pc.bold(name)}: ${counted(rows, "row")}${before}, in ${visible(path)}`,
    rewritten.length > 0 &&
      `  ${isWritten ? "written" : "to be written"} from the new file: ${visible(rewritten.join("; "))}`,
    ...schemaLines(schema),
    ...(changes === undefined
      ? ["  rows were not compared: the earlier edition is neither in data/ nor committed"]
      : [...rowLines(changes.rows), ...changes.ranges.map(rangeLine)]),
    ...problems.map((problem) => `  ${pc.red("✗")} ${visible(describeProblem(problem))}`),
    ...errorWords(anomalies).map(({ column, words }) => `  ${pc.red("✗")} ${visible(`${column}: ${words}`)}`),
    ...repetition,
    written,
    `  ${status === "updated" && !isWritten ? planned : endings[status]}`,
    status === "does not fit" &&
      odd.length > 0 &&
      `  If ${odd.map((text) => visible(JSON.stringify(text))).join(", ")} ${odd.length === 1 ? "means" : "mean"} that a value is missing: the same command with${visible(optionWords({ missing: odd }))} --schema`,
    status === "does not fit" && advice,
    status === "not confirmed" &&
      `  Correct the file or, if it is right, confirm it: the same command with${visible(confirmWords(namesOf(omit(anomalies, "repeated"))))}`,
  ]).join("\n");
}

function schemaLines(changes: SchemaChanges): readonly string[] {
  const { added, removed, order, types, noLongerRequired, missing, key, repeated } = changes;
  const list = (names: readonly string[]): string => names.map(visible).join(", ");
  return shownOf([
    added.length > 0 && `  new columns: ${list(added)}`,
    removed.length > 0 && `  removed columns: ${list(removed)}`,
    order === "changed" && "  columns are in a different order",
    ...types.map(
      ({ column, before, after, why }) =>
        `  ${visible(column)}: was ${before}, is ${after}${why === undefined ? "" : ` (${visible(why)})`}`,
    ),
    ...noLongerRequired.map((column) => `  ${visible(column)}: some cells are missing, none were before`),
    missing.length > 0 &&
      `  new words for a missing value: ${list(missing.map((text) => JSON.stringify(text)))}`,
    key !== undefined &&
      `  the key no longer tells rows apart; ${key.length === 0 ? "no set of columns does" : `${list(key)} would`}`,
    ...repeated.map((problem) => `    ${visible(describeProblem(problem))}`),
  ]);
}

function rowLines({ key, added, removed, changed, cells }: RowChanges): readonly string[] {
  const by = key.length === 0 ? " (the table has no key: whole rows are compared)" : "";
  if (added.count + removed.count + changed === 0) return [`  no row changed${by}`];
  return [
    `  rows: ${grouped(added.count)} added, ${grouped(removed.count)} removed, ${grouped(changed)} changed${by}`,
    ...examples("added", added),
    ...examples("removed", removed),
    ...cells.map(
      ({ column, count, key: row, before, after }) =>
        `    ${visible(column)} in ${counted(count, "row")}: ${clipped(visible(row))}: ${shown(before)} → ${shown(after)}${more(count - 1)}`,
    ),
  ];
}

const more = (count: number): string => (count > 0 ? `; and ${grouped(count)} more` : "");

function examples(what: string, { count, examples: first }: Counted): readonly string[] {
  if (count === 0) return [];
  const named = first.map((each) => clipped(visible(each))).join("; ");
  return [`    ${what}: ${named}${more(count - first.length)}`];
}

function rangeLine({ column, before, after }: RangeChange): string {
  const range = ({ least, greatest }: RangeChange["before"]): string =>
    least === undefined ? "no values" : `${shown(least)}–${shown(greatest)}`;
  const isMoved = before.least !== after.least || before.greatest !== after.greatest;
  const changes = shownOf([
    isMoved && `${range(before)} → ${range(after)}`,
    before.missing !== after.missing && `${grouped(before.missing)} → ${grouped(after.missing)} missing`,
  ]);
  return `  ${visible(column)}: ${changes.join(", ")}`;
}
