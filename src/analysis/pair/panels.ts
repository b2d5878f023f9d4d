import { type LinkRow, links, type LinkTable, quasiIndependence } from "../indicators/affinity.js";
import type { Panel, PanelYear } from "../verdict/index.js";
import { monthsObserved } from "../indicators/change.js";
import { sum } from "../indicators/sum.js";
import type { EditionsRow } from "../rows.js";
import { newestOf } from "./observation.js";
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
