/**
 * A table without errors as plain data, in which other kernels receive it. It takes little space and is quickly read
 * again: V8 writes a typed array as one block, and a text that occurs in many rows is written once.
 */
import { TableRows } from "./record.js";
import type { Cell } from "./schema.js";

export interface PackedTable {
  readonly length: number;
  readonly columns: readonly PackedColumn[];
}

/** A column has one type; any of its values may be missing. */
type PackedColumn = { readonly name: string } & (Numbers | Others);

interface Numbers {
  readonly kind: "numbers";
  /** Zero for a missing value. */
  readonly values: Int32Array | Float64Array;
  /** The rows without a value, ascending. */
  readonly missing: Uint32Array;
}

/** Texts, truth values and missing values. */
interface Others {
  readonly kind: "others";
  /** Each once, in the order of first occurrence. */
  readonly cells: readonly Cell[];
  /** By row, the index of its cell in `cells`. */
  readonly places: Uint16Array | Uint32Array;
}

/** `names`: all columns of the table. */
export function packed(rows: TableRows, names: readonly string[]): PackedTable {
  return {
    length: rows.length,
    columns: names.map((name) => {
      const cells = rows.cells(name);
      return { name, ...(packedNumbers(cells) ?? packedOthers(cells)) };
    }),
  };
}

export function unpacked({ length, columns }: PackedTable): TableRows {
  const rows = new TableRows(columns.map((column) => ({ name: column.name, cells: cellsOf(column) })));
  rows.length = length;
  return rows;
}

/** Undefined if the column contains anything but numbers and missing values. */
function packedNumbers(cells: readonly Cell[]): Numbers | undefined {
  const values = new Float64Array(cells.length);
  const missing: number[] = [];
  let areIntegers = true;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (typeof cell === "number") {
      values[row] = cell;
      // Of 32 bits, which −0 is not: it would become 0.
      areIntegers &&= Object.is(cell | 0, cell);
    } else if (cell === null) missing.push(row);
    else return undefined;
  }
  return {
    kind: "numbers",
    values: areIntegers ? new Int32Array(values) : values,
    missing: new Uint32Array(missing),
  };
}

function packedOthers(cells: readonly Cell[]): Others {
  const placeOf = new Map<Cell, number>();
  const places = new Uint32Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? null;
    const place = placeOf.get(cell) ?? placeOf.size;
    if (place === placeOf.size) placeOf.set(cell, place);
    places[row] = place;
  }
  const areFew = placeOf.size <= 1 << 16;
  return { kind: "others", cells: [...placeOf.keys()], places: areFew ? new Uint16Array(places) : places };
}

/** With loops over a reserved array, this takes a fifth of the time of `Array.from` with a function. */
function cellsOf(column: PackedColumn): Cell[] {
  const { length } = column.kind === "others" ? column.places : column.values;
  const all = new Array<Cell>(length);
  if (column.kind === "others") {
    const { cells, places } = column;
    for (let row = 0; row < length; row++) all[row] = cells[places[row] ?? 0] ?? null;
    return all;
  }
  for (let row = 0; row < length; row++) all[row] = column.values[row] ?? null;
  for (const row of column.missing) all[row] = null;
  return all;
}
