import { type LinkRow, links, type LinkTable, quasiIndependence } from "../indicators/affinity.js";
import { monthsObserved } from "../indicators/change.js";
import { midpoint } from "../indicators/interval.js";
import { sum } from "../indicators/numeric/statistics.js";
import type { EditionsRow, PairsRow, WorldPairsRow } from "../rows.js";
import type { Evidence, PairSeries, Panel, PanelYear, VerdictRule } from "../verdict/index.js";
import type { SeriesChoice, Territory } from "../verdict/rule.js";
import { yearOfLinks, yearOfPapers } from "../verdict/series.js";
import { newestOf } from "./editions.js";
import { counts, type PairTables } from "./joint-counts.js";
import { about } from "./year-error.js";

/** Tables that the rule reads. */
export interface VerdictTables extends PairTables {
  readonly pairs: readonly PairsRow[];
  readonly "world-pairs": readonly WorldPairsRow[];
}

/**
 * What the verdict rule reads about a pair: of every source the newest edition, one series a measure, and the panels of
 * all pairs. A series that the tables do not allow (a pair that a panel lacks) is left out.
 */
export function verdictEvidence(
  x: string,
  y: string,
  tables: VerdictTables,
  rule: Pick<VerdictRule, "series" | "territories" | "standing">,
): Evidence {
  const { editions } = tables;
  const world = panelOf(tables["world-pairs"], editions, { id: "world", absent: "zero" });
  const listed = panelOf(tables.pairs, editions, { id: "listed", absent: "error" });
  const apart = [world, listed].flatMap((panel) => panel ?? []);
  const panelIn = (id: Panel["id"], territory: Territory): Panel | undefined => {
    const panel = apart.find((one) => one.id === id);
    if (panel === undefined || territory === "apart") return panel;
    // Hong Kong or Macau as one of the two cannot be a part of China.
    return world === undefined || [x, y].some((code) => code === "HK" || code === "MO")
      ? undefined
      : withChina(panel, world);
  };
  const series = rule.series.flatMap((choice): readonly PairSeries[] =>
    choice.counted === "papers"
      ? paperSeries(x, y, tables, choice)
      : rule.territories.flatMap((territory) => {
          const panel = panelIn(choice.panel, territory);
          return panel === undefined
            ? []
            : linkSeries([x, y], panel, choice, { territory, from: rule.standing.turn.from });
        }),
  );
  return { pair: x < y ? [x, y] : [y, x], series, panels: apart };
}

function paperSeries(
  x: string,
  y: string,
  tables: VerdictTables,
  choice: SeriesChoice,
): readonly PairSeries[] {
  const rows = counts(x, y, tables).flatMap((row) =>
    row.source !== choice.source || row.x === null || row.y === null || row.world === null
      ? []
      : [{ ...row, x: row.x, y: row.y, world: row.world }],
  );
  const edition = newestOf(
    rows.map((row) => row.edition),
    tables.editions,
  );
  if (edition === undefined) return [];
  const years = rows
    .filter((row) => row.edition === edition.edition)
    .map(({ year, joint, x: ofX, y: ofY, world }) =>
      yearOfPapers({
        year,
        months: monthsObserved(year, edition.collected),
        joint: midpoint(joint),
        ...{ x: ofX, y: ofY, world },
      }),
    );
  return [{ choice, territory: null, edition: edition.edition, years }];
}

function linkSeries(
  [x, y]: readonly [string, string],
  panel: Panel,
  choice: SeriesChoice & { readonly counted: "links" },
  { territory, from }: { readonly territory: Territory; readonly from: number },
): readonly PairSeries[] {
  // Earlier years are of no use to the rule, and each costs a fit of all economies.
  const years = panel.years
    .filter((year) => year >= from)
    .flatMap((year) => {
      const one = panel.at(year);
      const has = one !== undefined && [x, y].every((code) => one.table.economies.includes(code));
      return has ? [yearOfLinks(one, one.table, [x, y], choice.measure)] : [];
    });
  return years.length === 0 ? [] : [{ choice, territory, edition: panel.edition, years }];
}

/** Works that two economies wrote together in a year; `reverse`: the source's answer when asked the other way round. */
export interface PanelRow {
  readonly edition: string;
  readonly year: number;
  readonly a: string;
  readonly b: string;
  readonly works: number;
  readonly reverse?: number | null;
}

export interface PanelOptions {
  readonly id: Panel["id"];
  /** A pair without a row: no joint works where all economies are counted, an error where a panel lists every pair. */
  readonly absent: "zero" | "error";
}

/** Parts of China that sources count apart. */
const partsOfChina = ["HK", "MO"];

/** The newest edition of a table of pairs as a panel; years are read when they are asked for. Undefined without rows. */
export function panelOf(
  rows: readonly PanelRow[],
  editions: readonly EditionsRow[],
  options: PanelOptions,
): Panel | undefined {
  const edition = newestOf(
    rows.map((row) => row.edition),
    editions,
  );
  if (edition === undefined) return undefined;
  const byYear = new Map<number, PanelRow[]>();
  for (const row of rows) {
    if (row.edition !== edition.edition) continue;
    const own = byYear.get(row.year);
    if (own === undefined) byYear.set(row.year, [row]);
    else own.push(row);
  }
  const known = new Map<number, PanelYear>();
  return {
    id: options.id,
    source: edition.source,
    edition: edition.edition,
    years: [...byYear.keys()].sort((a, b) => a - b),
    at: (year) => {
      const found = known.get(year);
      const own = byYear.get(year);
      if (found !== undefined || own === undefined) return found;
      const made = panelYear(year, own.map(linkRow), edition, options);
      known.set(year, made);
      return made;
    },
  };
}

/**
 * The same panel with Hong Kong and Macau as parts of China: their links are added to China's, those among the three are
 * dropped. What the panel lacks of them is taken from `world`.
 */
export function withChina(panel: Panel, world: Panel): Panel {
  const known = new Map<number, PanelYear>();
  return {
    ...panel,
    at: (year) => {
      const found = known.get(year);
      const [own, all] = [panel.at(year), world.at(year)];
      if (found !== undefined || own === undefined) return found;
      const table = withParts(own.table, all?.table);
      const made = { ...own, table, fitted: quasiIndependence(table) };
      known.set(year, made);
      return made;
    },
  };
}

function withParts(own: LinkTable, world: LinkTable | undefined): LinkTable {
  const economies = own.economies.filter((code) => !partsOfChina.includes(code));
  const linksOf = (part: string): ((partner: string) => number) => {
    const table = own.economies.includes(part) ? own : world;
    const row = table?.links[table.economies.indexOf(part)];
    return (partner) => row?.[table?.economies.indexOf(partner) ?? -1] ?? 0;
  };
  const parts = ["CN", ...partsOfChina].map(linksOf);
  const ofChina = new Map(
    economies.map((code) => [code, code === "CN" ? 0 : parts.reduce((sum, links) => sum + links(code), 0)]),
  );
  const places = economies.map((code) => own.economies.indexOf(code));
  const matrix = economies.map((x, i) =>
    x === "CN"
      ? economies.map((y) => ofChina.get(y) ?? 0)
      : economies.map((y, j) =>
          y === "CN" ? (ofChina.get(x) ?? 0) : (own.links[places[i] ?? -1]?.[places[j] ?? -1] ?? 0),
        ),
  );
  const strengths = matrix.map(sum);
  return { economies, links: matrix, strengths, total: sum(strengths) / 2 };
}

function panelYear(
  year: number,
  rows: readonly LinkRow[],
  edition: EditionsRow,
  { absent }: PanelOptions,
): PanelYear {
  const table = about(
    `the pairs of ${edition.edition} in ${year}`,
    "Every pair of the panel must have a count in every year, a zero where there is none.",
    () => links(rows, { absent }),
  );
  return { year, months: monthsObserved(year, edition.collected), table, fitted: quasiIndependence(table) };
}

function linkRow({ a, b, works, reverse }: PanelRow): LinkRow {
  return { x: a, y: b, papers: (works + (reverse ?? works)) / 2 };
}
