/** One column of a table: cells are parsed by createCellParser, with fast paths for the most common ones. */
import { createCellParser, type ParsedCell, parsers } from "./cell.js";
import type { Cell, Field } from "./schema.js";

/** One record of a CSV file, at its scanner's position; typed without Buffer, which not every project has. */
interface RecordBytes {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly text: (index: number) => string;
}

/** Maximum number of cached texts, and their maximum length. */
const mostCached = 1 << 16;
const longestCached = 64;

export class Column {
  readonly name: string;
  readonly isRequired: boolean;
  /** By row; undefined if a cell violates the schema. Longer than the table while it is being read. */
  cells: (Cell | undefined)[] = [];
  /** The numbers of the column, if its only constraints are bounds. */
  readonly #numbers: "integer" | "number" | undefined;
  readonly #minimum: number;
  readonly #maximum: number;
  /** Names and categories are few: cells with the same text share one value. */
  readonly #cellsByText = new Map<string, Cell>();
  /** The bytes of the cell above: in sorted tables most cells repeat it, and need not be decoded. */
  readonly #above = new Uint8Array(longestCached);
  /** −1 if there is none, or if it is too long to be kept. */
  #aboveLength = -1;
  #cellAbove: Cell | undefined;
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
    if (this.#repeatsAbove(record, index)) return this.#cellAbove;
    const cell = this.#cellOfText(record.text(index));
    this.#keepAbove(record, index, cell);
    return cell;
  }

  #repeatsAbove({ bytes, starts, ends }: RecordBytes, index: number): boolean {
    const start = starts[index] ?? 0;
    const length = (ends[index] ?? 0) - start;
    if (length !== this.#aboveLength) return false;
    const above = this.#above;
    // Names differ at their ends more often than at their beginnings.
    for (let at = length - 1; at >= 0; at--) if (bytes[start + at] !== above[at]) return false;
    return true;
  }

  #keepAbove({ bytes, starts, ends }: RecordBytes, index: number, cell: Cell | undefined): void {
    const text = bytes.subarray(starts[index], ends[index]);
    const isKept = text.length <= longestCached;
    this.#aboveLength = isKept ? text.length : -1;
    this.#cellAbove = cell;
    if (isKept) this.#above.set(text);
  }

  #cellOfText(text: string): Cell | undefined {
    const cached = this.#cellsByText.get(text);
    if (cached !== undefined) return cached;
    const cell = this.#parsed(text);
    const isCached = text.length <= longestCached && this.#cellsByText.size < mostCached;
    if (cell !== undefined && isCached) this.#cellsByText.set(text, cell);
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
