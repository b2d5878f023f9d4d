/** What the verdict rule reads of a cube, out of the cells of a pair. */
import type { PaperSizes, WorksEvidence, WorksRule, YearOfWorks } from "../verdict/works-rule.js";
import { together } from "../verdict/works-ratio.js";
import type { PairCell, PairCube } from "./cells.js";

export function worksEvidence(
  rule: WorksRule,
  { cells, panel }: Pick<PairCube, "cells" | "panel">,
): WorksEvidence {
  return { rule, years: yearsOf(cells).map((year) => yearOfWorks(year, cells, panel)) };
}

export function yearsOf(cells: readonly PairCell[]): readonly number[] {
  return [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
}

function yearOfWorks(year: number, cells: readonly PairCell[], panel: readonly PairCell[]): YearOfWorks {
  const own = cells.filter((cell) => cell.year === year);
  const inPanel = panel.filter((cell) => cell.year === year);
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
    panel: inPanel.length === 0 ? null : together(inPanel.map(sizes)),
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
