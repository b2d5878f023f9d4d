import { plural } from "../../../lib/plural.js";
import * as z from "zod";
import type { RowStates } from "../match/compare-rows.js";
import { groupBy } from "../match/pairing.js";
import { numberDelta, relativeSize } from "../numbers.js";
import { delta, status, strings, wasAndIs, type DeepReadonly, type Status } from "../shapes.js";

const count = z.int().nonnegative();
const move = z.strictObject({ name: z.string(), column: z.string(), was: z.string(), is: z.string(), delta });
/** A large change of a data file: how many rows, which columns, by how much, and where most. */
const dataSummary = z.strictObject({
  added: count,
  removed: count,
  changed: count,
  columns: z.array(
    z.strictObject({
      column: z.string(),
      changed: count,
      relative: z
        .strictObject({ least: z.number(), median: z.number(), greatest: z.number() })
        .optional()
        .describe("for cells with numbers on both sides: the change divided by the earlier number"),
    }),
  ),
  largest: z.array(move).describe("the ten numbers with the largest relative changes"),
});
export type DataSummary = DeepReadonly<z.infer<typeof dataSummary>>;

const mostListed = 50;
/** Fewer rows than this are all listed. */
const large = 12;
export const mostMoves = 10;

/**
 * A row of a data file by its key (`edition nsf-2024, year 2020`), or an entry of JSON by its path (`limits.partial`).
 * The line is that of the later file, unless the row was removed.
 */
const row = z.strictObject({
  status,
  name: z.string(),
  line: z.int(),
  cells: z.array(z.strictObject({ column: z.string(), was: z.string(), is: z.string() })),
});
export type DataRowChange = DeepReadonly<z.infer<typeof row>>;

export const inputChange = z.discriminatedUnion("kind", [
  z.strictObject({
    status,
    kind: z.literal("data"),
    path: z.string(),
    rows: z.array(row).optional(),
    rowCount: z.int().optional().describe("number of rows that differ; `rows` lists the first of them"),
    summary: dataSummary.optional().describe("of many rows"),
    columnsAdded: strings.optional(),
    columnsRemoved: strings.optional(),
    unread: z
      .array(z.enum(["before", "after"]))
      .optional()
      .describe("sides whose original file was not found, so that its rows are unknown"),
    restates: z.literal(true).optional(),
    resources: strings.optional().describe("for a data package: the data files whose description changed"),
  }),
  z.strictObject({ status, kind: z.literal("module"), path: z.string() }),
  z.strictObject({
    status,
    kind: z.literal("cell"),
    notebook: z.string(),
    cell: z.string(),
    statements: strings.optional().describe("for code: the statements that differ, shortened"),
  }),
  z.strictObject({
    status,
    kind: z.literal("parameters"),
    statements: strings.optional().describe("values of parameters, `since = 2015`"),
  }),
  z.strictObject({ status, kind: z.literal("package"), name: z.string(), ...wasAndIs(z.string()) }),
]);
/** A data package that only `restates` the size and hash of changed data describes nothing new. */
export type InputChange = DeepReadonly<z.infer<typeof inputChange>>;
export type DataChange = Extract<InputChange, { kind: "data" }>;
export type RowChanges = Pick<DataChange, "rows" | "rowCount" | "summary">;

export interface LinedRow {
  readonly cells: Readonly<Record<string, string>>;
  readonly line: number;
}

type Rows<R extends LinedRow> = readonly RowStates<R, unknown>[];

export function differingRows<R extends LinedRow>(compared: Rows<R>, nameOf: (row: R) => string): RowChanges {
  const differing = compared.filter(({ status, cells }) => status !== "changed" || cells.length > 0);
  const rows = differing
    .toSorted((a, b) => a.later.line - b.later.line)
    .slice(0, mostListed)
    .map(({ status, later, cells }) => ({
      status,
      name: nameOf(later),
      line: later.line,
      cells: cells.map(({ column, before, after }) => ({ column, was: before ?? "", is: after ?? "" })),
    }));
  const summary = summariseRows(differing, nameOf);
  return { rows, rowCount: differing.length, ...(summary && { summary }) };
}

/** Undefined if there are few enough rows to list. */
function summariseRows<R extends LinedRow>(rows: Rows<R>, nameOf: (row: R) => string) {
  if (rows.length <= large) return undefined;
  const counted = (wanted: Status) => rows.filter(({ status }) => status === wanted).length;
  const cells = rows.flatMap(({ later, cells }) =>
    cells.map(({ column, before: was = "", after: is = "" }) => ({ name: nameOf(later), column, was, is })),
  );
  const moved = cells.flatMap(({ was, is, ...place }): DataSummary["largest"] => {
    const from = Number(was);
    const to = Number(is);
    const delta = numberDelta([from, from], [to, to], { format: "number", texts: [was, is] });
    const areNumbers = was.trim() !== "" && is.trim() !== "" && Number.isFinite(delta.absolute);
    return areNumbers && delta.relative !== null ? [{ ...place, was, is, delta }] : [];
  });
  const moves = groupBy(moved, ({ column }) => column);
  const largest = [...moves.values()].flat().sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta));
  return {
    added: counted("added"),
    removed: counted("removed"),
    changed: counted("changed"),
    columns: [...groupBy(cells, ({ column }) => column)].map(([column, { length: changed }]) => {
      const sizes = (moves.get(column) ?? []).map(({ delta }) => delta.relative ?? 0).sort((a, b) => a - b);
      const least = sizes[0];
      const median = sizes[Math.floor(sizes.length / 2)];
      const greatest = sizes.at(-1);
      const isKnown = least !== undefined && median !== undefined && greatest !== undefined;
      return { column, changed, ...(isKnown && { relative: { least, median, greatest } }) };
    }),
    largest: largest.slice(0, mostMoves),
  };
}

/** How a changed input is named as a cause: `data/us-china.csv, 2 rows`. */
export function inputWords(change: InputChange): string {
  return nameOf(change) + (change.status === "changed" ? "" : ` (${change.status})`);
}

function nameOf(change: InputChange): string {
  switch (change.kind) {
    case "data": {
      const { path, rowCount = 0, unread } = change;
      const count = path.endsWith(".json") ? plural(rowCount, "entry", "entries") : plural(rowCount, "row");
      return path + (rowCount > 0 ? `, ${count}` : "") + (unread ? ", rows not known" : "");
    }
    case "module":
      return change.path;
    case "cell":
      return `cell ${change.cell} of ${change.notebook}`;
    case "parameters":
      return "parameters";
    case "package":
      return `${change.name} ${[change.was, change.is].filter((version) => version !== undefined).join(" → ")}`;
  }
}

const mostNamedRows = 1;

/** What changed in an input, if a few words suffice: rows by their keys, statements of cells and their text. */
export function partsOf(change: InputChange): readonly string[] {
  if (change.kind === "cell" || change.kind === "parameters") return change.statements ?? [];
  if (change.kind !== "data") return [];
  const { rows = [], rowCount = 0 } = change;
  return rowCount > mostNamedRows ? [] : rows.map(rowWords);
}

const widestCell = 40;

function rowWords({ name, cells }: DataRowChange): string {
  const [only, ...others] = cells;
  if (only === undefined || others.length > 0) return name;
  const { column, was, is } = only;
  const states = `${was || "(empty)"} → ${is || "(empty)"}`;
  if (column === "") return `${name} ${states}`;
  return `${name}: ${column}${Math.max(was.length, is.length) > widestCell ? "" : ` ${states}`}`;
}
