/** Descriptions from datapackage.json of the fields of rows returned by `load`, even after filtering or sorting. */
import type { Field } from "./schema.js";

export type FieldNote = Pick<Field, "name" | "type" | "title" | "unit">;

const fieldsByRow = new WeakMap<object, readonly FieldNote[]>();
/** Figures and tables show fewer rows, and remembering millions would cost more than it is worth. */
const mostRows = 100_000;

export function describeRows<Row>(rows: readonly Row[], fields: readonly FieldNote[]): readonly Row[] {
  if (rows.length <= mostRows) for (const row of rows) fieldsByRow.set(row as object, fields);
  return rows;
}

/** The field of this name in the table that the rows come from. */
export function fieldNote(rows: readonly object[], name: string): FieldNote | undefined {
  const [first] = rows;
  return first && fieldsByRow.get(first)?.find((field) => field.name === name);
}
