/** The smallest set of columns that identifies every row, among those that may be meant to; leading ones come first. */
import { areAscending } from "../../authoring/load/keys.js";
import type { Cell, Field } from "../../authoring/load/schema.js";
import { CellList } from "./cell-list.js";
import { HashPositions, type RowCells, RowHash } from "./row-hash.js";

/** Maximum number of columns tried, and of columns combined. */
const mostTried = 8;
const mostTogether = 3;
/** Characters: longer texts are titles and remarks. */
const longestName = 60;

interface Candidate {
  readonly name: string;
  /** Of its field. */
  readonly index: number;
  /** The month, for example, is a key only together with other columns. */
  readonly isCounter: boolean;
  readonly cells: CellList;
}

/** Receives the rows of a table one by one. */
export class KeyFinder {
  #columns: readonly Candidate[];
  #rows = 0;

  constructor(fields: readonly Field[]) {
    const candidates = fields.flatMap((field, index) => candidateOf(field, index) ?? []);
    this.#columns = candidates.slice(0, mostTried);
  }

  readonly add = (row: RowCells): void => {
    this.#rows++;
    let isComplete = true;
    for (const { index, cells } of this.#columns) {
      const cell = row.cell(index) ?? null;
      cells.push(cell);
      if (!isName(cell)) isComplete = false;
    }
    // A column with missing values cannot be part of a key.
    if (!isComplete) this.#columns = this.#columns.filter(({ index }) => isName(row.cell(index) ?? null));
  };

  /**
   * Undefined if no set of columns is unique in every row.
   *
   * @param leftOut rows, from 0, that are not regarded
   */
  find(leftOut: readonly number[] = []): readonly string[] | undefined {
    const rows = this.#rows - leftOut.length;
    if (rows < 2) return undefined;
    const isLeftOut = new Set(leftOut);
    return setsOf(this.#columns, mostTogether)
      .filter(([first, ...others]) => others.length > 0 || first?.isCounter === false)
      .find((set) => this.#areUnique(set, isLeftOut))
      ?.map(({ name }) => name);
  }

  /** The cells of a column that may be part of a key; undefined for others. */
  cellsOf(name: string): CellList | undefined {
    return this.#columns.find((column) => column.name === name)?.cells;
  }

  #areUnique(set: readonly Candidate[], leftOut: ReadonlySet<number>): boolean {
    const columns = set.map(({ cells }) => cells);
    if (leftOut.size === 0 && areAscending(columns, this.#rows)) return true;
    const fields = set.map((_, at) => at);
    const hash = new RowHash();
    const positions = new HashPositions();
    for (let row = 0; row < this.#rows; row++) {
      if (leftOut.has(row)) continue;
      hash.read({ cell: (at) => columns[at]?.at(row) }, fields);
      const first = positions.add(hash, row + 1);
      // Different keys may have the same hash.
      if (first !== undefined && columns.every((cells) => cells.at(first - 1) === cells.at(row)))
        return false;
    }
    return true;
  }
}

const isName = (cell: Cell): boolean =>
  cell !== null && (typeof cell !== "string" || cell.length <= longestName);

/** Counts and measurements may be unique by chance, so a number is a key only by its position or name. */
function candidateOf({ name, type }: Field, index: number): Candidate | undefined {
  if (type === "number" || type === "boolean") return undefined;
  const isOther = type === "integer" && index > 0 && !codes.test(name);
  return isOther && !counters.test(name)
    ? undefined
    : { name, index, isCounter: isOther, cells: new CellList() };
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
