/** A context with tables changed for the test, and the results of a claim's parts. */
import type { Tables } from "../../../src/briefing/tables.js";
import type { DataRow } from "../../../src/briefing/authoring/load/schema.js";
import type { LoadedTable } from "../../../src/briefing/authoring/load/where.js";
import { vi } from "vitest";
import { context, type PairContext } from "../../../src/collaboration/pair/context.js";
import { tableRows } from "../../briefing/authoring/load/table-rows.js";
import { changed } from "../changed.js";

type Changes = {
  readonly [Name in keyof Tables]?: (rows: readonly Tables[Name][]) => readonly Tables[Name][];
};

const state = vi.hoisted(() => ({
  changes: new Map<string, (rows: never) => readonly unknown[]>(),
  shipped: new Map<string, LoadedTable>(),
}));

vi.mock("../../../src/briefing/authoring/load/load.js", async (original) => {
  const { loadTable } = await original<{ readonly loadTable: (name: string) => LoadedTable }>();
  return {
    loadTable: (name: string) => {
      const table = state.shipped.get(name) ?? loadTable(name);
      state.shipped.set(name, table);
      const changed = state.changes.get(name)?.(table.rows.all as never);
      return changed === undefined ? table : { ...table, rows: tableRows(changed as readonly DataRow[]) };
    },
  };
});

let asShipped: PairContext | undefined;

/** No claim depends on the date of a turn, so few simulations suffice and tests are fast. */
vi.mock("../../../src/briefing/authoring/load/data-folder.js", async (original) => {
  const { readDataJson, ...others } = await original<{ readonly readDataJson: (name: string) => unknown }>();
  return {
    ...others,
    readDataJson: (name: string) => {
      const rule = readDataJson(name) as { readonly standing: { readonly S3: object } };
      return { ...rule, standing: { ...rule.standing, S3: { ...rule.standing.S3, simulations: 99 } } };
    },
  };
});

/** The United States and China in the shipped tables, some of them changed. */
export function altered(changes?: Changes): PairContext {
  if (changes === undefined) return (asShipped ??= context("US", "CN"));
  const about = context("US", "CN");
  const withChanges = <T>(work: () => T): T => {
    for (const [name, change] of Object.entries(changes)) state.changes.set(name, change);
    try {
      return work();
    } finally {
      state.changes.clear();
    }
  };
  withChanges(() => {
    for (const name of Object.keys(changes)) about.rows(name as keyof Tables);
  });
  // The assessment loads tables itself.
  return new Proxy(about, {
    get(target, name) {
      const value = withChanges(() => Reflect.get(target, name, target) as unknown);
      return value instanceof Function ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Whether a row of any table of pairs is about the United States and China. */
export function isPair(row: object): boolean {
  const codes = [
    "a" in row ? row.a : "reporter" in row ? row.reporter : null,
    "b" in row ? row.b : "partner" in row ? row.partner : null,
  ];
  return codes.includes("US") && codes.includes("CN");
}

/**
 * Multiplies joint papers of the two after 2017 by a factor in every table that counts them; the papers of both and of
 * the world change by the same number.
 */
export function jointTimes(factor: number): Changes {
  const scale = (value: number) => Math.round(value * factor);
  const isLater = (row: { readonly year: number }) => isPair(row) && row.year > 2017;
  const works = <Row extends { readonly year: number; readonly works: number }>(rows: readonly Row[]) =>
    changed(rows, isLater, (row) => ({ works: scale(row.works) }) as Partial<Row>);
  const more = new Map(
    altered().counts.map(({ edition, year, joint }) => [
      `${edition} ${year}`,
      year > 2017 ? Math.round((factor - 1) * joint.lower) : 0,
    ]),
  );
  return {
    pairs: (rows) => changed(works(rows), isLater, () => ({ reverse: null })),
    partners: works,
    "world-pairs": works,
    "nsf-pairs": works,
    copublications: (rows) =>
      changed(rows, isLater, ({ lower, upper }) => ({ lower: scale(lower), upper: scale(upper) })),
    international: (rows) =>
      changed(
        rows,
        ({ economy }) => ["US", "CN", "WORLD"].includes(economy),
        (row) => ({ works: row.works + (more.get(`${row.edition} ${row.year}`) ?? 0) }),
      ),
  };
}
