/** The standings that need single papers: coverage (S4), very large teams and double addresses (S5), fields (S6). */
import { type EstimatedMeasure, type Interval, measure, type Measure } from "briefing/analysis";
import { sum } from "../indicators/statistics.js";
import type { Decision } from "./decide.js";
import type { VerdictRule } from "./rule.js";
import { classOf } from "./specifications.js";
import { type Answer, answer, needing } from "./standing.js";
import {
  bySize,
  bySizeInFields,
  changed,
  differenceOf,
  type RatioQuestion,
  remainingChange,
  type Stratum,
  together,
  weighted,
  worksRatio,
  type WorksRatio,
} from "./works-ratio.js";
import { say, type WordId } from "./words.js";
import type {
  FieldOfYear,
  PaperSizes,
  WeightedSizes,
  WorksEvidence,
  WorksRule,
  YearOfWorks,
} from "./works-rule.js";

/** R of a subset of the papers, or of all with other weights, and whether it agrees with R of all papers. */
interface PartFinding {
  readonly ratio: WorksRatio;
  /** How much of the change in all papers remains; null if they have not changed. */
  readonly remains: EstimatedMeasure;
  /** `unclear`: chance allows both. */
  readonly state: "same" | "other" | "unclear" | "few-papers";
}

/** R of one field, and whether it agrees with R of the whole. */
interface FieldFinding {
  readonly field: number;
  readonly ratio: WorksRatio;
  /** Fraction of the joint papers expected at the baseline's propensity. */
  readonly weight: number;
  readonly state: "agrees" | "differs" | "unclear" | "few-papers";
  /** The other fields, expected field by field. */
  readonly without: PartFinding;
}

/** Findings from single papers that supplement the verdict of a year. */
export interface WorksFindings {
  readonly year: number;
  readonly all: WorksRatio;
  /** Whether R of all papers has changed, or nearly so. */
  readonly hasChanged: boolean;
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
  const found = {
    year: question.year,
    all,
    hasChanged: hasChanged(works, all),
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
  return { ...found, answers: answersOf(rule, works, decision, found) };
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

function hasChanged({ leastChange }: WorksRule, all: WorksRatio): boolean {
  return changed(all) && Math.abs((all.value ?? 1) - 1) >= leastChange;
}

/** A change is the same if enough of it remains; without a change, R must be nearly the same. */
function partFinding(works: WorksRule, all: WorksRatio, ratio: WorksRatio): PartFinding {
  const remains = remainingChange(all, ratio);
  if (all.value === null || ratio.value === null || ratio.least < works.leastExpected)
    return { ratio, remains, state: "few-papers" };
  if (hasChanged(works, all) && remains.confidence !== null) {
    const within = { lower: works.remains, upper: 1 / works.remains };
    return { ratio, remains, state: overlap(remains.confidence, within) };
  }
  const { value, margin } = differenceOf(all, ratio);
  const most = Math.log(1 + works.closeTo);
  const state = overlap({ lower: value - margin, upper: value + margin }, { lower: -most, upper: most });
  return { ratio, remains, state };
}

function overlap(interval: Interval, within: Interval): "same" | "other" | "unclear" {
  if (interval.lower >= within.lower && interval.upper <= within.upper) return "same";
  return interval.upper < within.lower || interval.lower > within.upper ? "other" : "unclear";
}

function fieldFindings(
  works: WorksRule,
  all: WorksRatio,
  ratios: readonly Pick<FieldFinding, "field" | "ratio" | "without">[],
): readonly FieldFinding[] {
  const expected = sum(ratios.map(({ ratio }) => ratio.expected ?? ratio.joint));
  return ratios.map((one) => ({
    ...one,
    weight: expected === 0 ? 0 : (one.ratio.expected ?? one.ratio.joint) / expected,
    state: fieldState(works, all, one.ratio),
  }));
}

/** A field agrees if it changed enough by itself, or more than the whole; if nothing changed, if R is close. */
function fieldState(works: WorksRule, all: WorksRatio, ratio: WorksRatio): FieldFinding["state"] {
  if (all.value === null || ratio.value === null || ratio.least < works.fields.leastExpected)
    return "few-papers";
  const { value: share, confidence } = remainingChange(all, ratio);
  if (hasChanged(works, all) && share !== null && confidence !== null) {
    if (confidence.upper < works.remains) return "differs";
    return share >= works.remains && changed(ratio) ? "agrees" : "unclear";
  }
  const { value, margin } = differenceOf(all, ratio);
  const most = Math.log(1 + works.fields.closeTo);
  if (Math.abs(value) - margin > most) return "differs";
  return Math.abs(value) <= most ? "agrees" : "unclear";
}

function answersOf(
  rule: VerdictRule,
  works: WorksRule,
  decision: Decision,
  found: Omit<WorksFindings, "answers">,
): WorksFindings["answers"] {
  const why = cannotSpeak(rule, works, decision, found.all);
  if (why !== null) return { S4: needing(why), S5: needing(why), S6: needing(why) };
  const { panel, located: placed, nonhyper, separate, withoutCountry } = found;
  const papers = (where: WordId) =>
    say(rule, "needs-papers", { least: works.leastExpected, where: say(rule, where) });
  const moved = Math.abs((withoutCountry.after.value ?? NaN) - (withoutCountry.before.value ?? NaN));
  const all = (parts: readonly (readonly [PartFinding, needs: string])[]): Answer => {
    const stateIs = (state: PartFinding["state"]) => parts.find(([part]) => part.state === state);
    if (stateIs("other") !== undefined) return answer(false);
    const few = stateIs("few-papers");
    if (few !== undefined) return needing(few[1]);
    return stateIs("unclear") === undefined ? answer(true) : needing(works.needs);
  };
  return {
    S4:
      moved > works.mostChangeWithoutCountry
        ? answer(false)
        : all([
            [panel, panel.ratio.value === null ? rule.standing.needs.S4 : papers("in-panel")],
            [placed, papers("in-cube")],
          ]),
    S5: all([
      [nonhyper, papers("without-large-teams")],
      [separate, papers("without-double-addresses")],
    ]),
    S6: fieldAnswer(rule, works, found),
  };
}

/** Standings of a number other than the one behind the verdict would be no evidence about it. */
function cannotSpeak(
  rule: VerdictRule,
  works: WorksRule,
  { verdict, range }: Decision,
  { value, jointChange, least, reason }: WorksRatio,
): string | null {
  if (range === null) return say(rule, "needs-verdict");
  if (value === null)
    return say(rule, reason === "zero_denominator" ? "needs-both-countries" : "needs-all-years");
  if (least < works.leastExpected)
    return say(rule, "needs-papers", { least: works.leastExpected, where: say(rule, "in-cube") });
  const isIn = verdict.split("-").includes(classOf(rule, value, jointChange));
  const isNear = value >= range.least * (1 - works.closeTo) && value <= range.most * (1 + works.closeTo);
  return isIn || isNear ? null : say(rule, "needs-all-papers");
}

/** Fails if the mix of fields or one field causes the change, or if too many papers are in fields that differ. */
function fieldAnswer(
  rule: VerdictRule,
  { fields: { share } }: WorksRule,
  { fields, normalised }: Omit<WorksFindings, "answers">,
): Answer {
  const weight = (state: FieldFinding["state"]) =>
    sum(fields.filter((field) => field.state === state).map((field) => field.weight));
  const wanted = share[0] / share[1];
  const isOther = [normalised, ...fields.map(({ without }) => without)].some(
    ({ state }) => state === "other",
  );
  if (isOther || 1 - weight("differs") < wanted - 1e-12) return answer(false);
  const holds = [normalised, ...fields.flatMap(({ state, without }) => (state === "agrees" ? [] : without))];
  return holds.every(({ state }) => state === "same") && weight("agrees") >= wanted - 1e-12
    ? answer(true)
    : needing(say(rule, "needs-papers-by-field"));
}
