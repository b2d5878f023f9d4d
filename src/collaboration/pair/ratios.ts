/** R, the propensity of a year over that of the baseline, together with the change in joint papers. */
import { AnalysisError, measure, type Measure, midpoint, spread, unrecorded } from "briefing/analysis";
import { observedToExpected } from "../indicators/affinity.js";
import { type Factors, lmdi } from "../indicators/decomposition.js";
import { MissingDataError, required } from "../indicators/errors.js";
import {
  type Assessment,
  changeOver,
  type MissingPapers,
  quotedRatios,
  type YearVerdict,
} from "../verdict/index.js";
import { expectedIn, statusOf } from "../verdict/series.js";
import { before, ratioIn, withMissingPapers, yearOf } from "../verdict/specifications.js";
import type { PairContext } from "./context.js";
import type { PairYearCounts } from "./joint-counts.js";

/**
 * R and the change in joint papers in one of the years shared by all series, compared with the first baseline, Hong Kong
 * and Macau separate. Throws if one cannot be computed.
 */
export function againstBaseline(
  assessment: Pick<Assessment, "rule" | "ratios" | "specifications" | "comparable">,
  year: number,
) {
  const { rule, specifications, comparable } = assessment;
  const own = quotedRatios(assessment, year);
  const required = <T>(value: T | null | undefined, what: string): T => {
    if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
    const hint = own.find(({ reason }) => reason !== undefined)?.reason;
    throw new MissingDataError(`pair: ${what} in ${year} cannot be compared with the baseline`, {
      hint: hint ?? "The tables lack the year, the baseline or the source.",
    });
  };
  const quoted = () => required(changeOver(own), "propensity");
  const everyWay = () => before(specifications, year).map((one) => ratioIn(rule, one, year));
  const all = () => required(changeOver(everyWay()), "propensity");
  // Throws now if one is missing; the rows behind each are recorded when it is read.
  unrecorded(() => [quoted(), all()]);
  return {
    /** Lowest and highest change over the series: the figures quoted in headlines. */
    get quoted() {
      return quoted();
    },
    /** The same over all computations: every baseline, and also with Hong Kong and Macau as parts of China. */
    get all() {
      return all();
    },
    /** R of a series of the rule. */
    ratio: (series: string): number => {
      const found = own.find(({ specification }) => specification.series.choice.id === series);
      return required(found?.value, `the series ${series}`);
    },
    /** Relative change of joint papers, as counted by a source, from their arithmetic mean in the baseline. */
    jointChangeFromMean: (source: string): number => {
      const found = own.find(({ specification }) => specification.series.choice.source === source);
      const { series } = required(found, `the joint papers that ${source} counts`).specification;
      const [now, ...baseline] = [year, ...comparable.baselineYears].map((one) =>
        required(yearOf(series, one)?.joint, `the joint papers that ${source} counts`),
      ) as [number, ...number[]];
      return (now * baseline.length) / baseline.reduce((sum, joint) => sum + joint, 0) - 1;
    },
  };
}

/** The missing papers of a verdict; throws if the baseline has no propensity. */
export function papersMissing({ year, missing }: Pick<YearVerdict, "year" | "missing">): MissingPapers {
  return required(missing, `pair: no source tells how many joint papers were missing in ${year}`);
}

/** A row of a table of ratios: a series, and its value in each requested year. */
export interface RatioRow {
  /** `joint-papers`: relative change; `propensity`: ratio to the baseline. */
  readonly kind: "propensity" | "joint-papers";
  /** The rule's name for a series of propensity, or the edition of joint papers. */
  readonly name: string;
  readonly values: readonly { readonly year: number; readonly value: Measure }[];
}

/**
 * Propensity and joint papers relative to the first baseline, by source, for the same years. Hong Kong and Macau are
 * counted separately.
 */
export function ratioRows(
  about: Pick<PairContext, "assessment" | "edition">,
  years: readonly number[],
): readonly RatioRow[] {
  const { series } = about.assessment.comparable;
  const editions = new Map(series.map(({ choice, edition }) => [choice.source, edition]));
  return [...editions].flatMap(([source, edition]): readonly RatioRow[] => {
    const own = series.filter(
      ({ choice, territory }) => choice.source === source && territory !== "with China",
    );
    const ratioIn = (year: number, { choice }: (typeof own)[number]) =>
      quotedRatios(about.assessment, year).find(
        ({ specification }) => specification.series.choice === choice,
      );
    return [
      ...own.map((one) => ({
        kind: "propensity" as const,
        name: one.choice.reads,
        values: valuesIn(years, (year) => ratioIn(year, one)?.value),
      })),
      ...own.slice(0, 1).map(() => ({
        kind: "joint-papers" as const,
        name: about.edition(edition).name,
        values: valuesIn(years, (year) =>
          againstBaseline(about.assessment, year).jointChangeFromMean(source),
        ),
      })),
    ];
  });
}

function valuesIn(years: readonly number[], at: (year: number) => number | null | undefined) {
  return years.map((year) => ({ year, value: measure(at(year) ?? "insufficient_data", 1) }));
}

/**
 * Observed and expected joint papers in every year of a series of the rule; by default the series that `missingPapers`
 * uses. Expected at the propensity of the rule's first baseline, with each country's actual international papers. Empty
 * if the baseline has no propensity.
 */
export function expectedPapers(
  { rule, specifications }: Pick<Assessment, "rule" | "specifications">,
  id = withMissingPapers(specifications)[0]?.series.choice.id,
) {
  const found = specifications.find(
    ({ series }) => series.choice.id === id && series.territory !== "with China",
  );
  const base = found?.base.value ?? null;
  if (found === undefined || base === null) return [];
  return found.series.years.flatMap((point) => {
    const expected = expectedIn(point);
    const { year, joint } = point;
    return expected === null ? [] : { year, status: statusOf(point, rule), joint, expected: base * expected };
  });
}

/**
 * Observed and expected joint papers of a source in every year, with the range of the expected ones over all its
 * computations: every baseline and measure, and Hong Kong and Macau separate and with China.
 *
 * Formula: joint/R, with the joint papers of the quoted series and the R of each computation.
 * Units: papers. Empty if the first baseline has no propensity; computations without R in a year are left out of it.
 */
export function expectedRange(
  assessment: Pick<Assessment, "rule" | "specifications">,
  source: string,
  series: string,
) {
  const { rule, specifications } = assessment;
  const own = specifications.filter((one) => one.series.choice.source === source);
  return expectedPapers(assessment, series).map((row) => {
    const ratios = own.flatMap((one) => ratioIn(rule, one, row.year).value ?? []);
    const expected = ratios.filter((ratio) => ratio > 0).map((ratio) => row.joint / ratio);
    return { ...row, ...spread([row.expected, ...expected]) };
  });
}

/**
 * Splits the change in joint papers between two years into size (the world's growth and both economies' shares) and
 * propensity. The shares are of international papers, which include the joint papers: say so when you report them.
 *
 * Formula: c = W·(n_x/W)·(n_y/W)·A, decomposed by `lmdi`; A as `observedToExpected`.
 * Unit: papers.
 * Range: −∞–∞; the parts add up to the change.
 * Undefined: never; throws if the edition lacks one of the years or its totals (of either economy or the world), or if
 * the years are out of order.
 * Source: Ang 2004, 2015.
 */
export function changeParts(
  counts: readonly PairYearCounts[],
  { edition, from, to }: { readonly edition: string; readonly from: number; readonly to: number },
) {
  if (!(from < to)) throw new AnalysisError(`changeParts: ${from} is not before ${to}`);
  const effects = lmdi(factorsIn(counts, edition, from), factorsIn(counts, edition, to));
  const [world = NaN, shareX = NaN, shareY = NaN, propensity = NaN] = effects.map(({ effect }) => effect);
  const shares = shareX + shareY;
  /** `size`: the effect of the world's growth and of the shares of both economies in it, together. */
  return { world, shares, size: world + shares, propensity };
}

function factorsIn(counts: readonly PairYearCounts[], edition: string, year: number): Factors {
  const row = counts.find((one) => one.edition === edition && one.year === year);
  if (row === undefined || row.x === null || row.y === null || row.world === null)
    throw new MissingDataError(
      `changeParts: ${edition} lacks the joint papers of ${year}, or all international papers of the two and the world`,
    );
  const { x, y, world } = row;
  const propensity = observedToExpected({
    universe: "papers",
    joint: midpoint(row.joint),
    x,
    y,
    total: world,
  });
  if (propensity.value === null)
    throw new MissingDataError(
      `changeParts: ${edition} has no international papers of one of the two in ${year}`,
    );
  return { world, shareX: x / world, shareY: y / world, propensity: propensity.value };
}
