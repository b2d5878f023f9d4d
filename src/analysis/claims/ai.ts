import type { PairContext } from "../pair/context.js";
import type { EditionsRow, EstimatesRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import { venueSpans, withinFixedVenues, type WithinFixedVenues } from "../pair/venues.js";
import { printedOn } from "../pair/printed-counts.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { citingWords, ownOddsWords } from "./proxies.js";
import { agreedPart, type Answered } from "./agreement.js";
import { cited, isKept, isMore, joined, type Part, type Parts } from "./words.js";
import { ifThere } from "./tables.js";

/** Researchers in artificial intelligence increasingly avoid citing those of the other country. */
export function aiCitations(about: PairContext): Parts {
  const index = citingWords(about, "computing");
  const odds = ownOddsWords(about, "computing");
  const proxy = "Computer and information sciences, a wider field, are a proxy and decide nothing";
  return [
    {
      reads: "They cite those of the other country less than size would lead one to expect",
      needs: "citations between papers on artificial intelligence",
      ...(index !== undefined && { evidence: text`${proxy}: ${index}.` }),
    },
    {
      reads: "They do so more and more",
      needs: "the same citations, year by year",
      evidence: text`The preprint [@zhao2022] looks at one conference at one time and shows no change.${odds === undefined ? text`` : text` In computer and information sciences ${odds}.`}`,
    },
  ];
}

function setsOf(about: PairContext): readonly WithinFixedVenues[] {
  const rows = about.newestRows("ai-venues");
  return venueSpans.flatMap((span) => ifThere(() => withinFixedVenues(rows, span)) ?? []);
}

/** Researchers in artificial intelligence of the two countries keep apart at conferences. */
export function aiConferences(about: PairContext): Parts {
  const sets = setsOf(about);
  const source = about.rows("editions").find(({ source: id }) => id === "paperlists");
  return [apartIn, shrinkingIn, aloneIn].map((question) => agreedBySets(question, sets, source));
}

interface Question {
  readonly reads: string;
  /** What the evidence gives, before the numbers of each set. */
  readonly shows: string;
  /** Null where a number is missing. */
  readonly answerOf: (set: WithinFixedVenues) => Answered | null;
}

function agreedBySets(
  { reads, shows, answerOf }: Question,
  sets: readonly WithinFixedVenues[],
  source: EditionsRow | undefined,
): Part {
  const answers = venueSpans.map((_, index) => {
    const set = sets[index];
    const answer = set === undefined ? null : answerOf(set);
    if (set === undefined || answer === null) return null;
    const { venues, from, to } = set;
    const where = text`${fmt.count(venues.length)} conferences, ${fmt.range(from, to, "year")}`;
    return { ...answer, found: text`${answer.found} (${where})` };
  });
  return agreedPart({
    reads,
    shows,
    answers,
    needs: {
      missing: "the same conferences in every year, with the countries of their authors",
      opposite: "conferences that are complete over all years: two fixed sets give opposite answers",
    },
    after: source === undefined ? "." : `, according to ${cited(source)}.`,
  });
}

const apartIn: Question = {
  reads: "Their papers went to different conferences more than before",
  shows: "Dissimilarity (0: same conferences, 1: none in common)",
  answerOf: ({ dissimilarity }) => {
    const [before, after] = [dissimilarity.before.value, dissimilarity.after.value];
    if (before === null || after === null) return null;
    return { holds: isMore(after, before), found: text`${fmt.ratio(before)} to ${fmt.ratio(after)}` };
  },
};

const shrinkingIn: Question = {
  reads: "At the same conferences a smaller share of China’s papers was joint with the United States",
  shows:
    "China with Hong Kong, Macau and Taiwan, as a language model read the addresses; share of its papers with the United States and, as a control, with the United Kingdom",
  answerOf: ({ before, after }) => {
    const [us, usAfter] = [before.ofChinese.value, after.ofChinese.value];
    const [gb, gbAfter] = [before.gbCnOfChinese.value, after.gbCnOfChinese.value];
    if (us === null || usAfter === null || gb === null || gbAfter === null || us === 0 || gb === 0)
      return null;
    return {
      holds: !isKept(usAfter, us),
      found: text`${fmt.percent(us)} to ${fmt.percent(usAfter)}, and ${fmt.percent(gb)} to ${fmt.percent(gbAfter)}`,
    };
  },
};

const aloneIn: Question = {
  reads: "A smaller share of their joint papers was by the two countries alone",
  shows: "Share by the two alone; smaller is lower by more than a tenth",
  answerOf: ({ before, after }) => {
    const [first, last] = [before.exactlyTwo.value, after.exactlyTwo.value];
    if (first === null || last === null) return null;
    const words = (share: number, of: number) =>
      text`${fmt.percent(share, { digits: 0 })} of ${fmt.count(of)}`;
    return {
      holds: !isKept(last, first),
      found: text`${words(first, before.both)} to ${words(last, after.both)}`,
    };
  },
};

/** Joint papers in artificial intelligence are falling in the dispute over technology. */
export function aiPapersDrop(about: PairContext): Parts {
  const numbers = setsOf(about).map(
    ({ venues, from, to, before, after }) =>
      text`from ${fmt.count(before.both)} in ${fmt.year(from)} to ${fmt.count(after.both)} in ${fmt.year(to)} at ${fmt.count(venues.length)}`,
  );
  const venues =
    numbers.length === 0
      ? text``
      : text` At conferences with good data in every year, joint papers went ${joined(numbers, ", and ")}. Conferences stand for all papers only in part.`;
  const lines = printedNumbers(about);
  const printed =
    lines.length === 0
      ? text`No number that was printed by the body that counted was found.`
      : text`Printed by others: ${joined(lines, "; ")}.`;
  return [
    {
      reads: "Joint papers in artificial intelligence are falling",
      needs:
        "joint AI papers year by year from one source; the Emerging Technology Observatory publishes such a series, whose record was not seen",
      evidence: text`${printed}${venues}`,
    },
  ];
}

function printedNumbers(about: PairContext): readonly RichText[] {
  return printedOn(about, "joint AI papers")
    .filter(
      ({ reporter, partner }) =>
        partner !== null && samePair([reporter, partner], [about.one.code, about.two.code]),
    )
    .map(printedWords);
}

function printedWords({ statistic, publisher, citation, ...row }: EstimatesRow): RichText {
  const source = citation ?? publisher;
  const span = row.from === row.to ? fmt.year(row.to) : fmt.range(row.from, row.to, "year");
  switch (statistic) {
    case "count":
      return text`${fmt.count(row.lower)} in ${span} (${source})`;
    case "ratio":
      return text`${fmt.ratio(row.lower, { digits: 0 })} times as many in ${fmt.year(row.to)} as in ${fmt.year(row.from)} (${source})`;
    default:
      return text`${fmt.percent(row.lower / 100, { sign: "always", digits: 0 })} in ${span} (${source})`;
  }
}
