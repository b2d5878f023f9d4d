/** R, the propensity of a year over that of the baseline, and the change in joint papers printed beside it. */
import type { Interval, Measure } from "../../model/measure.js";
import { type Assessment, quotedRatios } from "../verdict/index.js";
import { missingPapers } from "../verdict/specifications.js";
import type { PairContext } from "./context.js";
import { relativeTo } from "./courses.js";

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
  const baseline = assessment.comparable.baselineYears;
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
 * R of a series of the rule against its first baseline, in one of the years that all series share. Hong Kong and Macau
 * are counted apart.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null where the tables do not have the series or the year.
 */
export function ratioOf(
  assessment: Pick<Assessment, "ratios" | "rule">,
  { series, year }: { readonly series: string; readonly year: number },
): Measure {
  const found = quotedRatios(assessment, year).find(
    ({ specification }) => specification.series.choice.id === series,
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
  const found = quotedRatios(assessment, year).find(
    ({ specification }) => specification.series.choice.source === source,
  );
  return measure(found?.jointChange);
}

/**
 * The same against the ordinary mean of the joint papers in the first baseline.
 *
 * Unit: fraction. Range: −1–∞. Undefined: null where the source lacks the year or the baseline, or that has no papers.
 */
export function jointChangeFromMean(
  { comparable }: Pick<Assessment, "comparable">,
  { source, year }: { readonly source: string; readonly year: number },
): Measure {
  const own = comparable.series.find(
    ({ choice, territory }) => choice.source === source && territory !== "with China",
  );
  const jointIn = (wanted: number) => own?.years.find((one) => one.year === wanted)?.joint ?? NaN;
  const baseline = comparable.baselineYears.map(jointIn);
  return measure((jointIn(year) * baseline.length) / baseline.reduce((sum, joint) => sum + joint, 0) - 1);
}

/** Least and greatest R of a source, against the first baseline, Hong Kong and Macau apart; null where one is missing. */
export function ratioRange(
  assessment: Pick<Assessment, "ratios" | "rule">,
  { source, year }: { readonly source: string; readonly year: number },
): Interval | null {
  const own = quotedRatios(assessment, year).filter(
    ({ specification }) => specification.series.choice.source === source,
  );
  const values = own.map(({ value }) => value ?? NaN);
  const [lower, upper] = [Math.min(...values), Math.max(...values)];
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : null;
}

function measure(value: number | null | undefined): Measure {
  return typeof value === "number" && Number.isFinite(value)
    ? { value, n: 1 }
    : { value: null, reason: "insufficient_data", n: 0 };
}

/** Joint papers of one year beside those that the propensity of the baseline would have given. */
export interface ExpectedPapers {
  readonly year: number;
  readonly status: "complete" | "incomplete";
  /** Joint papers that there are. */
  readonly joint: number;
  /** At the propensity of the rule's first baseline, with each country's total of international papers as it was. */
  readonly expected: number;
}

/**
 * Joint papers and those expected, in the years that all series share, of the source that counts papers. Empty where no
 * source counts papers.
 */
export function expectedPapers({
  rule,
  specifications,
  comparable,
}: Pick<Assessment, "rule" | "specifications" | "comparable">): readonly ExpectedPapers[] {
  const series = comparable.series.find(({ choice }) => choice.counted === "papers");
  return comparable.years.flatMap((year) => {
    const found = missingPapers(specifications, year);
    const months = series?.years.find((one) => one.year === year)?.months ?? -Infinity;
    const status = months < rule.completeAfterMonths ? "incomplete" : "complete";
    return found === null ? [] : [{ year, status, joint: found.joint, expected: found.joint + found.quoted }];
  });
}
