/** R, the propensity of a year over that of the baseline, and the change in joint papers that is told beside it. */
import { type Assessment, quotedRatios, type Ratio, type YearVerdict } from "../analysis/verdict.js";
import type { Territory } from "../analysis/verdict/rule.js";
import type { Interval, Measure } from "../model/measure.js";
import type { PairContext } from "./context.js";
import { relativeTo } from "./propensity-course.js";

/** A row of a table of ratios: a series, and its value in each of the years asked for. */
export interface RatioRow {
  /** `joint papers`: relative change; the others: ratio to the baseline. */
  readonly kind: "propensity" | "joint papers" | "RIC";
  /** What the rule calls a series of propensity; the edition of joint papers; whose choice of whom RIC is. */
  readonly reads: string;
  readonly values: readonly { readonly year: number; readonly value: Measure }[];
}

/**
 * Propensity, joint papers and RIC relative to the first baseline, source by source, for the same years. Hong Kong and
 * Macau are counted apart. RIC is odds-like: it belongs in rows of its own.
 */
export function ratioRows(
  about: Pick<PairContext, "assessment" | "newestPropensity" | "economy" | "edition">,
  years: readonly number[],
): readonly RatioRow[] {
  const { assessment } = about;
  const { series } = assessment.comparable;
  const row = (given: Omit<RatioRow, "values">, at: (year: number) => Measure): RatioRow => ({
    ...given,
    values: years.map((year) => ({ year, value: at(year) })),
  });
  const editions = new Map(series.map(({ choice, edition }) => [choice.source, edition]));
  const ofSources = [...editions].flatMap(([source, edition]) => [
    ...series
      .filter(({ choice, territory }) => choice.source === source && territory !== "with China")
      .map(({ choice: { id, reads } }) =>
        row({ kind: "propensity", reads }, (year) => ratioOf(assessment, { series: id, year })),
      ),
    row({ kind: "joint papers", reads: `Joint papers, ${about.edition(edition).name}` }, (year) =>
      jointChange(assessment, { source, year }),
    ),
  ]);
  const baseline = assessment.specifications[0]?.years ?? [];
  const ofRic = about.newestPropensity
    .filter(({ measure: kind }) => kind === "I14")
    .map(({ direction, economies, points }) => {
      const panel = `${String(economies?.length)} economies`;
      const [of, other] = [direction?.of, direction?.with].map((code) => about.economy(code ?? "").short);
      return row({ kind: "RIC", reads: `RIC, ${panel}, ${String(of)} with ${String(other)}` }, (year) =>
        measure(relativeTo(points, { year, baseline })),
      );
    });
  return [...ofSources, ...ofRic];
}

/**
 * R of a series of the rule against its first baseline, in one of the years that all series share.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null where the tables do not have the series or the year.
 */
export function ratioOf(
  assessment: Pick<Assessment, "ratios" | "rule">,
  {
    series,
    year,
    territory = "apart",
  }: { readonly series: string; readonly year: number; readonly territory?: Territory },
): Measure {
  const found = ofFirstBaseline(assessment, year).find(
    ({ specification: { series: one } }) =>
      one.choice.id === series && (one.territory ?? "apart") === territory,
  );
  return measure(found?.value);
}

/**
 * Joint papers of a year, as a source counts them, over their geometric mean in the first baseline, less one. Hong Kong
 * and Macau are counted apart.
 *
 * Unit: fraction. Range: −1–∞. Undefined: null where the source lacks the year or the baseline.
 */
export function jointChange(
  assessment: Pick<Assessment, "ratios" | "rule">,
  { source, year }: { readonly source: string; readonly year: number },
): Measure {
  const found = ofFirstBaseline(assessment, year).find(
    ({ specification: { series } }) => series.choice.source === source && series.territory !== "with China",
  );
  return measure(found?.jointChange);
}

/**
 * The same against the ordinary mean of the joint papers in the first baseline.
 *
 * Unit: fraction. Range: −1–∞. Undefined: null where the source lacks the year or the baseline, or that has no papers.
 */
export function jointChangeFromMean(
  { comparable, specifications }: Pick<Assessment, "comparable" | "specifications">,
  { source, year }: { readonly source: string; readonly year: number },
): Measure {
  const own = comparable.series.find(
    ({ choice, territory }) => choice.source === source && territory !== "with China",
  );
  const jointIn = (wanted: number) => own?.years.find((one) => one.year === wanted)?.joint ?? NaN;
  const baseline = (specifications[0]?.years ?? []).map(jointIn);
  return measure((jointIn(year) * baseline.length) / baseline.reduce((sum, joint) => sum + joint, 0) - 1);
}

/** R − 1 over the series, against the first baseline and with Hong Kong and Macau apart; null without a ratio. */
export function quotedChange(assessment: Pick<Assessment, "ratios" | "rule">, year: number): Interval | null {
  const changes = quotedRatios(assessment, year).flatMap(({ value }) => (value === null ? [] : [value - 1]));
  return changes.length === 0 ? null : { lower: Math.min(...changes), upper: Math.max(...changes) };
}

/** How far R lies from one over all specifications of a year: a range of relative changes; null without a verdict. */
export function changeOfPropensity({ decision: { range } }: Pick<YearVerdict, "decision">): Interval | null {
  return range === null ? null : { lower: range.least - 1, upper: range.most - 1 };
}

function ofFirstBaseline(
  { ratios, rule }: Pick<Assessment, "ratios" | "rule">,
  year: number,
): readonly Ratio[] {
  const [{ id }] = rule.baselines;
  return ratios.filter((ratio) => ratio.year === year && ratio.specification.baseline.id === id);
}

function measure(value: number | null | undefined): Measure {
  return typeof value === "number" && Number.isFinite(value)
    ? { value, n: 1 }
    : { value: null, reason: "insufficient_data", n: 0 };
}
