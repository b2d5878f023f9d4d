/** The standings that need single papers: coverage (S4), very large teams and double addresses (S5), fields (S6). */
import { measure, type Measure } from "briefing/analysis";
import { sum } from "../indicators/statistics.js";
import type { Decision } from "./decide.js";
import { type HiddenPapers, hiddenPapers } from "./hidden-papers.js";
import type { VerdictRule } from "./rule.js";
import type { Answer } from "./standing.js";
import { answersOf, isNear } from "./works-answers.js";
import {
  type FieldFinding,
  fieldFindings,
  hasChanged,
  type PartFinding,
  partFinding,
} from "./works-parts.js";
import {
  bySize,
  bySizeInFields,
  type RatioQuestion,
  type Stratum,
  together,
  weighted,
  worksRatio,
  type WorksRatio,
} from "./works-ratio.js";
import type { FieldOfYear, PaperSizes, WeightedSizes, WorksEvidence, YearOfWorks } from "./works-rule.js";

/** Findings from single papers that supplement the verdict of a year. */
export interface WorksFindings {
  readonly year: number;
  readonly all: WorksRatio;
  /** Whether R of all papers has changed, or nearly so. */
  readonly hasChanged: boolean;
  /** Lowest and highest R of the verdict, from counts; null without a verdict. */
  readonly ofVerdict: { readonly least: number; readonly most: number } | null;
  /** Whether R of the cube could be the one behind the verdict. */
  readonly isOfVerdict: boolean;
  readonly hidden: HiddenPapers;
  /** In sources that have papers in every panel year, each with its mean volume. */
  readonly panel: PartFinding;
  /** As if papers without a country had the countries of the others in their field and year. */
  readonly located: PartFinding;
  /** Without hyper-authored papers. */
  readonly nonhyper: PartFinding;
  /** Without papers on which an author has addresses in both countries. */
  readonly separate: PartFinding;
  /** Expected field by field, each at its own baseline propensity, so that the mix of fields does not matter. */
  readonly normalised: PartFinding;
  /** Share of papers that name no country: mean of the baseline years, and in the year. */
  readonly withoutCountry: { readonly before: Measure; readonly after: Measure };
  /** By number. */
  readonly fields: readonly FieldFinding[];
  readonly answers: Readonly<Record<"S4" | "S5" | "S6", Answer>>;
}

export function worksFindings(
  rule: VerdictRule,
  { rule: works, years }: WorksEvidence,
  { decision, ...question }: RatioQuestion & { readonly decision: Decision },
): WorksFindings {
  const of = (strata: (year: YearOfWorks) => readonly Stratum[] | null): WorksRatio =>
    worksRatio((year) => {
      const found = years.find((one) => one.year === year);
      return found === undefined ? null : strata(found);
    }, question);
  const all = of(({ fields }) => bySize(together(fields)));
  const part = (strata: (year: YearOfWorks) => readonly Stratum[] | null): PartFinding =>
    partFinding(works, all, of(strata));
  const ids = [...new Set(years.flatMap(({ fields }) => fields.map(({ field }) => field)))];
  const byField = ids
    .sort((a, b) => a - b)
    .map((id) => ({
      field: id,
      ratio: of(({ fields }) => {
        const own = fields.filter(({ field }) => field === id);
        return own.length === 0 ? null : bySizeInFields(own);
      }),
      without: part(({ fields }) => bySizeInFields(fields.filter(({ field }) => field !== id))),
    }));
  const neededYears = [...question.baseline, question.year];
  const asked = years.filter(({ year }) => neededYears.includes(year));
  const { range } = decision;
  const found = {
    year: question.year,
    all,
    hasChanged: hasChanged(works, all),
    ofVerdict: range === null ? null : { least: range.least, most: range.most },
    isOfVerdict: range !== null && isNear(works, range, all.value),
    hidden: hiddenPapers(works, years, all, question),
    panel: part(({ panel }) => (panel === null ? null : bySize(panel))),
    located: part(({ fields }) => bySize(located(fields))),
    nonhyper: part(({ nonhyper }) => bySize(nonhyper)),
    separate: part(({ fields, dual }) => bySize(without(dual, together(fields)))),
    normalised: part(({ fields }) => bySizeInFields(fields)),
    withoutCountry: {
      before: shareWithoutCountry(years.filter(({ year }) => question.baseline.includes(year))),
      after: shareWithoutCountry(years.filter(({ year }) => year === question.year)),
    },
    fields: fieldFindings(works, all, byField),
  };
  const choice = { neededYears, oneSided: oneSidedIn(asked), hasDomestic: hasDomestic(asked) };
  return { ...found, answers: answersOf(rule, works, decision, { ...found, ...choice }) };
}

/** Whether the papers were chosen by the countries of the pair in every year, so that R says nothing about the two. */
export function oneSidedIn(years: readonly Pick<YearOfWorks, "fields">[]): "whole" | "joint" | null {
  const sizes = years.map(({ fields }) => together(fields)).filter(({ world }) => world > 0);
  if (sizes.every(({ joint }) => joint === 0)) return null;
  for (const side of ["x", "y"] as const) {
    if (sizes.every((size) => size[side] === size.world)) return "whole";
    if (sizes.every((size) => size[side] === size.joint)) return "joint";
  }
  return null;
}

function hasDomestic(years: readonly YearOfWorks[]): boolean {
  return years.some(({ fields }) => fields.some(({ works, world }) => works > world));
}

/** Papers of fields, as if all of them named countries like those in their field that do. */
function located(fields: readonly FieldOfYear[]): WeightedSizes {
  return weighted(
    fields.map(({ works, withoutCountry, ...sizes }) => ({
      sizes,
      times: works > withoutCountry ? works / (works - withoutCountry) : 1,
    })),
  );
}

/** Joint papers are included in the papers of each of the two and of the world. */
function without(papers: number, { joint, x, y, world }: PaperSizes): PaperSizes {
  return { joint: joint - papers, x: x - papers, y: y - papers, world: world - papers };
}

function shareWithoutCountry(years: readonly YearOfWorks[]): Measure {
  const shares = years.map(({ fields }) => {
    const works = sum(fields.map((field) => field.works));
    return works === 0 ? NaN : sum(fields.map((field) => field.withoutCountry)) / works;
  });
  const mean = sum(shares) / shares.length;
  return measure(Number.isFinite(mean) ? mean : "insufficient_data", shares.length);
}
