import { MissingDataError } from "../indicators/errors.js";
import type { FieldOutputRow, TopCitedRow } from "../rows.js";
import { requireOneEdition } from "./editions.js";
import { order } from "./partner-lists.js";

/** The part that an economy has in the world's most cited papers of a year and field. */
export interface TopCitedShare {
  readonly economy: string;
  readonly field: string;
  readonly year: number;
  /** Of its own papers, the part among the world's most cited 1 %: a fraction. */
  readonly ofOwn: number;
  /** Of the world's most cited papers: a fraction. */
  readonly ofTopCited: number;
}

/** Which of the source's tables: all papers once for each country or divided among countries, with or without proceedings. */
export type TopCitedChoice = Pick<TopCitedRow, "counting" | "documents">;

/**
 * Shares of economies in the world's most cited 1 % of papers, a row for each economy, field and year that the edition
 * prints, sorted by field, economy and year.
 *
 * Formula: share of own papers in the top × papers of the economy, over the same of the world. Fractional counts, the
 * default, add up to the world; whole counts favour everyone with many international papers and add up to more. Unit:
 * fraction. Range: 0–1. A cell that is printed as not available has no row. Throws where the edition has no output of a
 * printed cell. Source: NSF, tables SPBS-54 to 70.
 */
export function topCitedShares(
  cited: readonly TopCitedRow[],
  output: readonly FieldOutputRow[],
  { counting, documents }: TopCitedChoice = { counting: "fractional", documents: "articles" },
): readonly TopCitedShare[] {
  requireOneEdition(cited, "topCitedShares");
  const papers = new Map(output.map((row) => [keyOf(row), row[counting]]));
  const own = cited.filter((row) => row.counting === counting && row.documents === documents);
  const indices = new Map(own.map((row) => [keyOf(row), row.index]));
  return own
    .flatMap((row) => {
      const world = { ...row, economy: "WORLD" };
      const [index, all] = [row.index, indices.get(keyOf(world))];
      const [mine, total] = [papers.get(keyOf(row)), papers.get(keyOf(world))];
      if (index === null || mine === undefined) return [];
      if (all === null || all === undefined || total === undefined || all * total === 0)
        throw new MissingDataError(
          `topCitedShares: ${row.edition} has no world of ${row.field} in ${row.year}: look at data/top-cited.csv and data/field-output.csv`,
        );
      return {
        ...{ economy: row.economy, field: row.field, year: row.year },
        ofOwn: index / 100,
        ofTopCited: (index * mine) / (all * total),
      };
    })
    .sort((a, b) => order(a.field, b.field) || order(a.economy, b.economy) || a.year - b.year);
}

/** The share of one economy in a year, of all fields unless one is named; null where the source prints none. */
export function topCitedIn(
  shares: readonly TopCitedShare[],
  {
    economy,
    year,
    field = "all",
  }: { readonly economy: string; readonly year: number; readonly field?: string },
): TopCitedShare | null {
  return shares.find((one) => one.economy === economy && one.year === year && one.field === field) ?? null;
}

function keyOf({
  edition,
  economy,
  field,
  year,
}: Omit<TopCitedRow, "table" | "counting" | "documents" | "index">) {
  return JSON.stringify([edition, economy, field, year]);
}
