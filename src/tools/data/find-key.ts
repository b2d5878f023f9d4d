/** The smallest set of columns that tells all rows apart, of those that may be meant to: leading ones come first. */
import type { Cell, DataRow, Field } from "../../authoring/load/schema.js";
import { own } from "../../lib/own.js";

/** So many columns are tried, and so many together. */
const mostTried = 8;
const mostTogether = 4;
/** Characters: longer texts are titles and remarks. */
const longestName = 60;

/** Takes the rows of a table one by one. */
export class KeyFinder {
  readonly #columns: readonly CodedColumn[];
  #rows = 0;

  constructor(fields: readonly Field[]) {
    this.#columns = fields
      .map((field, index) => ({ name: field.name, role: roleOf(field, index) }))
      .filter(({ role }) => role !== "none")
      .slice(0, 2 * mostTried)
      .map(({ name, role }) => new CodedColumn(name, role));
  }

  readonly add = ({ row }: { readonly row: DataRow }): void => {
    this.#rows++;
    for (const column of this.#columns) column.add(own(row, column.name));
  };

  /** Undefined where no set of them is different in every row. */
  find(): readonly string[] | undefined {
    if (this.#rows < 2) return undefined;
    const tried = this.#columns.filter(({ isComplete }) => isComplete).slice(0, mostTried);
    const set = candidates(tried).find((each) => areDifferent(each, this.#rows));
    return set?.map(({ name }) => name);
  }
}

/** Names alone come before sets with counters among them; no counter is a key by itself. */
const candidates = (tried: readonly CodedColumn[]): readonly (readonly CodedColumn[])[] => [
  ...sets(tried.filter(({ role }) => role === "name")),
  ...sets(tried).filter(({ length }) => length > 1),
];

const sets = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: mostTogether }, (_, index) => [...combinations(items, index + 1)]).flat();

/** A name may tell rows apart by itself; a counter, such as the month, only together with other columns. */
type Role = "name" | "counter" | "none";

/** What counts or measures may be different in every row by chance, so a number is a key by its place or its name only. */
function roleOf({ name, type }: Field, index: number): Role {
  if (type === "number" || type === "boolean") return "none";
  if (type !== "integer" || index === 0) return "name";
  const words = wordsOf(name);
  if (codes.has(words.at(-1) ?? "")) return "name";
  return words.some((word) => codes.has(word) || counters.has(word)) ? "counter" : "none";
}

const codes: ReadonlySet<string> = new Set(["id", "code"]);
const counters: ReadonlySet<string> = new Set(
  "key year quarter month week day fips geo version edition wave round".split(" "),
);

/** `country_id`, `countryId`, `country id`: country, id */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "");

/** Values by number, in the order in which they first appear. */
class CodedColumn {
  readonly name: string;
  readonly role: Role;
  readonly codes: number[] = [];
  readonly #numbers = new Map<Cell, number>();
  isComplete = true;

  constructor(name: string, role: Role) {
    this.name = name;
    this.role = role;
  }

  get different(): number {
    return this.#numbers.size;
  }

  add(cell: Cell | undefined): void {
    if (!this.isComplete) return;
    if (cell === undefined || cell === null || (typeof cell === "string" && cell.length > longestName)) {
      this.isComplete = false;
      this.codes.length = 0;
      this.#numbers.clear();
      return;
    }
    let code = this.#numbers.get(cell);
    if (code === undefined) this.#numbers.set(cell, (code = this.#numbers.size));
    this.codes.push(code);
  }
}

/** In the order of the columns: the first two, the first and the third, … */
function* combinations<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= items.length - size; at++)
    for (const rest of combinations(items, size - 1, at + 1)) yield [items[at] as T, ...rest];
}

function areDifferent(columns: readonly CodedColumn[], rows: number): boolean {
  const possible = columns.reduce((product, { different }) => product * different, 1);
  if (possible < rows) return false;
  const seen = new Set<number | string>();
  for (let row = 0; row < rows; row++) {
    const codes = columns.map(({ codes: all }) => all[row] ?? 0);
    const key = possible <= Number.MAX_SAFE_INTEGER ? numberOf(codes, columns) : codes.join();
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

const numberOf = (codes: readonly number[], columns: readonly CodedColumn[]): number =>
  codes.reduce((number, code, index) => number * (columns[index]?.different ?? 1) + code, 0);
