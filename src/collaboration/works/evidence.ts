/** The verdict rule's evidence from a cube, computed from the cells of a pair. */
import type {
  PaperSizes,
  WeightedSizes,
  WorksEvidence,
  WorksRule,
  YearOfWorks,
} from "../verdict/works-rule.js";
import { sum } from "../indicators/statistics.js";
import { together, weighted } from "../verdict/works-ratio.js";
import type { PairCell, PairCube } from "./cells.js";

export function worksEvidence(
  rule: WorksRule,
  { cells, venues, panelYears, isOwn }: Pick<PairCube, "cells" | "venues" | "panelYears" | "isOwn">,
): WorksEvidence {
  const panel = panelByYear(venues, panelYears);
  return {
    rule,
    years: yearsOf(cells).map((year) => ({
      ...yearOfWorks(year, cells, panel.get(year) ?? null),
      oneOfTwo: isOwn ? oneOfTwo(year, cells) : null,
    })),
  };
}

export function yearsOf(cells: readonly PairCell[]): readonly number[] {
  return [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
}

/**
 * International papers of the panel by year. Each source is scaled to its mean number of papers that name a country, so
 * that a growing source does not count for more.
 */
function panelByYear(
  venues: PairCube["venues"],
  [first, last]: PairCube["panelYears"],
): ReadonlyMap<number, WeightedSizes> {
  const rows = venues.flatMap(({ works, no_country, year, source, ...row }) => {
    const located = works - no_country;
    const x = row.international_a;
    const y = row.international_b;
    const sizes = { joint: row.joint, x, y, world: row.international };
    return located > 0 && year >= first && year <= last ? { year, source, located, sizes } : [];
  });
  const volumes = new Map<number, number>();
  for (const { source, located } of rows) volumes.set(source, (volumes.get(source) ?? 0) + located);
  const mean = (source: number) => (volumes.get(source) ?? 0) / (last - first + 1);
  return new Map(
    [...new Set(rows.map(({ year }) => year))].map((one) => {
      const ofYear = rows.filter(({ year }) => year === one);
      const parts = ofYear.map(({ source, located, sizes }) => ({ sizes, times: mean(source) / located }));
      return [one, weighted(parts)];
    }),
  );
}

function oneOfTwo(year: number, cells: readonly PairCell[]): YearOfWorks["oneOfTwo"] {
  const own = cells.filter((cell) => cell.year === year);
  return {
    papers: sum(own.map(({ x, y, joint }) => x.whole + y.whole - 2 * joint.whole)),
    unlocated: sum(own.map(({ unlocated }) => unlocated)),
  };
}

function yearOfWorks(
  year: number,
  cells: readonly PairCell[],
  panel: WeightedSizes | null,
): Omit<YearOfWorks, "oneOfTwo"> {
  const own = cells.filter((cell) => cell.year === year);
  return {
    year,
    fields: own.map((cell) => ({
      field: cell.field,
      works: cell.works,
      withoutCountry: cell.withoutCountry,
      ...sizes(cell),
    })),
    nonhyper: together(
      own.map(({ joint, x, y, all }) => ({
        joint: joint.nonhyper,
        x: x.nonhyper,
        y: y.nonhyper,
        world: all.nonhyper,
      })),
    ),
    dual: own.reduce((all, { joint }) => all + joint.dual, 0),
    panel,
  };
}

/** International papers of a cell. */
export function sizes({ joint, x, y, all }: PairCell): PaperSizes {
  return {
    joint: joint.whole,
    x: x.international,
    y: y.international,
    world: all.international,
  };
}
