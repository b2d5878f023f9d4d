/** The evidence that the verdict rule reads about a pair: series of joint papers and sizes, and panels of all pairs. */
import { monthsObserved } from "../indicators/months-observed.js";
import { AnalysisError, memoized, midpoint } from "briefing/analysis";
import { MissingDataError } from "../indicators/errors.js";
import {
  type LinkColumns,
  linksBetween,
  linksOfColumns,
  type LinkTable,
  placeIn,
} from "../indicators/links.js";
import { sum } from "../indicators/statistics.js";
import type { EditionsRow } from "../rows.js";
import type { Evidence, PairSeries, Panel, VerdictRule } from "../verdict/index.js";
import { fittedWhenAsked, pairOf } from "../verdict/panel.js";
import type { SeriesChoice, Territory } from "../verdict/rule.js";
import { linksOf, type YearOfLinks, yearOfLinks, yearOfPapers } from "../verdict/series.js";
import { newestOf, newestRows } from "./editions.js";
import { counts, type PairTables } from "./joint-counts.js";

/**
 * The evidence that the verdict rule reads about a pair: from the newest edition of every source, one series per
 * measure, and the panels of all pairs. Series without data (for example, if a panel lacks the pair) are omitted.
 */
export function evidenceOf(
  [x, y]: readonly [string, string],
  tables: PairTables,
  rule: Pick<VerdictRule, "series" | "territories" | "standing">,
  panels: readonly (Panel | undefined)[],
): Evidence {
  const apart = panels.flatMap((panel) => panel ?? []);
  const world = apart.find(({ id }) => id === "world");
  const yearsIn = (panel: Panel, territory: Territory): YearsOfLinks | undefined => {
    if (territory === "apart")
      return (year) => {
        const own = panel.at(year);
        return own && linksOf(own);
      };
    // If Hong Kong or Macau is one of the two, it cannot count as part of China.
    return world === undefined || [x, y].some((code) => partsOfChina.includes(code))
      ? undefined
      : (year) => withChina(panel, world, year);
  };
  const series = rule.series.flatMap((choice): readonly PairSeries[] =>
    choice.counted === "papers"
      ? paperSeries([x, y], tables, choice)
      : rule.territories.flatMap((territory) => {
          const panel = apart.find(({ id }) => id === choice.panel);
          const years = panel && yearsIn(panel, territory);
          return panel === undefined || years === undefined
            ? []
            : linkSeries([x, y], panel, choice, { territory, years, from: rule.standing.turn.from });
        }),
  );
  return { pair: pairOf(x, y), series, panels: apart };
}

function paperSeries(
  pair: readonly [string, string],
  tables: PairTables,
  choice: SeriesChoice,
): readonly PairSeries[] {
  const rows = sizedCounts(pair, tables, choice.source);
  const [first] = rows;
  if (first === undefined) return [];
  const years = rows.map(({ joint, ...row }) => yearOfPapers({ ...row, joint: midpoint(joint) }));
  return [{ choice, territory: null, edition: first.edition, years }];
}

/** Joint papers of a pair in the newest edition of a source that has the sizes of both and of the world. */
export function sizedCounts([x, y]: readonly [string, string], tables: PairTables, source: string) {
  const rows = counts(x, y, tables).flatMap((row) =>
    row.source !== source || row.x === null || row.y === null || row.world === null
      ? []
      : [{ ...row, x: row.x, y: row.y, world: row.world }],
  );
  return newestRows(rows, tables.editions);
}

function linkSeries(
  [x, y]: readonly [string, string],
  panel: Panel,
  choice: SeriesChoice & { readonly counted: "links" },
  {
    territory,
    years: at,
    from,
  }: { readonly territory: Territory; readonly years: YearsOfLinks; readonly from: number },
): readonly PairSeries[] {
  const hasBoth = ({ economies }: YearOfLinks) => [x, y].every((code) => placeIn(economies, code) >= 0);
  // The rule does not use earlier years, and each costs a fit of all economies.
  const counted = panel.years.filter((year) => year >= from).flatMap((year) => at(year) ?? []);
  if (!counted.some(hasBoth)) return [];
  const years = counted.flatMap((one) => {
    if (hasBoth(one)) return [yearOfLinks(one, [x, y], choice.measure)];
    // In a source that counts the whole world, an economy without rows has no links.
    const { year, months } = one;
    return panel.id === "world" ? [{ year, months, joint: 0, sizes: { counted: "nothing" as const } }] : [];
  });
  return [{ choice, territory, edition: panel.edition, years }];
}

/**
 * A table of pairs stored by column, because rows would cost too much for hundreds of thousands of cells: `edition`,
 * `year`, the codes `a` and `b`, joint `works` and sometimes `reverse`, the source's count for the reversed query.
 */
export interface PairColumns {
  readonly length: number;
  cells(column: string): LinkColumns["x"];
}

/** Parts of China that some sources count separately. */
const partsOfChina: readonly string[] = ["HK", "MO"];

/**
 * The newest edition of a table of pairs as a panel; years are read on demand. Undefined without rows. If the whole
 * world is counted, a pair without a row has no joint works. A panel that lists its pairs must have each of them in
 * every year: an index on links compares with all others, so a missing pair would change every value.
 */
export function panelOf(
  table: PairColumns,
  editions: readonly EditionsRow[],
  id: Panel["id"],
): Panel | undefined {
  const ofRow = table.cells("edition");
  const named = [...new Set(ofRow)].map((edition) => ({ edition: String(edition) }));
  const edition = newestOf(named, editions);
  if (edition === undefined) return undefined;
  const byYear = new Map<number, number[]>();
  const ofYear = table.cells("year");
  for (let place = 0; place < table.length; place++) {
    if (ofRow[place] !== edition.edition) continue;
    const year = Number(ofYear[place]);
    const own = byYear.get(year);
    if (own === undefined) byYear.set(year, [place]);
    else own.push(place);
  }
  const columns = linkColumns(table);
  if (id === "listed") requireSameEconomies(byYear, columns, edition);
  return {
    id,
    source: edition.source,
    edition: edition.edition,
    years: [...byYear.keys()].sort((a, b) => a - b),
    // Fitting all economies is slow.
    at: memoized((year: number) => {
      const own = byYear.get(year);
      if (own === undefined) return undefined;
      const table = tableOf(columns, own, { when: `${year} (${edition.edition})`, id });
      return fittedWhenAsked({ year, months: monthsObserved(year, edition.collected) }, table);
    }),
  };
}

function linkColumns(table: PairColumns): LinkColumns {
  const works = table.cells("works");
  const papers = table.cells("reverse").map((other, row) => {
    const count = works[row] ?? null;
    return typeof other === "number" && typeof count === "number" ? (count + other) / 2 : count;
  });
  return { x: table.cells("a"), y: table.cells("b"), papers: papers.length === 0 ? works : papers };
}

/** The economies of a panel in a year; throws if the panel lacks the year. */
export function economiesIn(panel: Panel, year: number): readonly string[] {
  const found = panel.at(year)?.table.economies;
  if (found === undefined) throw new MissingDataError(`${panel.edition} has no pairs of ${year}`);
  return found;
}

function requireSameEconomies(
  byYear: ReadonlyMap<number, readonly number[]>,
  { x, y }: LinkColumns,
  edition: EditionsRow,
): void {
  let before: { readonly year: number; readonly codes: ReadonlySet<string> } | undefined;
  for (const [year, places] of [...byYear].sort(([a], [b]) => a - b)) {
    const codes = new Set(places.flatMap((place) => [String(x[place]), String(y[place])]));
    const known = before?.codes ?? codes;
    const differing = [...known, ...codes].filter((code) => known.has(code) !== codes.has(code));
    if (before !== undefined && differing.length > 0)
      throw new AnalysisError(
        `pair: the panel of ${edition.edition} has other economies in ${year} than in ${before.year}: ${differing.join(", ")}`,
        { hint: "An index on links compares with all others: keep the same economies in every year." },
      );
    before = { year, codes };
  }
}

/** For one panel and territory. */
type YearsOfLinks = (year: number) => YearOfLinks | undefined;

/**
 * A year of a panel with Hong Kong and Macau as parts of China: their links are added to China's, and links among the
 * three are dropped. Links missing from the panel are taken from `world`.
 */
function withChina(panel: Panel, world: Panel, year: number): YearOfLinks | undefined {
  const own = panel.at(year);
  if (own === undefined) return undefined;
  const { table, months } = own;
  const others = world.at(year)?.table ?? table;
  const parts = ["CN", ...partsOfChina];
  const linksOfParts = parts.map((part) => {
    const { economies, links } = placeIn(table.economies, part) >= 0 ? table : others;
    const row = links[placeIn(economies, part)];
    return (code: string) => row?.[placeIn(economies, code)] ?? 0;
  });
  const economies = table.economies.filter((code) => !partsOfChina.includes(code));
  const hasChina = economies.includes("CN");
  const joint = new Map(
    economies.map((code) => [code, sum(linksOfParts.map((linksWith) => linksWith(code)))]),
  );
  joint.delete("CN");
  const ownRows = parts.map((part) => table.links[placeIn(table.economies, part)]);
  const strengths = economies.map((code) => {
    if (code === "CN") return sum([...joint.values()]);
    const place = placeIn(table.economies, code);
    const withOthers = (table.strengths[place] ?? 0) - sum(ownRows.map((row) => row?.[place] ?? 0));
    return hasChina ? withOthers + (joint.get(code) ?? 0) : withOthers;
  });
  const between = (x: string, y: string) =>
    x === "CN" ? (joint.get(y) ?? 0) : y === "CN" ? (joint.get(x) ?? 0) : linksBetween(table, x, y);
  return { year, months, economies, strengths, between };
}

function tableOf(
  columns: LinkColumns,
  rows: readonly number[],
  { when, id }: { readonly when: string; readonly id: Panel["id"] },
): LinkTable {
  try {
    return linksOfColumns(columns, rows, { absent: id === "world" ? "zero" : "error" });
  } catch (cause) {
    if (!(cause instanceof AnalysisError)) throw cause;
    throw new AnalysisError(`pair: the pairs in ${when}: ${cause.message}`, {
      cause,
      hint: "Every pair of the panel must have a count in every year: zero if there are no joint papers.",
    });
  }
}
