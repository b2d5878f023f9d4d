/** Words on what a cube of single papers shows of the pair; empty or null where there is no cube. */
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { EstimatedMeasure } from "../../model/measure.js";
import type { RichText, Value } from "../../model/value.js";
import { sum } from "../indicators/numeric/statistics.js";
import type { PairContext } from "../pair/context.js";
import type { YearVerdict } from "../verdict/assess.js";
import type { StandingId } from "../verdict/rule.js";
import type { WorksFindings } from "../verdict/works-standing.js";
import type { WorksRatio, RatioQuestion } from "../verdict/works-ratio.js";
import { fieldName } from "../works/fields.js";
import { worksAnswers, type WorksAnswers } from "../works/single-papers.js";
import { isKept } from "./tables.js";

/** The year of the verdict against the baseline that all sources share; null without a cube or a verdict. */
export function worksQuestion({ works, assessment }: PairContext): RatioQuestion | null {
  const { complete, comparable } = assessment;
  return works === null || complete === null
    ? null
    : { year: complete.year, baseline: comparable.baselineYears };
}

/** The answers of single papers for the year of the verdict; null without a cube or a verdict. */
export function answersOf(about: PairContext): WorksAnswers | null {
  const question = worksQuestion(about);
  return about.works === null || question === null ? null : worksAnswers(about.rule, about.works, question);
}

/** What was found for the standings S4 to S6. */
export function worksStandingWords(found: WorksFindings | null): Partial<Record<StandingId, RichText>> {
  if (found === null) return {};
  const agreeing = sum(found.fields.filter(({ state }) => state === "agrees").map(({ weight }) => weight));
  return {
    S4: text`R is ${r(found.all)} in all papers and ${r(found.panel)} in sources that have papers in every year. No country is named by ${fmt.percent(found.withoutCountry.before)} of papers in the baseline and ${fmt.percent(found.withoutCountry.after)} in ${fmt.year(found.year)}; placed as the others of their fields, they give ${r(found.located)}.`,
    S5: text`R is ${r(found.nonhyper)} without very large teams, and ${r(found.separate)} without authors who have addresses in both countries; in all papers ${r(found.all)}.`,
    S6: text`Fields with ${fmt.percent(agreeing, { digits: 0 })} of the joint papers agree with the whole. Expected field by field, R is ${r(found.normalised)}.`,
  };
}

/** What may lie behind the verdict besides less joint work; empty where single papers rule it out. */
export function mayExplainWords({ standing }: Pick<YearVerdict, "standing">): string {
  return standing.some(({ id, state }) => (id === "S4" || id === "S5") && state !== "holds")
    ? "Wider coverage, very large teams or addresses in both countries may explain part."
    : "";
}

const r = (ratio: WorksRatio): Value => fmt.ratio(ratio, { digits: 2 });

/** `0.81 (0.78–0.84)`. */
export function withInterval({ confidence, ...measure }: EstimatedMeasure): RichText {
  return confidence === null
    ? text`${fmt.ratio(measure)}`
    : text`${fmt.ratio(measure)} (${fmt.bounds(confidence, "ratio")})`;
}

const selectiveWordsOf: Readonly<Record<WorksAnswers["selective"]["answer"], string>> = {
  yes: "Yes: sensitive fields fell against the others.",
  no: "No: both changed alike.",
  reverse: "No: the other fields fell against the sensitive.",
  unclear: "It cannot be told: chance may have made the difference.",
  "few papers": "Not testable: too few joint papers in one of the two groups of fields.",
};

/** Whether sensitive fields fell against the others, with the ratio of both R. */
export function selectiveWords({ selective: { answer, sensitive, control, times } }: WorksAnswers): RichText {
  return text`${selectiveWordsOf[answer]} R is ${r(sensitive)} in sensitive fields and ${r(control)} in control fields, a ratio of ${withInterval(times)}.`;
}

const directions = { up: "rose", down: "fell", level: "stayed the same" } as const;

/** Whether the joint papers' share went one way as a whole and another in every field. */
export function simpsonWords({ two }: Pick<PairContext, "two">, { shares }: WorksAnswers): RichText {
  const { aggregate, fields, reversed } = shares;
  if (aggregate.direction === null) return text``;
  const told = fields.filter(({ direction }) => direction !== null);
  const alike = told.filter(({ direction }) => direction === aggregate.direction);
  const warning = reversed ? " Every field went the other way: the change is one of the mix of fields." : "";
  return text`The joint papers’ share of the international papers of ${two.inSentence} ${directions[aggregate.direction]}, from ${fmt.percent(aggregate.before)} to ${fmt.percent(aggregate.after)}; so it did in ${fmt.count(alike.length)} of ${fmt.count(told.length)} fields.${warning}`;
}

const routingWordsOf: Readonly<Record<WorksAnswers["routing"]["answer"], string>> = {
  yes: "Yes: papers of exactly the two fell, those with others in between did not.",
  "both fell": "No: papers of exactly the two fell, and those with others too.",
  neither: "No: neither kind fell.",
  multilateral: "No: papers with others in between fell, those of exactly the two did not.",
  unclear: "It cannot be told: intensity and share do not agree beyond chance.",
  "few papers": "Not testable: too few joint papers of one kind.",
};

/** Whether papers of exactly the two gave way to papers with others. */
export function routingWords({ routing: { answer, times, before, after } }: WorksAnswers): RichText {
  const shares =
    before === null || after === null
      ? text``
      : text` Of the joint papers ${fmt.percent(before.share)} were of exactly the two in ${fmt.year(before.year)}, and ${fmt.percent(after.share)} in ${fmt.year(after.year)}.`;
  return text`${routingWordsOf[answer]} The relative intensity is ${withInterval(times.bilateral)} times that of the baseline among papers of exactly two countries, and ${withInterval(times.multilateral)} times among those of more.${shares}`;
}

/** Papers of exactly the two, against their mean in the baseline; undefined where it cannot be told. */
export function exactlyTwoOf(
  about: PairContext,
): { readonly holds: boolean; readonly evidence: RichText } | undefined {
  const found = answersOf(about)?.routing;
  const times = found?.exactlyTwo.value ?? null;
  if (found?.after == null || times === null) return undefined;
  return {
    holds: times <= about.rule.limits.full,
    evidence: text`In ${fmt.year(found.after.year)} there were ${fmt.count(found.after.bilateral)} papers of exactly the two, ${fmt.percent(times, { digits: 0 })} of their mean in the baseline.`,
  };
}

/** How the odds of citing one's own changed among single papers; undefined where citations are not counted. */
export function citationWords({ citations }: WorksAnswers): RichText | undefined {
  if (citations === null || citations.times.value === null) return undefined;
  return text`Among single papers, without self-citations, the odds ratio was ${fmt.ratio(citations.before.own, { digits: 1 })} in the baseline and ${fmt.ratio(citations.after.own, { digits: 1 })} in ${fmt.year(citations.after.year)}, ${withInterval(citations.times)} times as great.`;
}

/** The share of exactly the two in the joint papers of a field, in the first and the last year with enough of them. */
export function exactlyTwoShares({ works }: Pick<PairContext, "works">, field: number) {
  const shares = (works?.cube.cells ?? [])
    .filter((cell) => cell.field === field && cell.joint.whole >= 100)
    .map(({ year, joint }) => ({ year, share: joint.bilateral / joint.whole }));
  const [first, last] = [shares[0], shares.at(-1)];
  return first === undefined || last === undefined || first === last ? null : { first, last };
}

/** Joint papers of some fields a year: in the baseline, and in the year of the verdict. */
export function jointInFields(about: PairContext, fields: readonly number[]) {
  const question = worksQuestion(about);
  if (about.works === null || question === null) return null;
  const { cells } = about.works.cube;
  const joint = (years: readonly number[]) =>
    sum(
      cells
        .filter(({ year, field }) => years.includes(year) && fields.includes(field))
        .map((cell) => cell.joint.whole),
    );
  const before = joint(question.baseline) / question.baseline.length;
  const after = joint([question.year]);
  if (!(before >= about.works.rule.fields.leastExpected)) return null;
  return { year: question.year, before, after, holds: isKept(after, before), fields: fields.map(fieldName) };
}
