/** The standings that need single papers: coverage (S4), very large teams and double addresses (S5), fields (S6). */
import type { Measure } from "../../model/measure.js";
import { measure } from "../indicators/interval.js";
import { sum } from "../indicators/statistics.js";
import type { Decision } from "./decide.js";
import type { VerdictRule } from "./rule.js";
import { type Answer, answer, needing } from "./standing.js";
import {
  bySize,
  bySizeInFields,
  classOfRatio,
  type RatioQuestion,
  together,
  worksRatio,
  type WorksRatio,
} from "./works-ratio.js";
import { say, type WordId } from "./words.js";
import type { FieldOfYear, PaperSizes, WorksEvidence, WorksRule, YearOfWorks } from "./works-rule.js";

/** R of one field, and whether it says what the whole says. */
interface FieldFinding {
  readonly field: number;
  readonly ratio: WorksRatio;
  /** Part of the joint papers that the propensity of the baseline would give. */
  readonly weight: number;
  /** `few papers`: too few to tell. */
  readonly state: "agrees" | "differs" | "few-papers";
}

/** What single papers say beside the verdict of a year. */
export interface WorksFindings {
  readonly year: number;
  /** R of all papers, and of parts of them. */
  readonly all: WorksRatio;
  /** In sources that have papers in every year of the panel. */
  readonly panel: WorksRatio;
  /** As if papers without a country had those of the others in their field and year. */
  readonly located: WorksRatio;
  /** Without hyper-authored papers. */
  readonly nonhyper: WorksRatio;
  /** Without joint papers on which an author has addresses in both countries. */
  readonly separate: WorksRatio;
  /** Expected field by field, so that the mix of fields is of no matter. */
  readonly normalised: WorksRatio;
  /** Share of papers that name no country: mean of the baseline years, and in the year. */
  readonly withoutCountry: { readonly before: Measure; readonly after: Measure };
  /** By number. */
  readonly fields: readonly FieldFinding[];
  /** Every field with enough papers went one way and the whole another. */
  readonly isReversed: boolean;
  readonly answers: Readonly<Record<"S4" | "S5" | "S6", Answer>>;
}

export function worksFindings(
  rule: VerdictRule,
  { rule: works, years }: WorksEvidence,
  { decision, ...question }: RatioQuestion & { readonly decision: Decision },
): WorksFindings {
  const of = (sizes: (year: YearOfWorks) => PaperSizes | null): WorksRatio =>
    worksRatio((year) => {
      const found = years.find((one) => one.year === year);
      const counted = found === undefined ? null : sizes(found);
      return counted === null ? null : bySize(counted);
    }, question);
  const all = of(({ fields }) => together(fields));
  const ratios = {
    all,
    panel: of(({ panel }) => panel),
    located: of(({ fields }) => together(fields.map(located))),
    nonhyper: of(({ nonhyper }) => nonhyper),
    separate: of(({ fields, dual }) => {
      const whole = together(fields);
      return { ...whole, joint: whole.joint - dual };
    }),
    normalised: worksRatio((year) => {
      const found = years.find((one) => one.year === year);
      return found === undefined ? null : bySizeInFields(found.fields);
    }, question),
  };
  const fields = fieldFindings(rule, works, years, question, all);
  const found = {
    ...{ year: question.year, ...ratios, fields },
    withoutCountry: {
      before: shareWithoutCountry(years.filter(({ year }) => question.baseline.includes(year))),
      after: shareWithoutCountry(years.filter(({ year }) => year === question.year)),
    },
    isReversed: isReversed(fields, all),
  };
  return { ...found, answers: answersOf(rule, works, decision, found) };
}

/** Papers of a field as if all of them named countries as those do that name some. */
function located({ works, withoutCountry, ...sizes }: FieldOfYear): PaperSizes {
  const times = works > withoutCountry ? works / (works - withoutCountry) : 1;
  return {
    joint: sizes.joint * times,
    x: sizes.x * times,
    y: sizes.y * times,
    world: sizes.world * times,
  };
}

function shareWithoutCountry(years: readonly YearOfWorks[]): Measure {
  const shares = years.map(({ fields }) => {
    const works = sum(fields.map((field) => field.works));
    return works === 0 ? NaN : sum(fields.map((field) => field.withoutCountry)) / works;
  });
  const mean = sum(shares) / shares.length;
  return measure(Number.isFinite(mean) ? mean : "insufficient_data", shares.length);
}

function fieldFindings(
  rule: VerdictRule,
  works: WorksRule,
  years: readonly YearOfWorks[],
  question: RatioQuestion,
  all: WorksRatio,
): readonly FieldFinding[] {
  const ids = [...new Set(years.flatMap(({ fields }) => fields.map(({ field }) => field)))];
  const ratios = ids
    .sort((a, b) => a - b)
    .map((field) => {
      const ratio = worksRatio((year) => {
        const found = years.find((one) => one.year === year)?.fields.find((one) => one.field === field);
        return found === undefined ? null : bySize(found);
      }, question);
      return { field, ratio };
    });
  const expected = sum(ratios.map(({ ratio }) => ratio.expected ?? ratio.joint));
  return ratios.map(({ field, ratio }) => ({
    ...{ field, ratio, weight: expected === 0 ? 0 : (ratio.expected ?? ratio.joint) / expected },
    state:
      ratio.value === null || all.value === null || ratio.least < works.fields.leastExpected
        ? "few-papers"
        : fieldAgrees(rule, works, ratio.value, all.value)
          ? "agrees"
          : "differs",
  }));
}

/** In the same class, nearly the same, or gone further the same way. */
function fieldAgrees(rule: VerdictRule, { fields }: WorksRule, value: number, all: number): boolean {
  const one = classOfRatio(rule, all);
  const isFurther = one === "recoupled" ? value >= all : one !== "none" && value <= all;
  return isFurther || classOfRatio(rule, value) === one || Math.abs(value / all - 1) <= fields.closeTo;
}

function isReversed(fields: readonly FieldFinding[], all: WorksRatio): boolean {
  const ratios = fields.filter(({ state }) => state !== "few-papers").map(({ ratio }) => ratio.value ?? 1);
  const side = Math.sign((all.value ?? 1) - 1);
  return ratios.length > 1 && side !== 0 && ratios.every((value) => Math.sign(value - 1) === -side);
}

function answersOf(
  rule: VerdictRule,
  works: WorksRule,
  decision: Decision,
  found: Omit<WorksFindings, "answers">,
): WorksFindings["answers"] {
  const why = cannotSpeak(rule, works, decision, found.all);
  if (why !== null) return { S4: needing(why), S5: needing(why), S6: needing(why) };
  const same = (part: WorksRatio) => remains(rule, works, found.all.value ?? NaN, part.value ?? NaN);
  const tested = (parts: readonly (readonly [WorksRatio, WordId])[], holds: () => boolean): Answer => {
    const few = parts.find(([{ value, least }]) => value === null || least < works.leastExpected);
    return few === undefined
      ? answer(holds())
      : needing(say(rule, "needs-papers", { least: works.leastExpected, where: say(rule, few[1]) }));
  };
  const [before, after] = [found.withoutCountry.before.value ?? NaN, found.withoutCountry.after.value ?? NaN];
  return {
    S4: tested(
      [[found.panel, "in-panel"]],
      () =>
        same(found.panel) &&
        same(found.located) &&
        Math.abs(after - before) <= works.mostChangeWithoutCountry,
    ),
    S5: tested(
      [
        [found.nonhyper, "without-large-teams"],
        [found.separate, "without-double-addresses"],
      ],
      () => same(found.nonhyper) && same(found.separate),
    ),
    S6: fieldAnswer(rule, works, found, same),
  };
}

/** Standings of another number than the one that the verdict depends on would say nothing of it. */
function cannotSpeak(
  rule: VerdictRule,
  works: WorksRule,
  { verdict, range }: Decision,
  { value, least, reason }: WorksRatio,
): string | null {
  if (range === null) return say(rule, "needs-verdict");
  if (value === null)
    return say(rule, reason === "zero_denominator" ? "needs-both-countries" : "needs-all-years");
  if (least < works.leastExpected)
    return say(rule, "needs-papers", { least: works.leastExpected, where: say(rule, "in-cube") });
  const isIn = verdict.split("-").includes(classOfRatio(rule, value));
  const isNear = value >= range.least * (1 - works.closeTo) && value <= range.most * (1 + works.closeTo);
  return isIn || isNear ? null : say(rule, "needs-all-papers");
}

/** The same class, and so much of the change left; or nearly the same number. */
function remains(rule: VerdictRule, works: WorksRule, all: number, part: number): boolean {
  if (Math.abs(part - all) <= works.closeTo * all) return true;
  const [one, other] = [classOfRatio(rule, all), classOfRatio(rule, part)];
  if (one === "none" || one !== other) return one === other;
  return (part - 1) / (all - 1) >= works.remains;
}

function fieldAnswer(
  rule: VerdictRule,
  { fields: { share } }: WorksRule,
  { fields, normalised, isReversed: reversed }: Omit<WorksFindings, "answers">,
  same: (part: WorksRatio) => boolean,
): Answer {
  const weight = (state: FieldFinding["state"]) =>
    sum(fields.filter((field) => field.state === state).map((field) => field.weight));
  const wanted = share[0] / share[1];
  const [agrees, differs] = [weight("agrees"), weight("differs")];
  if (agrees >= wanted - 1e-12) return answer(same(normalised) && !reversed);
  return 1 - differs < wanted ? answer(false) : needing(say(rule, "needs-papers-by-field"));
}
