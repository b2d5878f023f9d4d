/** Cells of one column: what createCellParser makes of their text, with short cuts for what most cells are. */
import { createCellParser, type ParsedCell, parsers } from "./cell.js";
import { type Bytes, decode, unquoted } from "./csv.js";
import type { Cell, Field } from "./schema.js";

/** So many different texts of a column are kept with their cells: names and categories are few, however many rows. */
const mostKnown = 1 << 16;

export class Column {
  readonly name: string;
  readonly isRequired: boolean;
  /** Which numbers it holds, if nothing is asked of them but bounds: their usual forms are what JavaScript reads. */
  readonly numbers: "integer" | "number" | undefined;
  /** No number lies between them where `numbers` is undefined. */
  readonly minimum: number;
  readonly maximum: number;
  /** Cells by their text without quotes; none whose text begins with a quote, so that quoted text is not taken for it. */
  readonly known = new Map<string, Cell>();
  readonly #parse: (text: string) => ParsedCell;

  constructor(field: Field, missing: ReadonlySet<string>) {
    const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE, required } = field.constraints;
    this.name = field.name;
    this.isRequired = required === true;
    this.numbers = plainNumbers(field, missing);
    this.minimum = this.numbers === undefined ? Infinity : Number(minimum);
    this.maximum = this.numbers === undefined ? -Infinity : Number(maximum);
    this.#parse = createCellParser(field, missing);
  }

  /** What a usual cell looks like in a CSV text, as a pattern; `delimiter` is one character. */
  usual(delimiter: string): string {
    return this.numbers === undefined
      ? `"(?:[^"\\r\\n]|"")*"|[^"\\r\\n${delimiter}]*`
      : usualNumber[this.numbers];
  }

  /** The cell that a text of the usual form stands for; undefined where it is not what the schema says. */
  readUsual(bytes: Bytes): Cell | undefined {
    return this.read(bytes.startsWith('"') ? unquoted(bytes) : bytes);
  }

  /** The same of any text without its quotes. */
  read(bytes: Bytes): Cell | undefined {
    const known = this.known.get(bytes);
    return known === undefined ? this.#learn(bytes, decode(bytes)) : known;
  }

  /** The cell of a value that came with a type: as its text would be read. */
  take(value: string | number): Cell | undefined {
    if (typeof value === "number" && value >= this.minimum && value <= this.maximum)
      if (this.numbers === "number" || Number.isSafeInteger(value)) return value;
    const text = String(value);
    const known = this.known.get(text);
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
    if (this.known.size < mostKnown && !key.startsWith('"')) this.known.set(key, parsed.value);
    return parsed.value;
  }
}

/** An empty cell is one, too. More digits of an integer may not be exact. */
const usualNumber = {
  integer: "(?:[+-]?[0-9]{1,15})?",
  number: "(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)?",
};

/** `required` asks for nothing more of a cell that has a number, nor does `unique`, which a whole table is asked. */
const bounds = new Set(["required", "unique", "minimum", "maximum"]);

function plainNumbers({ type, constraints }: Field, missing: ReadonlySet<string>) {
  if (type !== "integer" && type !== "number") return undefined;
  const isPlain =
    Object.keys(constraints).every((name) => bounds.has(name)) &&
    // A number may stand for a missing value.
    [...missing].every((text) => "expected" in parsers[type](text));
  return isPlain ? type : undefined;
}
