/** Two editions of a table: which rows came, went and changed, and what the columns hold now. */
import { keyOf } from "../../authoring/load/record.js";
import type { Cell, DataRow, Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { own } from "../../lib/own.js";
import { readFacts, type ColumnFacts, type TableFacts } from "./table-facts.js";

export interface Edition {
  readonly table: TableFile;
  readonly resource: Resource;
}

export interface Counted {
  readonly count: number;
  /** The first of them. */
  readonly examples: readonly string[];
}

interface ChangedCells {
  readonly column: string;
  readonly count: number;
  /** The first of them: in which row, and from what to what. */
  readonly key: string;
  readonly before: Cell;
  readonly after: Cell;
}

export interface RowChanges {
  /** By which rows are paired; without one, a row that changed is one that went and one that came. */
  readonly key: readonly string[];
  readonly added: Counted;
  readonly removed: Counted;
  /** Rows with another cell in a column that both editions have. */
  readonly changed: number;
  readonly cells: readonly ChangedCells[];
}

export interface RangeChange {
  readonly column: string;
  readonly before: Omit<ColumnFacts, "name" | "examples">;
  readonly after: Omit<ColumnFacts, "name" | "examples">;
}

export interface EditionChanges {
  readonly rowsBefore: number;
  readonly rows: RowChanges;
  /** Columns of both editions whose least, greatest or number of missing values is another. */
  readonly ranges: readonly RangeChange[];
}

const shown = 5;

export async function compareEditions(before: Edition, after: Edition): Promise<EditionChanges> {
  const names = new Set(after.resource.fields.map(({ name }) => name));
  const common = before.resource.fields.map(({ name }) => name).filter((name) => names.has(name));
  const key = before.resource.primaryKey.every((name) => names.has(name)) ? before.resource.primaryKey : [];
  const comparison = new RowComparison(key, common);
  const old = await readFacts(before.table, before.resource, ({ row }) => {
    comparison.addBefore(row);
  });
  const now = await readFacts(after.table, after.resource, ({ row }) => {
    comparison.addAfter(row);
  });
  return { rowsBefore: old.rows, rows: comparison.changes, ranges: rangeChanges(old, now) };
}

function rangeChanges(before: TableFacts, after: TableFacts): readonly RangeChange[] {
  return before.columns.flatMap((old) => {
    const now = after.columns.find(({ name }) => name === old.name);
    if (now === undefined) return [];
    const isSame = old.least === now.least && old.greatest === now.greatest && old.missing === now.missing;
    return isSame ? [] : [{ column: old.name, before: rangeOf(old), after: rangeOf(now) }];
  });
}

const rangeOf = ({ type, missing, least, greatest }: ColumnFacts): RangeChange["before"] => ({
  type,
  missing,
  ...(least !== undefined && { least }),
  ...(greatest !== undefined && { greatest }),
});

/** A column that became text still says the same. */
const textOf = (cell: Cell | undefined): string | null =>
  cell === undefined || cell === null ? null : String(cell);

class RowComparison {
  readonly #key: readonly string[];
  readonly #columns: readonly string[];
  /** Rows of the earlier edition that have not been met in the later, by key and number of the row with that key. */
  readonly #before = new Map<string, DataRow>();
  readonly #counts = { before: new Map<string, number>(), after: new Map<string, number>() };
  readonly #added: string[] = [];
  readonly #cells = new Map<string, ChangedCells>();
  #addedCount = 0;
  #changed = 0;

  constructor(key: readonly string[], columns: readonly string[]) {
    this.#key = key;
    this.#columns = columns;
  }

  addBefore(row: DataRow): void {
    this.#before.set(this.#idOf(row, "before"), row);
  }

  addAfter(row: DataRow): void {
    const id = this.#idOf(row, "after");
    const before = this.#before.get(id);
    if (before === undefined) {
      this.#addedCount++;
      if (this.#added.length < shown) this.#added.push(this.#shown(row));
      return;
    }
    this.#before.delete(id);
    this.#compare(before, row);
  }

  get changes(): RowChanges {
    const removed = [...this.#before.values()];
    return {
      key: this.#key,
      added: { count: this.#addedCount, examples: this.#added },
      removed: { count: removed.length, examples: removed.slice(0, shown).map((row) => this.#shown(row)) },
      changed: this.#changed,
      cells: [...this.#cells.values()],
    };
  }

  #compare(before: DataRow, after: DataRow): void {
    let isSame = true;
    for (const column of this.#columns) {
      const [old, now] = [own(before, column) ?? null, own(after, column) ?? null];
      if (textOf(old) === textOf(now)) continue;
      isSame = false;
      const known = this.#cells.get(column);
      this.#cells.set(
        column,
        known === undefined
          ? { column, count: 1, key: this.#shown(after), before: old, after: now }
          : { ...known, count: known.count + 1 },
      );
    }
    if (!isSame) this.#changed++;
  }

  /** Rows of one key are told apart by their order: the first, the second. */
  #idOf(row: DataRow, side: "before" | "after"): string {
    const key = keyOf(row, this.#key) ?? JSON.stringify(this.#columns.map((name) => textOf(own(row, name))));
    const counts = this.#counts[side];
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count === 0 ? key : `${key}\u001e${count}`;
  }

  #shown(row: DataRow): string {
    const names = this.#key.length > 0 ? this.#key : this.#columns.slice(0, 4);
    return names.map((name) => String(own(row, name) ?? "")).join(", ");
  }
}
