/** Cells of one column: what createCellParser makes of their text, with short cuts for what most cells are. */
import { createCellParser, type ParsedCell, parsers } from "./cell.js";
import { type Bytes, decode, unquoted } from "./csv.js";
import type { Cell, Field } from "./schema.js";

/** So many different texts of a column are kept with their cells: names and categories are few, however many rows. */
const mostKnown = 1 << 16;

const quote = 34;

export class Column {
  readonly name: string;
  readonly isRequired: boolean;
  /** What a usual cell looks like in a CSV text, for `readUsual`; `delimiter` is one character. */
  readonly usual: (delimiter: string) => string = (delimiter) =>
    `"(?:[^"\\r\\n]|"")*"|[^"\\r\\n${delimiter}]*`;
  readonly #parse: (text: string) => ParsedCell;
  readonly #known = new Map<string, Cell>();

  constructor(field: Field, missing: ReadonlySet<string>) {
    this.name = field.name;
    this.isRequired = field.constraints.required === true;
    this.#parse = createCellParser(field, missing);
  }

  /** The cell that a text of the usual form stands for; undefined where it is not what the schema says. */
  readUsual(bytes: Bytes): Cell | undefined {
    return this.read(bytes.charCodeAt(0) === quote ? unquoted(bytes) : bytes);
  }

  /** The same of any text without its quotes. */
  read(bytes: Bytes): Cell | undefined {
    const known = this.#known.get(bytes);
    return known === undefined ? this.#learn(bytes, decode(bytes)) : known;
  }

  /** The cell of a value that came with a type: as its text would be read. */
  take(value: string | number): Cell | undefined {
    const text = String(value);
    const known = this.#known.get(text);
    return known === undefined ? this.#learn(text, text) : known;
  }

  /** What was expected where there is no cell. */
  expected(text: string): string | undefined {
    const parsed = this.#parse(text);
    return "expected" in parsed ? parsed.expected : undefined;
  }

  #learn(key: string, text: string): Cell | undefined {
    const parsed = this.#parse(text);
    if ("expected" in parsed) return undefined;
    if (this.#known.size < mostKnown) this.#known.set(key, parsed.value);
    return parsed.value;
  }
}

/** Numbers of which nothing is asked but bounds: with the usual form, JavaScript reads them as the schema does. */
class NumberColumn extends Column {
  override readonly usual: () => string;
  readonly #isOfType: (value: number) => boolean;
  readonly #minimum: number;
  readonly #maximum: number;

  constructor(field: Field & { readonly type: "integer" | "number" }, missing: ReadonlySet<string>) {
    super(field, missing);
    this.usual = () => usualNumber[field.type];
    this.#isOfType = field.type === "integer" ? Number.isSafeInteger : Number.isFinite;
    const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = field.constraints;
    this.#minimum = Number(minimum);
    this.#maximum = Number(maximum);
  }

  override readUsual(bytes: Bytes): Cell | undefined {
    if (bytes === "") return this.read(bytes);
    const value = +bytes;
    return value >= this.#minimum && value <= this.#maximum ? value : undefined;
  }

  override take(value: string | number): Cell | undefined {
    const isRight =
      typeof value === "number" && value >= this.#minimum && value <= this.#maximum && this.#isOfType(value);
    return isRight ? value : super.take(value);
  }
}

/** An empty cell is one, too. More digits of an integer may not be exact. */
const usualNumber = {
  integer: "(?:[+-]?[0-9]{1,15})?",
  number: "(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)?",
};

/** `required` asks for nothing more of a cell that has a number, nor does `unique`, which a whole table is asked. */
const bounds = new Set(["required", "unique", "minimum", "maximum"]);

export function createColumn(field: Field, missing: ReadonlySet<string>): Column {
  const { type, constraints } = field;
  if (type !== "integer" && type !== "number") return new Column(field, missing);
  const isPlain =
    Object.keys(constraints).every((name) => bounds.has(name)) &&
    // A number may stand for a missing value.
    [...missing].every((text) => "expected" in parsers[type](text));
  return isPlain ? new NumberColumn({ ...field, type }, missing) : new Column(field, missing);
}
