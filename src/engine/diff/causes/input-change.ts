import { plural } from "../../../lib/plural.js";
import * as z from "zod";
import type { RowStates } from "../match/compare-rows.js";
import { dataSummary, summariseRows } from "./data-summary.js";
import { status, strings, wasAndIs, type DeepReadonly } from "../kinds/shapes.js";

const mostListed = 50;

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
    ...{ status, kind: z.literal("cell"), notebook: z.string(), cell: z.string() },
    statements: strings.optional().describe("for code: the statements that differ, shortened"),
  }),
  z.strictObject({
    ...{ status, kind: z.literal("parameters") },
    statements: strings.optional().describe("values of parameters, `since = 2015`"),
  }),
  z.strictObject({ status, kind: z.literal("package"), name: z.string(), ...wasAndIs(z.string()) }),
]);
/** A data package that only `restates` the size and hash of changed data describes nothing new. */
export type InputChange = DeepReadonly<z.infer<typeof inputChange>>;
export type DataChange = Extract<InputChange, { kind: "data" }>;

interface LinedRow {
  readonly cells: Readonly<Record<string, string>>;
  readonly line: number;
}

export function differingRows<R extends LinedRow>(
  compared: readonly RowStates<R, unknown>[],
  nameOf: (row: R) => string,
): Pick<DataChange, "rows" | "rowCount" | "summary"> {
  const differing = compared.filter(({ status, cells }) => status !== "changed" || cells.length > 0);
  const rows = differing
    .toSorted((a, b) => a.later.line - b.later.line)
    .slice(0, mostListed)
    .map(({ status, later, cells }) => ({
      ...{ status, name: nameOf(later), line: later.line },
      cells: cells.map(({ column, before, after }) => ({ column, was: before ?? "", is: after ?? "" })),
    }));
  const summary = summariseRows(differing, nameOf);
  return { rows, rowCount: differing.length, ...(summary && { summary }) };
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
