import type { Column } from "./column.js";
import type { Cell, DataRow } from "./schema.js";

/** The rows of a table, kept by column: an object is made of each that is asked for. */
export class TableRows {
  length = 0;
  readonly #columns: readonly Column[];
  /** V8 copies one object to the next of its shape faster than it adds field by field. */
  readonly #template: Readonly<Record<string, null>>;
  #all: readonly DataRow[] | undefined;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#template = Object.fromEntries(columns.map(({ name }) => [name, null]));
  }

  /** Of the column of that name, by row. */
  cells(name: string): readonly Cell[] {
    return (this.#columns.find((column) => column.name === name)?.cells ?? []) as readonly Cell[];
  }

  /** Without the fields whose cells are wrong. */
  row(index: number): DataRow {
    const row: Record<string, Cell> = { ...this.#template };
    for (const { name, cells } of this.#columns) {
      const cell = cells[index];
      // eslint-disable-next-line house/lookups -- descriptor.ts refuses __proto__
      if (cell !== undefined) row[name] = cell;
      else Reflect.deleteProperty(row, name);
    }
    return row;
  }

  get all(): readonly DataRow[] {
    if (this.#all !== undefined) return this.#all;
    const rows: DataRow[] = [];
    for (let index = 0; index < this.length; index++) rows.push(this.row(index));
    return (this.#all = rows);
  }
}
