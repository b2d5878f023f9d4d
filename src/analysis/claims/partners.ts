import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { type Broadening, broadenings } from "../pair/broadening.js";
import type { PairContext } from "../pair/context.js";
import { isFirstPlace, type MutualPlace, placesOfBoth } from "../pair/mutual-partners.js";
import type { PartnerList } from "../pair/partner-lists.js";
import { type PartnerRank, partnerRanks } from "../pair/partner-ranks.js";
import type { EconomiesRow } from "../rows.js";
import { ifThere, listsOf, newestCounts, ruleYears } from "./tables.js";
import {
  capital,
  cited,
  isMore,
  joined,
  mainPartners,
  namesOf,
  type Part,
  type Parts,
  yearWords,
} from "./words.js";

/** Parts of China that a source may count apart. */
const apart = ["HK", "MO"];

/** Each of the two is the other's largest partner. */
export function firstPartners(about: PairContext): Parts {
  const places = ifThere(() => placesOfBoth(about, { apart })) ?? [];
  return [firstPart(about, places, about.one, about.two), firstPart(about, places, about.two, about.one)];
}

/** In the newest edition of each source, the last complete year after the baseline and a later early count. */
function firstPart(
  about: PairContext,
  all: readonly MutualPlace[],
  of: EconomiesRow,
  partner: EconomiesRow,
): Part {
  const reads = text`${capital(partner.inSentence)} is the first partner of ${of.inSentence}`;
  const after = about.rule.baselines[0].to;
  const found = newestCounts(about).flatMap(({ edition }) => {
    const own = all.filter(
      (place) => place.edition === edition.edition && place.economy === of.code && place.year > after,
    );
    const years = [own.filter(({ status }) => status === "complete").at(-1)?.year, own.at(-1)?.year];
    const places = own.filter(({ year }) => years.includes(year));
    return places.length === 0 ? [] : [{ edition, places }];
  });
  if (found.length === 0)
    return { reads, needs: `the partners of ${of.inSentence} in a year after ${String(after)}` };
  const lines = found.map(({ edition, places }) => {
    const words = places.map((place) => placeWords(about, place));
    return text`According to ${cited(edition)}, ${joined(words, "; ")}.`;
  });
  return {
    reads,
    holds: found.every(({ places }) => places.every(isFirstPlace)),
    evidence: joined(lines),
  };
}

function placeWords(about: PairContext, place: MutualPlace): RichText {
  const next =
    place.next === null
      ? text``
      : text` (${place.place === 1 ? "next" : "first"}: ${about.economy(place.next.partner).inSentence}, ${fmt.count(place.next.count, { significant: 3 })})`;
  return text`it was ${fmt.ordinal(place.place)} of ${fmt.count(place.of)} listed partners in ${yearWords(place)}, with ${fmt.count(place.count, { significant: 3 })} joint papers${next}`;
}

const named = ["GB", "AU", "CA"];

/** China's main partners after the United States include the United Kingdom, Australia and Canada. */
export function nextPartners(about: PairContext): Parts {
  const territories = namesOf(about, apart);
  return [
    nextPart(about, {
      reads: `All three are among the first ${String(mainPartners)} where ${territories} count as partners`,
      leftOut: [],
    }),
    nextPart(about, {
      reads: `All three are among the first ${String(mainPartners)} where ${territories} count as parts of China`,
      leftOut: apart,
    }),
  ];
}

function nextPart(
  about: PairContext,
  { reads, leftOut }: { readonly reads: string; readonly leftOut: readonly string[] },
): Part {
  const lists = listsOf(about, about.two.code).filter(
    ({ list: { counts } }) => leftOut.length === 0 || counts.some(({ partner }) => leftOut.includes(partner)),
  );
  const ranked = lists.map(({ edition, list }) => ({
    edition,
    places: yearsAfter(list, about.rule.baselines[0].to).map((year) => ({
      year,
      status: list.completeYears.includes(year) ? ("complete" as const) : ("incomplete" as const),
      ranks: partnerRanks(list.counts, {
        edition: list.edition,
        year,
        leftOut: [about.one.code, ...leftOut],
      }),
    })),
  }));
  const places = ranked.flatMap((list) => list.places);
  const absent = named.find((code) => places.some(({ ranks }) => rankOf(ranks, code) === undefined));
  if (places.length === 0 || absent !== undefined)
    return {
      reads,
      needs:
        absent === undefined
          ? "lists of China’s partners"
          : `the joint papers of China and ${about.economy(absent).inSentence} in every list`,
    };
  const lines = ranked.map(({ edition, places: own }) => {
    const years = own.map(({ ranks, ...year }) => {
      const placed = named.map(
        (code) => text`${about.economy(code).inSentence} ${fmt.ordinal(rankOf(ranks, code)?.place ?? NaN)}`,
      );
      return text`in ${yearWords(year)} ${joined(placed, ", ")}`;
    });
    return text`According to ${cited(edition)}, ${joined(years, "; ")}.`;
  });
  return {
    reads,
    holds: places.every(({ ranks }) =>
      named.every((code) => (rankOf(ranks, code)?.rank.upper ?? Infinity) <= mainPartners),
    ),
    evidence: text`Places are those after the United States. ${joined(lines)}`,
  };
}

function rankOf(ranks: readonly PartnerRank[], code: string): PartnerRank | undefined {
  return ranks.find(({ partner }) => partner === code);
}

/** The last complete year, and a later early count. */
function yearsAfter({ years, completeYears }: PartnerList, after: number): readonly number[] {
  return [...new Set([completeYears.at(-1), years.at(-1)])].flatMap((year) =>
    year === undefined || year <= after ? [] : [year],
  );
}

type Kind = "with" | "without";

/** Both countries spread their joint research over more nations. */
export function broadening(about: PairContext): Parts {
  const lists = [about.one, about.two].flatMap(({ code }) => listsOf(about, code)).map(({ list }) => list);
  // The first and the last year that the lists of every source have: another base year is another question.
  const all = ifThere(() => broadenings(lists, { leftOut: [] })) ?? [];
  const later = all.filter(({ last }) => last.year > about.rule.baselines[0].to);
  return [about.one, about.two].flatMap((of) => {
    const own = later.filter(({ list }) => list.economy === of.code);
    return (["without", "with"] as const).map((kind) => spreadPart(about, of, kind, own));
  });
}

function spreadPart(about: PairContext, of: EconomiesRow, kind: Kind, found: readonly Broadening[]): Part {
  const partner = of === about.one ? about.two : about.one;
  const reads = text`${capital(of.inSentence)}: papers spread over more partners, ${partner.inSentence} ${kind === "with" ? "counted" : "left out"}`;
  if (found.length === 0 || !found.every((each) => isKnown(each, kind)))
    return {
      reads,
      needs: `lists of the partners of ${of.inSentence} for the same two years in every source`,
    };
  const lines = found.map(({ list, first, last, turnover }) => {
    const status = list.completeYears.includes(last.year) ? "complete" : "incomplete";
    return text`According to ${cited(about.edition(list.edition))}, the effective number of partners went from ${effective(first, kind)} in ${fmt.year(first.year)} to ${effective(last, kind)} in ${yearWords({ year: last.year, status })}; ${fmt.percent(turnover[kind].shares, { digits: 0 })} of the links moved to other partners.`;
  });
  const holds = found.every((each) => isBroader(each, kind));
  const since = holds ? "" : sinceBaseline(about, kind, found);
  return { reads, holds, evidence: text`${joined(lines)}${since}` };
}

/** A part that fails from the common first year may hold from the baseline on, in a source that has both years. */
function sinceBaseline(about: PairContext, kind: Kind, found: readonly Broadening[]): RichText {
  const [from] = ruleYears(about).baseline;
  const having = found.flatMap(({ series, last, list }) =>
    series.filter(({ year }) => year === from && year < last.year).map((first) => ({ first, last, list })),
  );
  const [own, ...others] = having;
  if (own === undefined || others.length > 0 || !isBroader(own, kind)) return text``;
  return text` From ${fmt.year(own.first.year)}, which only ${cited(about.edition(own.list.edition))} lists, it went from ${effective(own.first, kind)} to ${effective(own.last, kind)}.`;
}

function isKnown({ first, last }: Broadening, kind: Kind): boolean {
  return [first, last].every((year) => year[kind].effective.value !== null);
}

function isBroader({ first, last }: Pick<Broadening, "first" | "last">, kind: Kind): boolean {
  return isMore(last[kind].effective.value ?? NaN, first[kind].effective.value ?? NaN);
}

function effective(of: Broadening["first"], kind: Kind) {
  return fmt.ratio(of[kind].effective, { digits: 1 });
}
