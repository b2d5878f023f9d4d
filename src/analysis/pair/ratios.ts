/** R, the propensity of a year over that of the baseline, together with the change in joint papers. */
import type { Measure } from "../../model/measure.js";
import { MissingDataError, required } from "../indicators/errors.js";
import { measure } from "../indicators/interval.js";
import {
  type Assessment,
  changeOver,
  type MissingPapers,
  type QuotedChange,
  quotedRatios,
  type YearStatus,
  type YearVerdict,
} from "../verdict/index.js";
import { expectedIn, statusOf } from "../verdict/series.js";
import { before, ratioIn, withMissingPapers, yearOf } from "../verdict/specifications.js";
import type { PairContext } from "./context.js";

/** One year compared with the first baseline, Hong Kong and Macau separate; throws if data is missing. */
export interface AgainstBaseline {
  /** Lowest and highest change over the series: the figures quoted in headlines. */
  readonly quoted: QuotedChange;
  /** The same over all computations: every baseline, and also with Hong Kong and Macau as parts of China. */
  readonly all: QuotedChange;
  /** R of a series of the rule. */
  ratio(series: string): number;
  /** Relative change of joint papers, as counted by a source, from their arithmetic mean in the baseline. */
  jointChangeFromMean(source: string): number;
}

/** R and the change in joint papers in one of the years shared by all series. Throws if it cannot be computed. */
export function againstBaseline(
  assessment: Pick<Assessment, "rule" | "ratios" | "specifications" | "comparable">,
  year: number,
): AgainstBaseline {
  const { rule, specifications, comparable } = assessment;
  const own = quotedRatios(assessment, year);
  const required = <T>(value: T | null | undefined, what: string): T => {
    if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
    const hint = own.find(({ reason }) => reason !== undefined)?.reason;
    throw new MissingDataError(`pair: ${what} in ${year} cannot be compared with the baseline`, {
      hint: hint ?? "The tables lack the year, the baseline or the source.",
    });
  };
  const everyWay = before(specifications, year).map((one) => ratioIn(rule, one, year));
  return {
    quoted: required(changeOver(own), "propensity"),
    all: required(changeOver(everyWay), "propensity"),
    ratio: (series) => {
      const found = own.find(({ specification }) => specification.series.choice.id === series);
      return required(found?.value, `the series ${series}`);
    },
    jointChangeFromMean: (source) => {
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
        ...{ kind: "propensity" as const, name: one.choice.reads },
        values: valuesIn(years, (year) => ratioIn(year, one)?.value),
      })),
      ...own.slice(0, 1).map(() => ({
        ...{ kind: "joint-papers" as const, name: about.edition(edition).name },
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

/** Joint papers of one year, and the number that the baseline's propensity would have given. */
interface ExpectedPapers {
  readonly year: number;
  readonly status: YearStatus;
  /** Observed joint papers. */
  readonly joint: number;
  /** At the propensity of the rule's first baseline, with each country's actual international papers. */
  readonly expected: number;
}

/**
 * Observed and expected joint papers in every year of a series of the rule; by default the series that `missingPapers`
 * uses. Empty if the baseline has no propensity.
 */
export function expectedPapers(
  { rule, specifications }: Pick<Assessment, "rule" | "specifications">,
  id = withMissingPapers(specifications)[0]?.series.choice.id,
): readonly ExpectedPapers[] {
  const found = specifications.find(
    ({ series }) => series.choice.id === id && series.territory !== "with China",
  );
  const base = found?.base.value ?? null;
  if (found === undefined || base === null) return [];
  return found.series.years.flatMap((point) => {
    const expected = expectedIn(point);
    if (expected === null) return [];
    const { year, joint } = point;
    return [{ year, status: statusOf(point, rule), joint, expected: base * expected }];
  });
}
