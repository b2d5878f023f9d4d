/** The tables of data/ that a chapter uses: each is loaded once, when a row of it is first asked for. */
import {
  acrossSettings,
  isDescribed,
  type LoadedTable,
  loadTable,
  rowsOf,
  type Tables,
  type Where,
} from "briefing/analysis";
import { type Cache, cached, keyOf } from "./computed-once.js";
import { type EditedTable, newestOf } from "./editions.js";

export class LoadedTables {
  readonly #tables = new Map<string, LoadedTable>();
  /** By table and the cells that a row must match. */
  readonly #rows: Cache<string, readonly object[]> = new Map();
  readonly #newest: Cache<EditedTable, { readonly edition: string } | undefined> = new Map();
  readonly #described: Cache<string, boolean> = new Map();

  /** Rows of a table, loaded once: all rows, or those whose columns match. */
  readonly rows = <Name extends keyof Tables>(
    table: Name,
    where: Where<Tables[Name]> = {},
  ): readonly Tables[Name][] => {
    const matching = () => rowsOf(this.table(table), where);
    return cached(this.#rows, `${table}:${keyOf(where)}`, matching) as readonly Tables[Name][];
  };

  /** The matching rows of the most recently counted edition. */
  readonly newestRows = <Name extends EditedTable>(
    table: Name,
    where?: Omit<Where<Tables[Name]>, "edition">,
  ): readonly Tables[Name][] => {
    const newest = cached(this.#newest, table, () => {
      const editions = [...new Set(this.table(table).rows.cells("edition"))].map(String);
      return newestOf(
        editions.map((edition) => ({ edition })),
        this.rows("editions"),
      );
    });
    return this.rows(table, { ...where, edition: newest?.edition ?? [] } as Where<Tables[Name]>);
  };

  /** A project may have only some of the tables; missing tables count as empty. */
  rowsIfAny<Name extends keyof Tables>(table: Name, where?: Where<Tables[Name]>): readonly Tables[Name][] {
    return this.isDescribed(table) ? this.rows(table, where) : [];
  }

  isDescribed(table: string): boolean {
    return cached(this.#described, table, () => isDescribed(table));
  }

  table(name: string): LoadedTable {
    const table = this.#tables.get(name) ?? acrossSettings(`table:${name}`, () => loadTable(name));
    this.#tables.set(name, table);
    return table;
  }
}
