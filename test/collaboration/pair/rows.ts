/** The project's tables, and small artificial ones. */
import type { EditionsRow, InternationalRow, PairsRow } from "../../../src/collaboration/rows.js";
import type { pair } from "../../../src/collaboration/index.js";
import { panelOf } from "../../../src/collaboration/pair/evidence.js";
import { table } from "../../briefing/authoring/load/tables.js";

export const shipped = {
  editions: table("editions"),
  international: table("international"),
  copublications: table("copublications"),
  "nsf-pairs": table("nsf-pairs"),
  pairs: table("pairs"),
} satisfies pair.PairTables;

export interface PanelRow {
  readonly edition: string;
  readonly year: number;
  readonly a: string;
  readonly b: string;
  readonly works: number;
  readonly reverse?: number | null;
}

/** A panel from rows. */
export const panelOfRows = (
  rows: readonly PanelRow[],
  editions: readonly EditionsRow[],
  id: "world" | "listed",
) =>
  panelOf(
    { length: rows.length, cells: (column) => rows.map((row) => row[column as keyof PanelRow] ?? null) },
    editions,
    id,
  );

export const edition = (
  id: string,
  collected: string,
  source: EditionsRow["source"] = "nsf",
): EditionsRow => ({
  edition: id,
  source,
  name: id,
  counts: "papers",
  collected,
  reference: id,
  citation: id,
});

/** As counted exactly by the edition `e`. */
const counted = { edition: "e", precision: "exact", tables: null } as const;

/** Tables with one joint count per year: `[year, joint, of x, of y, of the world]`. */
export function paperTables(
  years: readonly (readonly [number, number, number, number, number])[],
): pair.PairTables & { readonly international: readonly InternationalRow[] } {
  return {
    editions: [edition("e", "2024-06")],
    international: years.flatMap(([year, , x, y, world]) =>
      Object.entries({ X: x, Y: y, WORLD: world }).map(([economy, works]) => ({
        ...counted,
        economy,
        year,
        works,
      })),
    ),
    copublications: years.map(([year, joint]) => ({
      ...counted,
      reporter: "X",
      partner: "Y",
      year,
      lower: joint,
      upper: joint,
    })),
  };
}

/** All pairs of the economies in the years; `works` by pair and year. */
export function panel(
  economies: readonly string[],
  years: readonly number[],
  works: (a: string, b: string, year: number) => number,
): readonly PairsRow[] {
  const known = { edition: "p", reverse: null, precision: "exact" } as const;
  return years.flatMap((year) =>
    economies.flatMap((a) =>
      economies.filter((b) => a < b).map((b) => ({ ...known, a, b, year, works: works(a, b, year) })),
    ),
  );
}

export const panelTables = (pairs: readonly PairsRow[]): pair.PairTables => ({
  editions: [edition("p", "2024-08", "openalex")],
  international: [],
  pairs,
});
