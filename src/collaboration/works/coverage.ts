/** Coverage of a cube by year, and results from single papers in every year. */
import { measure, type Measure } from "briefing/analysis";
import { fieldNormalised } from "../indicators/fields.js";
import { wilson } from "../indicators/inference.js";
import { sum } from "../indicators/statistics.js";
import { mantelHaenszel, simpson } from "../indicators/strata.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { PairCell } from "./cells.js";
import { sizes, yearsOf } from "./evidence.js";

export function coverageByYear(cells: readonly PairCell[], panel: readonly PairCell[]) {
  return yearsOf(cells).map((year) => {
    const ofYear = (all: readonly PairCell[]) => all.filter((cell) => cell.year === year);
    const own = ofYear(cells);
    const fixed = ofYear(panel);
    const over = (count: (cell: PairCell) => number, among = own) => sum(among.map(count));
    const works = over((cell) => cell.works);
    const ofWorks = (count: (cell: PairCell) => number, among = own) => wilson(over(count, among), works);
    const joint = over((cell) => cell.joint.whole);
    const part = (count: number): Measure => measure(joint === 0 ? "zero_denominator" : count / joint, joint);
    return {
      year,
      works,
      joint,
      jointInPanel: over((cell) => cell.joint.whole, fixed),
      /** Share of papers that name no country. */
      withoutCountry: ofWorks((cell) => cell.withoutCountry),
      /** Share of papers in sources that have papers in every panel year. */
      inPanel: ofWorks((cell) => cell.works, fixed),
      /** Shares of joint papers that are hyper-authored, and that have an author in both countries. */
      hyper: part(joint - over((cell) => cell.joint.nonhyper)),
      dual: part(over((cell) => cell.joint.dual)),
    };
  });
}

/** Joint over expected papers by year: as if there were one field, and field by field with exact intervals. */
export function propensityByYear(cells: readonly PairCell[]) {
  return yearsOf(cells).map((year) => ({
    year,
    normalised: fieldNormalised(
      cells
        .filter((cell) => cell.year === year)
        .map((cell) => {
          const { world, ...counts } = sizes(cell);
          return { field: String(cell.field), ...counts, total: world };
        }),
    ),
  }));
}

/**
 * The odds of writing with y rather than with another partner, in a year against the baseline, over all fields. Below 1:
 * x wrote less with y, relative to this partner.
 */
export function againstPartners(
  cells: readonly PairCell[],
  partners: readonly string[],
  { year, baseline }: RatioQuestion,
) {
  const fields = [...new Set(cells.map(({ field }) => field))].sort((a, b) => a - b);
  return partners.map((partner) => ({
    partner,
    odds: mantelHaenszel(
      fields.map((field) => {
        const row = (years: readonly number[]) => {
          const own = cells.filter((cell) => cell.field === field && years.includes(cell.year));
          const withPartner = sum(own.map((cell) => cell.partners.get(partner) ?? 0));
          return [sum(own.map(({ joint }) => joint.whole)), withPartner] as const;
        };
        return { field: String(field), table: [row([year]), row(baseline)] as const };
      }),
    ),
  }));
}

/** Joint papers as a share of y's international papers: as a whole, and field by field. */
export function shareByField(cells: readonly PairCell[], { year, baseline }: RatioQuestion) {
  const fields = [...new Set(cells.map(({ field }) => field))].sort((a, b) => a - b);
  const shares = (years: readonly number[]) =>
    fields.map((field) => {
      const own = cells.filter((cell) => cell.field === field && years.includes(cell.year));
      return {
        field: String(field),
        joint: sum(own.map(({ joint }) => joint.whole)),
        total: sum(own.map(({ y }) => y.international)),
      };
    });
  return simpson(shares(baseline), shares([year]));
}
