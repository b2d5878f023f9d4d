/** Rows of any supported form as records, and what is known about their fields. */
import type { Field } from "./schema.js";

export type LooseRecord = Readonly<Record<string, unknown>>;

/** The shape that danfojs' DataFrame shares with others; showing one needs no package. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/** A frame whose columns have types, as `frame` makes them. */
export interface FrameOf<Row extends object> extends Frame {
  readonly rows: readonly Row[];
}

/** Records, a DataFrame, or arrays of which the first holds the column names; undefined for anything else. */
export function recordsOf(rows: unknown): readonly LooseRecord[] | undefined {
  if (Array.isArray(rows)) {
    const [head, ...body] = rows as readonly unknown[];
    return Array.isArray(head) ? named(head.map(String), body) : (rows as readonly LooseRecord[]);
  }
  const { columns, values } = (rows as Partial<Frame> | null | undefined) ?? {};
  if (!Array.isArray(columns) || !Array.isArray(values)) return undefined;
  const records = named(columns, values);
  const fields = fieldsByFrame.get(rows as object);
  return fields === undefined ? records : describeRows(records, fields);
}

const named = (names: readonly string[], rows: readonly unknown[]): readonly LooseRecord[] =>
  rows.map((row) => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });

export type FieldNote = Pick<Field, "name" | "type" | "title" | "unit">;

/** Descriptions from datapackage.json of the fields of rows returned by `load` or `sql`, even after filtering or sorting. */
const fieldsByRow = new WeakMap<object, readonly FieldNote[]>();
/** Figures and tables show fewer rows, and remembering millions would cost more than it is worth. */
const mostRows = 100_000;

export function describeRows<Row>(rows: readonly Row[], fields: readonly FieldNote[]): readonly Row[] {
  if (rows.length <= mostRows) for (const row of rows) fieldsByRow.set(row as object, fields);
  return rows;
}

/** The same of frames, whose rows are made when they are needed. */
const fieldsByFrame = new WeakMap<object, readonly FieldNote[]>();

export function describeFrame(frame: Frame, fields: readonly FieldNote[]): void {
  fieldsByFrame.set(frame, fields);
}

/** What is known about the columns of rows. */
export function fieldNotes(rows: readonly object[]): readonly FieldNote[] {
  const [first] = rows;
  return (first && fieldsByRow.get(first)) ?? [];
}

/** A new name is the title that the author wants; the unit and the type remain. */
export function renamedNote({ name, type, title, unit }: FieldNote, alias: string): FieldNote {
  const isRenamed = alias.toLowerCase() !== name.toLowerCase();
  const isInName = unit !== undefined && alias.toLowerCase().includes(unit.toLowerCase());
  return {
    name: alias,
    type,
    ...(title !== undefined && !isRenamed && { title }),
    ...(unit !== undefined && !(isRenamed && isInName) && { unit }),
  };
}

/** The field of this name in the table that the rows come from. */
export function fieldNote(rows: readonly object[], name: string): FieldNote | undefined {
  return fieldNotes(rows).find((field) => field.name === name);
}
