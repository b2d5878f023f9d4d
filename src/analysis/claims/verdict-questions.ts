/** What the verdict rule prints beside its verdict: signs of full decoupling, and questions with answers of their own. */
import { completeVerdict, verdictNames, type YearVerdict } from "../verdict/index.js";
import type { StandingId } from "../verdict/rule.js";
import { citationsOf } from "../pair/citations.js";
import type { PairContext } from "../pair/context.js";
import { placesOfBoth } from "../pair/mutual-partners.js";
import { venueSeparation, venueSpans } from "../pair/venues.js";
import type { RichText } from "../../model/value.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import {
  answersOf,
  citationWords,
  exactlyTwoOf,
  routingWords,
  selectiveWords,
  worksStandingWords,
} from "./single-papers.js";
import { capital, joined, type Part } from "./words.js";
import { ifThere, newestCounts } from "./tables.js";
import { sourceName } from "../pair/editions.js";

/** A row of a table of parts: what is looked at, the answer, what was found or would be needed. */
export interface AnswerRow {
  readonly reads: string | RichText;
  readonly answer: "holds" | "does not hold" | "not testable" | "not defined";
  readonly found: string | RichText;
}

/** What speaks for the verdict of a year and against it: the standings of the rule with their evidence. */
export function standingRows(about: PairContext, verdict: YearVerdict): readonly AnswerRow[] {
  const { early } = about.assessment;
  const medians = verdict.decision.sources.flatMap(({ source, median }) =>
    median === null ? [] : [text`${fmt.ratio(median, { digits: 3 })} (${sourceName(source)})`],
  );
  const places = verdict.own.map((own) => text`${fmt.ordinal(own.rank)} of ${fmt.count(own.of)}`);
  const turns = verdict.turns.map(({ from, to }) => text`${fmt.range(from, to, "year")}`);
  const found: Partial<Record<StandingId, RichText>> = {
    S1: text`Middle R: ${joined(medians, ", ")}.`,
    S2: text`Place among large pairs, the ${verdict.verdict === "recoupled" ? "highest" : "lowest"} R first: ${joined(places, ", ")}.`,
    S3: text`The turn lies in ${joined(turns, ", and in ")}${turns.length > 1 ? ", by panel" : ""}.`,
    ...worksStandingWords(verdict.works),
    ...(early !== null && {
      S7: text`Early count of ${fmt.year(early.year)}: ${verdictNames[early.verdict]}.`,
    }),
  };
  return verdict.standing.map(({ id, reads, state, needs }) => ({
    reads,
    answer: state,
    found: (needs === undefined ? found[id] : text`Needs ${needs}.`) ?? "",
  }));
}

/** Signs of full decoupling as rows: they support it or contradict it, and decide nothing. */
export function signsOfFullDecoupling(about: PairContext): readonly AnswerRow[] {
  return [ratioSign(about), ranksSign(about), exactlyTwo(about), citationsSign(about)].map(
    ({ reads, holds, needs, evidence }) => ({
      reads,
      answer: holds === undefined ? "not testable" : holds ? "holds" : "does not hold",
      found: (evidence as string | RichText | undefined) ?? `Needs ${needs ?? "more"}.`,
    }),
  );
}

function ratioSign(about: PairContext): Part {
  const { limits } = about.rule;
  const reads = text`R is at most ${fmt.ratio(limits.full)} in every computation`;
  const { decision, year } = completeVerdict(about.assessment);
  if (decision.range === null) return { reads, needs: decision.reason ?? "R" };
  return {
    reads,
    holds: decision.range.most <= limits.full,
    evidence: text`The greatest R of ${fmt.year(year)} is ${fmt.ratio(decision.range.most, { digits: 3 })}.`,
  };
}

function ranksSign(about: PairContext): Part {
  const reads = text`Neither is among the other’s first ${fmt.count(about.rule.firstPartners)} partners`;
  const all = ifThere(() => placesOfBoth(about)) ?? [];
  // The same year in every source, or no comparison.
  const { year } = completeVerdict(about.assessment);
  const found = newestCounts(about).flatMap(({ edition }) =>
    all
      .filter((place) => place.edition === edition.edition && place.year === year)
      .map((place) => ({ ...place, ...(place.without ?? {}) })),
  );
  if (found.length === 0) return { reads, needs: "the partners of both in a complete year" };
  const places = found.map(
    ({ economy, partner, place, source, ...at }) =>
      text`${capital(about.economy(partner).inSentence)} is the ${fmt.ordinal(place)} partner of ${about.economy(economy).inSentence} (${sourceName(source)}, ${fmt.year(at.year)}).`,
  );
  return {
    reads,
    holds: found.every(({ rank }) => rank.lower > about.rule.firstPartners),
    evidence: joined(places),
  };
}

function exactlyTwo(about: PairContext): Part {
  return {
    reads: text`Papers of exactly the two are at most ${fmt.percent(about.rule.limits.full, { digits: 0 })} of the baseline`,
    ...(exactlyTwoOf(about) ?? { needs: "every single paper with the countries of its authors" }),
  };
}

function citationsSign(about: PairContext): Part {
  const reads = "Each keeps more to its own in citations than before";
  const counted = answersOf(about);
  const words = counted === null ? undefined : citationWords(counted);
  if (words !== undefined)
    return { reads, holds: (counted?.citations?.times.confidence?.lower ?? 0) > 1, evidence: words };
  const found = citations(about);
  if (found === null) return { reads, needs: "the citation index of two years" };
  const { before, after, one, two } = found;
  const evidence = text`The odds ratio of citing one’s own was ${fmt.ratio(before, { digits: 1 })} in ${fmt.year(one)} and ${fmt.ratio(after, { digits: 1 })} in ${fmt.year(two)}.`;
  return one <= about.rule.baselines[0].to
    ? { reads, needs: "the citation index of two years after the baseline", evidence }
    : { reads, holds: after > before, evidence };
}

function citations(about: PairContext) {
  return ifThere(() => {
    const { all, before, after } = citationsOf(about);
    const [then, now] = [all.before.oddsRatio.value, all.after.oddsRatio.value];
    return then === null || now === null
      ? null
      : { before: then, after: now, one: before.year, two: after.year };
  });
}

/** A question that the verdict does not answer, and what the tables say of it. */
export interface SeparateQuestion {
  readonly question: string;
  readonly answer: RichText;
}

/** Questions with answers of their own, never part of the verdict. */
export function separateQuestions(about: PairContext): readonly SeparateQuestion[] {
  const cited = citations(about);
  const works = answersOf(about);
  const citing = works === null ? undefined : citationWords(works);
  const missing = (needs: string): RichText => text`Not testable: needs ${needs}.`;
  return [
    {
      question: "Is it selective: do sensitive fields decouple, and others not?",
      answer: works === null ? missing("joint papers by field and year") : selectiveWords(works),
    },
    {
      question: "Is it re-routed: fewer papers of exactly the two, as many with others in between?",
      answer:
        works === null
          ? missing("every single paper with the countries of its authors")
          : routingWords(works),
    },
    {
      question: "Do they keep more to their own in citations?",
      answer:
        cited === null
          ? missing("the citation index of two years")
          : text`The odds ratio was ${fmt.ratio(cited.before, { digits: 1 })} in ${fmt.year(cited.one)} and ${fmt.ratio(cited.after, { digits: 1 })} in ${fmt.year(cited.two)}. Two years are no trend.${citing === undefined ? "" : text` ${citing}`}`,
    },
    {
      question: "Do they go to different conferences on artificial intelligence?",
      answer: conferences(about) ?? missing("conferences with good data in every year"),
    },
  ];
}

/** Two fixed sets of conferences, since the answer depends on the set. */
function conferences(about: PairContext): RichText | null {
  const sets = venueSpans.flatMap((span) => {
    const found = ifThere(() => venueSeparation(about.newestRows("ai-venues"), span));
    const [first, last] = [found?.years[0], found?.years.at(-1)];
    const [before, after] = [first?.dissimilarity.value ?? null, last?.dissimilarity.value ?? null];
    return found === null || before === null || after === null
      ? []
      : [
          text`at ${fmt.count(found.venues.length)} conferences it was ${fmt.ratio(before)} in ${fmt.year(span.from)} and ${fmt.ratio(after)} in ${fmt.year(span.to)}`,
        ];
  });
  return sets.length === 0
    ? null
    : text`By the index of dissimilarity, 1 being no conference in common: ${joined(sets, "; ")}.`;
}
