/** Rows of the chapter on single papers. */
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import { AnalysisError } from "../indicators/errors.js";
import { completeVerdict } from "../verdict/summary.js";
import type { WorksFindings } from "../verdict/works-standing.js";
import type { PairContext } from "../pair/context.js";
import { fieldName } from "../works/fields.js";
import type { SinglePapers, WorksAnswers } from "../works/single-papers.js";
import { answersOf, withInterval } from "./single-papers.js";
import { capital } from "./words.js";

/** What the chapter rests on. */
export interface WorksChapter {
  readonly works: SinglePapers;
  readonly found: WorksFindings;
  readonly answers: WorksAnswers;
}

/** What single papers say of the pair; throws where the project has no cube. */
export function worksChapter(about: PairContext): WorksChapter {
  const { works: found } = completeVerdict(about.assessment);
  const answers = answersOf(about);
  if (about.works === null || found === null || answers === null)
    throw new AnalysisError("this chapter needs a cube of single papers in data/cube", {
      hint: "Make one: briefing works build DIR -o data/cube",
    });
  return { works: about.works, found, answers };
}

/** R of all papers, and of parts of them. */
export function worksRatioRows({ found }: WorksChapter) {
  return [
    ["All papers", found.all],
    ["In sources that have papers in every year", found.panel],
    ["Papers without a country placed as the others of their fields", found.located],
    ["Without very large teams", found.nonhyper],
    ["Without authors who have addresses in both countries", found.separate],
    ["Expected field by field", found.normalised],
  ].map(([papers, ratio]) => {
    const one = ratio as WorksFindings["all"];
    return { papers: papers as string, ratio: withInterval(one), joint: Math.round(one.joint) };
  });
}

const states = { agrees: "agrees", differs: "differs", "few papers": "too few papers" } as const;

/** Fields by R, the lowest first; those with too few papers last. */
export function worksFieldRows({ found, works: { rule } }: WorksChapter) {
  const group = (field: number) =>
    rule.fields.sensitive.includes(field)
      ? "sensitive"
      : rule.fields.control.includes(field)
        ? "control"
        : "neither";
  return [...found.fields]
    .sort(
      (a, b) =>
        Number(a.state === "few papers") - Number(b.state === "few papers") ||
        (a.ratio.value ?? 0) - (b.ratio.value ?? 0),
    )
    .map(({ field, ratio, state }) => ({
      field: capital(fieldName(field)),
      ...{ group: group(field), ratio: withInterval(ratio), joint: ratio.joint, state: states[state] },
    }));
}

/** Observed over expected, year by year. */
export function worksPropensityRows({ works }: WorksChapter) {
  return works.propensityByYear.map(({ year, normalised }) => ({
    ...{ year, joint: normalised.observed, expected: Math.round(normalised.expected) },
    normalised: withInterval(normalised),
    plain: normalised.unnormalised,
  }));
}

/** R of fields as bars; fields with too few papers are left out. */
export function worksFieldBars({ found }: WorksChapter) {
  return found.fields.flatMap(({ field, ratio: { value, confidence }, state }) =>
    value === null || confidence === null || state === "few papers"
      ? []
      : [
          {
            label: capital(fieldName(field)),
            ...{ value, lower: confidence.lower, upper: confidence.upper, text: fmt.ratio(value).text },
          },
        ],
  );
}

/** The pair against other partners of the first country. */
export function partnerOddsRows(about: PairContext, { answers }: WorksChapter) {
  return answers.partners.map(({ partner, odds }) => ({
    partner: capital(about.economy(partner).inSentence),
    odds: withInterval(odds),
    differs: odds.heterogeneity.p.value !== null && odds.heterogeneity.p.value < 0.05 ? "yes" : "no",
  }));
}

/** Bilateral and multilateral papers, year by year. */
export function routingRows({ works }: WorksChapter) {
  return works.routingByYear.map(({ year, bilateral, multilateral, share, intensity }) => ({
    ...{ year, bilateral, multilateral, share },
    there: text`${fmt.ratio(intensity.bilateral[0])} and ${fmt.ratio(intensity.multilateral[0])}`,
    back: text`${fmt.ratio(intensity.bilateral[1])} and ${fmt.ratio(intensity.multilateral[1])}`,
  }));
}

/** Citations and sources, year by year. */
export function separationRows({ works }: WorksChapter) {
  return works.coverage.map(({ year }) => {
    const cited = works.citationsByYear.find((one) => one.year === year);
    const venues = works.venuesByYear.find((one) => one.year === year);
    return {
      year,
      own: cited === undefined ? "" : withInterval(cited.own),
      withSelf: cited === undefined ? "" : fmt.ratio(cited.withSelf),
      sources: venues?.sources ?? 0,
      dissimilarity: venues === undefined ? "" : fmt.ratio(venues.dissimilarity),
      byChance: venues === undefined ? "" : fmt.ratio(venues.byChance),
    };
  });
}
