/** Rows of a table that occur more than once, found by their hashes: 12 bytes for each row. */
import { HashPositions, type RowCells, RowHash } from "./row-hash.js";

export interface RepeatedRows {
  /** Number of rows that repeat an earlier one. */
  readonly count: number;
  /** `twice` if none of them occurs a third time. */
  readonly times: "twice" | "more often";
  /** The first of them: the lines of the file on which they are (or rows), and those of the rows that they repeat. */
  readonly examples: readonly { readonly position: number; readonly first: number }[];
  readonly unit: "line" | "row";
}

/** A row with its position in the file. */
export interface PlacedRow extends RowCells {
  readonly position: number;
  readonly unit: "line" | "row";
}

const mostExamples = 3;

/** Receives the rows of a table one by one. */
export class RepetitionFinder {
  /** From 0, the rows that repeat an earlier one, in order. */
  readonly rows: number[] = [];
  readonly #fields: readonly number[];
  readonly #hash = new RowHash();
  readonly #examples: RepeatedRows["examples"][number][] = [];
  readonly #positions = new HashPositions();
  #read = 0;
  #unit: PlacedRow["unit"] = "line";
  /** Places of the rows that are repeated once, as long as none is repeated again. */
  #repeatedOnce: Set<number> | undefined = new Set();

  /** @param width number of fields of the table */
  constructor(width: number) {
    this.#fields = Array.from({ length: width }, (_, index) => index);
  }

  add(row: PlacedRow): void {
    const hash = this.#hash;
    hash.read(row, this.#fields);
    const first = this.#positions.add(hash, row.position);
    if (first !== undefined) this.#note(row, first);
    this.#read++;
  }

  /** Undefined if all rows are different. */
  find(): RepeatedRows | undefined {
    if (this.rows.length === 0) return undefined;
    return {
      count: this.rows.length,
      times: this.#repeatedOnce === undefined ? "more often" : "twice",
      examples: this.#examples,
      unit: this.#unit,
    };
  }

  #note({ position, unit }: PlacedRow, first: number): void {
    this.rows.push(this.#read);
    this.#unit = unit;
    if (this.#examples.length < mostExamples) this.#examples.push({ position, first });
    if (this.#repeatedOnce?.has(first) === true) this.#repeatedOnce = undefined;
    this.#repeatedOnce?.add(first);
  }
}
