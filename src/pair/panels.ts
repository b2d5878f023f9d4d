import { type LinkRow, links, quasiIndependence } from "../analysis/affinity.js";
import type { Panel, PanelYear } from "../analysis/verdict.js";
import { monthsObserved } from "../analysis/change.js";
import { AnalysisError } from "../analysis/errors.js";
import type { EditionsRow } from "../data/rows.js";
import { editionOf, newestOf } from "./observation.js";
import { about } from "./year-error.js";

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
 * The same panel with Hong Kong and Macau as parts of China: their pairs are added to China's, links among the three are
 * dropped. What the panel lacks of them is taken from `world`.
 */
export function withChina(panel: Panel, world: Panel, editions: readonly EditionsRow[]): Panel {
  const edition = editionOf(panel.edition, editions);
  const known = new Map<number, PanelYear>();
  return {
    ...panel,
    at: (year) => {
      const found = known.get(year);
      const [own, all] = [panel.at(year), world.at(year)];
      if (found !== undefined || own === undefined) return found;
      const listed = own.table.economies;
      const lacking = partsOfChina.filter((code) => !listed.includes(code));
      if (lacking.length > 0 && all === undefined)
        throw new AnalysisError(`pair: the world table has no ${year}, so ${lacking.join(" and ")} cannot be added to China`);
      const rows = [
        ...rowsOf(own),
        ...(all === undefined ? [] : rowsOf(all)).filter(
          ({ x, y }) => (lacking.includes(x) && listed.includes(y)) || (lacking.includes(y) && listed.includes(x)),
        ),
      ];
      const made = panelYear(year, merged(rows), edition, { id: panel.id, absent: "zero" });
      known.set(year, made);
      return made;
    },
  };
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

function rowsOf({ table: { economies, links: matrix } }: PanelYear): readonly LinkRow[] {
  return economies.flatMap((x, i) =>
    economies.slice(i + 1).map((y, k) => ({ x, y, papers: matrix[i]?.[i + 1 + k] ?? 0 })),
  );
}

function merged(rows: readonly LinkRow[]): readonly LinkRow[] {
  const china = (code: string): string => (partsOfChina.includes(code) ? "CN" : code);
  const found = new Map<string, { x: string; y: string; papers: number }>();
  for (const { x, y, papers } of rows) {
    const [a, b] = [china(x), china(y)].sort() as [string, string];
    if (a === b) continue;
    const key = `${a} ${b}`;
    const own = found.get(key);
    if (own === undefined) found.set(key, { x: a, y: b, papers });
    else own.papers += papers;
  }
  return [...found.values()];
}
