/** What a cube of single papers shows about the pair; null without a cube. */
import { AnalysisError } from "briefing/analysis";
import { sum } from "../indicators/statistics.js";
import type { PairContext } from "../pair/context.js";
import { completeVerdict } from "../verdict/summary.js";
import { oneSidedIn } from "../verdict/works-standing.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import { worksAnswers } from "../works/single-papers.js";
import { isKept } from "./tables.js";

/** The verdict year compared with the baseline shared by all sources; null without a cube or a verdict. */
function worksQuestion({ works, assessment }: PairContext): RatioQuestion | null {
  const { complete, comparable } = assessment;
  return works === null || complete === null
    ? null
    : { year: complete.year, baseline: comparable.baselineYears };
}

/** Findings from single papers for the verdict year; null without a cube or a verdict. */
export function answersOf(about: PairContext) {
  const question = worksQuestion(about);
  return about.works === null || question === null ? null : worksAnswers(about.rule, about.works, question);
}

/** Findings about the pair from single papers; throws if the project has no cube. */
export function worksChapter(about: PairContext) {
  const { works: found } = completeVerdict(about.assessment);
  const answers = answersOf(about);
  const question = worksQuestion(about);
  if (about.works === null || found === null || answers === null || question === null)
    throw new AnalysisError("this chapter needs a cube of single papers in data/cube", {
      hint: "Create one: briefing works build DIR -o data/cube",
    });
  const asked = about.works.evidence.years.filter(({ year }) =>
    [question.year, ...question.baseline].includes(year),
  );
  const oneSided = oneSidedIn(asked);
  if (oneSided !== null)
    throw new AnalysisError(
      `the cube in data/cube cannot be used for this pair: it needs ${about.works.rule.needs[oneSided]}`,
      {
        hint: "docs/how-to/single-papers.md says which papers are needed. Fetch them, and build the cube again.",
      },
    );
  return { works: about.works, found, answers, question };
}

/** Share of exactly-two-country papers among a field's joint papers, in the first and last year with enough of them. */
export function exactlyTwoShares({ works }: Pick<PairContext, "works">, field: number) {
  const shares = (works?.cube.cells ?? [])
    .filter((cell) => cell.field === field && cell.joint.whole >= 100)
    .map(({ year, joint }) => ({ year, share: joint.bilateral / joint.whole }));
  const first = shares[0];
  const last = shares.at(-1);
  return first === undefined || last === undefined || first === last ? null : { first, last };
}

/** Joint papers per year in some fields, in the baseline and in the verdict year; null if there are too few. */
export function jointInFields(about: PairContext, fields: readonly number[]) {
  const question = worksQuestion(about);
  if (about.works === null || question === null) return null;
  const { cube, rule } = about.works;
  const joint = (years: readonly number[]) =>
    sum(
      cube.cells
        .filter(({ year, field }) => years.includes(year) && fields.includes(field))
        .map((cell) => cell.joint.whole),
    );
  const before = joint(question.baseline) / question.baseline.length;
  const after = joint([question.year]);
  if (!(before >= rule.fields.leastExpected)) return null;
  const names = fields.map((field) => rule.fields.names[field] ?? String(field));
  return { year: question.year, before, after, holds: isKept(after, before), fields: names };
}
