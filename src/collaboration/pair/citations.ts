import { segregationOfIndices } from "../indicators/citation.js";
import { MissingDataError } from "../indicators/errors.js";
import { median } from "../indicators/statistics.js";
import type { CitationIndexRow, FieldsRow, FieldOutputRow, TopCitedRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import { newestOf, requireOneEdition } from "./editions.js";
import { lookup, type TableRows } from "./joint-counts.js";
import { order } from "./partner-lists.js";

/**
 * How much the two favour their own citations, compared with every pair of economies in the table, in its first and
 * last year. A year published in several editions is read from the newest.
 *
 * Units: none; shares are fractions. A pair without an odds ratio in one of the years is left out of the field, and so
 * is a field in which the two have none. Throws where the table has fewer than two years, and where all fields together
 * are missing.
 */
export function citationsAmongPairs(about: Pick<PairContext, "one" | "two" | "rows">) {
  const { one, two, rows } = about;
  const tables = { "citation-index": rows("citation-index"), editions: rows("editions") };
  const [before, after] = yearsOf(tables);
  const indices = lookup(tables["citation-index"], ["field", "citing", "cited", "year", "edition"]);
  const economies = [...new Set(tables["citation-index"].map(({ citing }) => citing))].sort();
  const pairs = economies.flatMap((a, place) => economies.slice(place + 1).map((b) => [a, b] as const));
  const found = rows("fields").flatMap((field) => {
    const odds = (pair: Codes) => [before, after].map((year) => oddsRatio(field.field, pair, year, indices));
    return amongPairs(field, [one.code, two.code], pairs, odds);
  });
  /** All fields together. */
  const all = found.find(({ field }) => field.aggregate);
  if (all === undefined)
    throw new MissingDataError(
      `data/citation-index.csv lacks an index of ${one.code} and ${two.code} in all fields together, ${before.year} (${before.edition}) or ${after.year} (${after.edition})`,
    );
  /** The single fields, starting with those in which the largest share of pairs fell more. */
  const fields = found.filter(({ field }) => !field.aggregate).sort((a, b) => b.fellMore - a.fellMore);
  /** alike: a quarter to three quarters of the other pairs fell more; apart: more than that; closer: less. */
  const moved: "closer" | "alike" | "apart" =
    all.fellMore > 0.75 ? "apart" : all.fellMore < 0.25 ? "closer" : "alike";
  return { before, after, economies: economies.length, all, fields, moved };
}

type Codes = readonly [string, string];

/** The two compared with all pairs that have an odds ratio in both years, in one field; change: after/before − 1. */
function amongPairs(
  field: FieldsRow,
  two: Codes,
  all: readonly Codes[],
  odds: (pair: Codes) => readonly (number | null)[],
) {
  const pairs = all.flatMap(([a, b]) => {
    const [before, after] = odds([a, b]);
    return !before || !after ? [] : { a, b, before, after, change: after / before - 1 };
  });
  const own = pairs.find(({ a, b }) => samePair([a, b], two));
  if (own === undefined || pairs.length < 2) return [];
  const below = (what: "after" | "change") => pairs.filter((each) => each[what] < own[what]).length;
  return {
    field,
    own,
    pairs,
    /** Rank in the last year, 1 for the pair that favours its own citations least. */
    rank: 1 + below("after"),
    medianChange: median(pairs.map(({ change }) => change)),
    /** Share of the other pairs whose odds ratio fell more, or rose less. */
    fellMore: below("change") / (pairs.length - 1),
  };
}

/** The first and last year of citing articles, each with the edition that publishes it. */
function yearsOf(tables: TableRows<"citation-index" | "editions">) {
  const years = [...new Set(tables["citation-index"].map(({ year }) => year))].sort((a, b) => a - b);
  const first = years[0];
  const last = years.at(-1);
  if (first === undefined || last === undefined || first === last)
    throw new MissingDataError(
      `data/citation-index.csv has ${first === undefined ? "no year" : `${first} alone`}: a change needs two years`,
      { hint: "Add the edition that is missing, or leave out the chapter that reads it." },
    );
  const at = (year: number) => {
    const rows = tables["citation-index"].filter((row) => row.year === year);
    return { year, edition: newestOf(rows, tables.editions)?.edition ?? "" };
  };
  return [at(first), at(last)] as const;
}

type Cell = Pick<CitationIndexRow, "field" | "citing" | "cited" | "year" | "edition">;

/** Of own-group citation: 1 = no preference. Null if one of the four indices is missing, or one between the two is zero. */
function oddsRatio(
  field: string,
  [x, y]: Codes,
  at: Pick<Cell, "year" | "edition">,
  indices: (cell: Cell) => CitationIndexRow | undefined,
): number | null {
  const of = (citing: string, cited: string) => indices({ field, citing, cited, ...at })?.index ?? null;
  const xToX = of(x, x);
  const xToY = of(x, y);
  const yToX = of(y, x);
  const yToY = of(y, y);
  if (xToX === null || xToY === null || yToX === null || yToY === null) return null;
  return segregationOfIndices({ xToX, xToY, yToX, yToY }).value;
}

/** An economy's share of the world's most cited papers of a year and field. */
export interface TopCitedShare extends Pick<TopCitedRow, "economy" | "field" | "year"> {
  /** Fraction of its own papers that are among the world's most cited 1 %. */
  readonly ofOwn: number;
  /** Fraction of the world's most cited papers. */
  readonly ofTopCited: number;
}

/**
 * Shares of economies in the world's most cited 1 % of papers: one row for each published economy, field and year,
 * sorted by field, economy and year.
 *
 * Formula: share of own papers in the top × papers of the economy, divided by the same product for the world.
 * Fractional counts, the default, add up to the world; whole counts favour economies with many international papers and
 * add up to more. Unit: fraction. Range: 0–1. Cells published as not available have no row. Throws if the edition lacks
 * the output for a published cell. Source: NSF, tables SPBS-54 to 70.
 */
export function topCitedShares(
  cited: readonly TopCitedRow[],
  output: readonly FieldOutputRow[],
  { counting, documents }: Pick<TopCitedRow, "counting" | "documents"> = {
    counting: "fractional",
    documents: "articles",
  },
): readonly TopCitedShare[] {
  requireOneEdition(cited, "topCitedShares");
  const columns = ["edition", "economy", "field", "year"] as const;
  const papers = lookup(output, columns);
  const own = cited.filter((row) => row.counting === counting && row.documents === documents);
  const indices = lookup(own, columns);
  return own
    .flatMap((row) => {
      const world = { ...row, economy: "WORLD" };
      const index = row.index;
      const all = indices(world)?.index;
      const mine = papers(row)?.[counting];
      const total = papers(world)?.[counting];
      if (index === null || mine === undefined) return [];
      if (all === null || all === undefined || total === undefined || all * total === 0)
        throw new MissingDataError(
          `topCitedShares: ${row.edition} has no world of ${row.field} in ${row.year}: look at data/top-cited.csv and data/field-output.csv`,
        );
      return {
        economy: row.economy,
        field: row.field,
        year: row.year,
        ofOwn: index / 100,
        ofTopCited: (index * mine) / (all * total),
      };
    })
    .sort((a, b) => order(a.field, b.field) || order(a.economy, b.economy) || a.year - b.year);
}

/** The share of one economy in a year, for all fields unless one is named; null if the source does not publish it. */
export function topCitedIn(
  shares: readonly TopCitedShare[],
  { economy, year, field = "all" }: Pick<TopCitedShare, "economy" | "year"> & { readonly field?: string },
): TopCitedShare | null {
  return shares.find((one) => one.economy === economy && one.year === year && one.field === field) ?? null;
}
