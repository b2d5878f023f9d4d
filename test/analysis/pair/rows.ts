/** The project's tables, and small made ones. */
import type { EditionsRow, InternationalRow, PairsRow } from "../../../src/analysis/rows.js";
import type { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

export const shipped = {
  editions: table("editions"),
  international: table("international"),
  copublications: table("copublications"),
  "nsf-pairs": table("nsf-pairs"),
  pairs: table("pairs"),
} satisfies pair.PairTables;

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

const international = (id: string, economy: string, year: number, works: number): InternationalRow => ({
  edition: id,
  economy,
  year,
  works,
  precision: "exact",
  tables: null,
});

/** Tables with one joint count a year: `[year, joint, of x, of y, of the world]`. */
export function paperTables(
  years: readonly (readonly [number, number, number, number, number])[],
): pair.PairTables & { readonly international: readonly InternationalRow[] } {
  return {
    editions: [edition("e", "2024-06")],
    international: years.flatMap(([year, , x, y, world]) => [
      international("e", "X", year, x),
      international("e", "Y", year, y),
      international("e", "WORLD", year, world),
    ]),
    copublications: years.map(([year, joint]) => ({
      edition: "e",
      reporter: "X",
      partner: "Y",
      year,
      lower: joint,
      upper: joint,
      precision: "exact",
      tables: null,
    })),
  };
}

/** All pairs of the economies in the years; `works` by pair and year. */
export function panel(
  economies: readonly string[],
  years: readonly number[],
  works: (a: string, b: string, year: number) => number,
): readonly PairsRow[] {
  return years.flatMap((year) =>
    economies.flatMap((a) =>
      economies
        .filter((b) => a < b)
        .map((b) => ({
          a,
          b,
          year,
          edition: "p",
          works: works(a, b, year),
          reverse: null,
          precision: "exact" as const,
        })),
    ),
  );
}

export const panelTables = (pairs: readonly PairsRow[]): pair.PairTables => ({
  editions: [edition("p", "2024-08", "openalex")],
  international: [],
  pairs,
});

export function seriesOf(
  series: readonly pair.PropensitySeries[],
  measure: pair.AffinityMeasure,
  editionId?: string,
  of?: string,
): pair.PropensitySeries {
  const found = series.filter(
    (one) =>
      one.measure === measure &&
      (editionId === undefined || one.edition === editionId) &&
      (of === undefined || one.direction?.of === of),
  );
  if (found[0] === undefined || found.length > 1)
    throw new Error(`expected one series of ${measure}, got ${found.length}`);
  return found[0];
}

export const pointOf = (series: pair.PropensitySeries, year: number): pair.PropensityPoint => {
  const found = series.points.find((point) => point.year === year);
  if (found === undefined) throw new Error(`no point of ${year}`);
  return found;
};
