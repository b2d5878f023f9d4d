/** The smallest set of columns that identifies every row, among those that may be meant to; leading ones come first. */
import { areUnique } from "../../authoring/load/keys.js";
import type { Cell, DataRow, Field } from "../../authoring/load/schema.js";
import { own } from "../../lib/own.js";

/** Maximum number of columns tried, and of columns combined. */
const mostTried = 8;
const mostTogether = 3;
/** Characters: longer texts are titles and remarks. */
const longestName = 60;

interface Candidate {
  readonly name: string;
  /** The month, for example, is a key only together with other columns. */
  readonly isCounter: boolean;
  readonly cells: Cell[];
}

/** Receives the rows of a table one by one. */
export class KeyFinder {
  #columns: readonly Candidate[];
  #rows = 0;

  constructor(fields: readonly Field[]) {
    const candidates = fields.flatMap((field, index) => candidateOf(field, index) ?? []);
    this.#columns = candidates.slice(0, mostTried);
  }

  readonly add = ({ row }: { readonly row: DataRow }): void => {
    this.#rows++;
    for (const { name, cells } of this.#columns) cells.push(own(row, name) ?? null);
    // A column with missing values cannot be part of a key.
    const isComplete = ({ cells }: { readonly cells: readonly Cell[] }): boolean =>
      isName(cells.at(-1) ?? null);
    if (!this.#columns.every(isComplete)) this.#columns = this.#columns.filter(isComplete);
  };

  /** Undefined if no set of columns is unique in every row. */
  find(): readonly string[] | undefined {
    if (this.#rows < 2) return undefined;
    const cellsOf = (set: readonly Candidate[]) => set.map(({ cells }) => cells);
    return setsOf(this.#columns, mostTogether)
      .filter(([first, ...others]) => others.length > 0 || first?.isCounter === false)
      .find((set) => areUnique(cellsOf(set), this.#rows))
      ?.map(({ name }) => name);
  }
}

const isName = (cell: Cell): boolean =>
  cell !== null && (typeof cell !== "string" || cell.length <= longestName);

/** Counts and measurements may be unique by chance, so a number is a key only by its position or name. */
function candidateOf({ name, type }: Field, index: number): Candidate | undefined {
  if (type === "number" || type === "boolean") return undefined;
  const isOther = type === "integer" && index > 0 && !codes.test(name);
  return isOther && !counters.test(name) ? undefined : { name, isCounter: isOther, cells: [] };
}

/** `id`, `country_id`, `countryId`; not `paid`. */
const codes = /(?:^|[^\p{L}])(?:id|code|Id|ID|Code)$|[\p{Ll}\p{N}](?:Id|ID|Code)$/u;
const counters = /(?:^|[^\p{L}])(?:key|year|quarter|month|week|day|fips|geo|version|edition|wave|round)$/iu;

/** Subsets of up to this many items, small ones first, in order: the first two, the first and the third, … */
function setsOf<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const all: (readonly T[])[] = items.map((item) => [item]);
  for (const set of all) {
    if (set.length === most) break;
    const last = items.indexOf(set.at(-1) as T);
    for (const item of items.slice(last + 1)) all.push([...set, item]);
  }
  return all;
}
