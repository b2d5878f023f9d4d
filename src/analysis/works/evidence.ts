/** What the verdict rule reads of a cube, out of the cells of a pair. */
import type {
  PaperSizes,
  WeightedSizes,
  WorksEvidence,
  WorksRule,
  YearOfWorks,
} from "../verdict/works-rule.js";
import { together } from "../verdict/works-ratio.js";
import type { PairCell, PairCube } from "./cells.js";

export function worksEvidence(
  rule: WorksRule,
  { cells, venues, panelYears }: Pick<PairCube, "cells" | "venues" | "panelYears">,
): WorksEvidence {
  const panel = panelByYear(venues, panelYears);
  return { rule, years: yearsOf(cells).map((year) => yearOfWorks(year, cells, panel.get(year) ?? null)) };
}

export function yearsOf(cells: readonly PairCell[]): readonly number[] {
  return [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
}

/**
 * International papers of the panel by year, each source with as many papers that name a country as in its mean year: a source
 * that grows does not count for more.
 */
function panelByYear(
  venues: PairCube["venues"],
  [first, last]: PairCube["panelYears"],
): ReadonlyMap<number, WeightedSizes> {
  const inYears = venues.filter(({ year }) => year >= first && year <= last);
  const volumes = new Map<number, number>();
  for (const { source, works, no_country } of inYears)
    volumes.set(source, (volumes.get(source) ?? 0) + (works - no_country) / (last - first + 1));
  const byYear = new Map<number, Required<WeightedSizes>>();
  for (const { source, year, ...row } of inYears) {
    const located = row.works - row.no_country;
    if (located === 0) continue;
    const times = (volumes.get(source) ?? 0) / located;
    const sums = byYear.get(year) ?? { joint: 0, x: 0, y: 0, world: 0, squares: 0 };
    byYear.set(year, {
      joint: sums.joint + times * row.joint,
      x: sums.x + times * row.international_a,
      y: sums.y + times * row.international_b,
      world: sums.world + times * row.international,
      squares: sums.squares + times ** 2 * row.joint,
    });
  }
  return byYear;
}

function yearOfWorks(year: number, cells: readonly PairCell[], panel: WeightedSizes | null): YearOfWorks {
  const own = cells.filter((cell) => cell.year === year);
  return {
    year,
    fields: own.map((cell) => ({
      ...{ field: cell.field, works: cell.works, withoutCountry: cell.withoutCountry },
      ...sizes(cell),
    })),
    nonhyper: together(
      own.map(({ joint, x, y, all }) => ({
        ...{ joint: joint.nonhyper, x: x.nonhyper, y: y.nonhyper, world: all.nonhyper },
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
