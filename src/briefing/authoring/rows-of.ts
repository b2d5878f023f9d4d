/** Charts remember their source rows for their table, CSV and comparisons, not values computed for the layout. */
import { own } from "../lib/own.js";
import type { DataColumn, Row } from "../model/display.js";

/** Stored outside the JSON of a specification: `{ ...chart }` keeps it, JSON omits it. */
const published: unique symbol = Symbol.for("briefing.rows") as never;

export interface PublishedRows {
  readonly rows: readonly object[];
  /** The fields shown, in this order; by default all. */
  readonly columns?: readonly DataColumn[];
  /** What the author gave besides rows, such as events, for comparisons. */
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** A Vega-Lite specification that remembers its rows. */
export interface Chart extends Readonly<Record<string, unknown>> {
  readonly [published]: PublishedRows;
}

export function ofRows(rows: PublishedRows, spec: Readonly<Record<string, unknown>>): Chart {
  return { ...spec, [published]: rows };
}

export function publishedRows(spec: object): PublishedRows | undefined {
  return (spec as Partial<Chart>)[published];
}

/** Rows as stored in the page: plain cells of the fields shown. */
export function plainRows({ rows, columns }: PublishedRows): readonly Row[] {
  return (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => {
    if (columns !== undefined)
      return Object.fromEntries(columns.map(({ field }) => [field, scalar(own(row, field))]));
    return Object.fromEntries(Object.entries(row).flatMap(([field, cell]) => cellsOf(field, cell)));
  });
}

/** An interval, or the choices of a specification, has its own fields; an exact number is not an interval. */
function cellsOf(field: string, cell: unknown): readonly (readonly [string, Row[string]])[] {
  if (typeof cell !== "object" || cell === null || cell instanceof Date || Array.isArray(cell))
    return [[field, scalar(cell)]];
  const parts = Object.entries(cell as Readonly<Record<string, unknown>>);
  const [lower, upper] = ["lower", "upper"].map((name) => parts.find(([part]) => part === name)?.[1]);
  if (lower === undefined || upper === undefined) return parts.map(([name, part]) => [name, scalar(part)]);
  if (lower === upper) return [[field, scalar(lower)]];
  return [
    [`${field} lower`, scalar(lower)],
    [`${field} upper`, scalar(upper)],
  ];
}

function scalar(cell: unknown): Row[string] {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : cell.toISOString().replace("T00:00:00.000Z", "");
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return cell;
  if (cell === null || cell === undefined) return null;
  if (Array.isArray(cell)) return cell.map((part) => String(scalar(part) ?? "")).join(", ");
  return typeof cell === "object" ? JSON.stringify(cell) : null;
}
