/** One column of a table: cells are parsed by createCellParser, with fast paths for the most common ones. */
import { createCellParser, type ParsedCell, parsers } from "./cell.js";
import { KnownCells } from "./known-cells.js";
import type { Cell, Field } from "./schema.js";

/** One record of a CSV file, at its scanner's position; typed without Buffer, which not every project has. */
interface RecordBytes {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly text: (index: number) => string;
}

export class Column {
  readonly name: string;
  readonly isRequired: boolean;
  /** By row; undefined if a cell violates the schema. Longer than the table while it is being read. */
  cells: (Cell | undefined)[] = [];
  /** The numbers of the column, if its only constraints are bounds. */
  readonly #numbers: "integer" | "number" | undefined;
  readonly #minimum: number;
  readonly #maximum: number;
  readonly #known = new KnownCells();
  readonly #parse: (text: string) => ParsedCell;

  constructor(field: Field, missing: ReadonlySet<string>) {
    const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE, required } = field.constraints;
    this.name = field.name;
    this.isRequired = required === true;
    this.#numbers = plainNumbers(field, missing);
    this.#minimum = Number(minimum);
    this.#maximum = Number(maximum);
    this.#parse = createCellParser(field, missing);
  }

  /** Growing a large array in small steps takes as long as reading its cells. */
  reserve(rows: number): void {
    const before = this.cells;
    this.cells = new Array<Cell | undefined>(rows);
    for (let row = 0; row < before.length; row++) this.cells[row] = before[row];
  }

  /** Reads a cell of a CSV record into a row; false if it violates the schema. */
  read(record: RecordBytes, index: number, row: number): boolean {
    if (this.#numbers !== undefined) {
      const number = numberIn(record, index, this.#numbers);
      // NaN is within no bounds.
      if (number >= this.#minimum && number <= this.#maximum) {
        this.cells[row] = number;
        return true;
      }
    }
    const cell = this.#readText(record, index);
    this.cells[row] = cell;
    return cell !== undefined;
  }

  /** Reads a typed value as its text would be read. */
  take(value: string | number | null, row: number): boolean {
    const cell = this.#cellOf(value);
    this.cells[row] = cell;
    return cell !== undefined;
  }

  /** The expected value, for a missing cell. */
  expected(text: string): string | undefined {
    const parsed = this.#parse(text);
    return "expected" in parsed ? parsed.expected : undefined;
  }

  #readText(record: RecordBytes, index: number): Cell | undefined {
    const { bytes } = record;
    const start = record.starts[index] ?? 0;
    const end = record.ends[index] ?? 0;
    const known = this.#known.find(bytes, start, end);
    if (known !== undefined) return known;
    const cell = this.#parsed(record.text(index));
    if (cell !== undefined) this.#known.add({ bytes, start, end }, cell);
    return cell;
  }

  #cellOf(value: string | number | null): Cell | undefined {
    if (value === null) return this.isRequired ? undefined : null;
    const isPlain =
      typeof value === "number" &&
      (this.#numbers === "number" || (this.#numbers === "integer" && Number.isSafeInteger(value)));
    if (isPlain && value >= this.#minimum && value <= this.#maximum) return value;
    return this.#parsed(String(value));
  }

  #parsed(text: string): Cell | undefined {
    const parsed = this.#parse(text);
    return "value" in parsed ? parsed.value : undefined;
  }
}

/** `required` adds nothing for a cell with a number; `unique` is checked for the whole table. */
const bounds = new Set(["required", "unique", "minimum", "maximum"]);

function plainNumbers({ type, constraints }: Field, missing: ReadonlySet<string>) {
  if (type !== "integer" && type !== "number") return undefined;
  const isPlain =
    Object.keys(constraints).every((name) => bounds.has(name)) &&
    // A number may be declared a missing value.
    [...missing].every((text) => "expected" in parsers[type](text));
  return isPlain ? type : undefined;
}

/** More digits may be inexact. */
const mostDigits = 15;
const powers = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

/** The number in a cell of a few digits, otherwise NaN. The quotient of two exact numbers is correctly rounded. */
function numberIn(
  { bytes, starts, ends }: RecordBytes,
  index: number,
  numbers: "integer" | "number",
): number {
  const end = ends[index] ?? 0;
  let at = starts[index] ?? 0;
  const sign = bytes[at];
  if (sign === minus || sign === plus) at++;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0 && numbers === "number") decimals = 0;
    else return NaN;
  }
  if (digits === 0 || digits > mostDigits) return NaN;
  if (decimals > 0) value /= powers[decimals] ?? NaN;
  return sign === minus ? -value : value;
}
