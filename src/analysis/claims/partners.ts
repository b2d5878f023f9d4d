import type { EconomiesRow } from "../rows.js";
import type { PairContext } from "../pair/context.js";
import { type MutualRank, mutualRanks } from "../pair/mutual-ranks.js";
import type { PartnerList } from "../pair/partner-lists.js";
import { type PartnerRank, partnerRanks } from "../pair/partners.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { mainPartners, type Part, type Parts } from "./reading.js";
import { ifThere, listsOf, newestCounts } from "./tables.js";
import { capital, cited, joined, namesOf, yearWords } from "./words.js";

/** Parts of China that a source may count apart. */
const apart = ["HK", "MO"];

/** Each of the two is the other's largest partner. */
export function firstPartners(about: PairContext): Parts {
  const tables = {
    editions: about.rows("editions"),
    lists: [about.rows("partners"), about.rows("nsf-pairs"), about.rows("copublications")],
  };
  const ranks = ifThere(() =>
    mutualRanks(about.one.code, about.two.code, tables, { ...about.options, apart }),
  );
  return [
    firstPart(about, ranks ?? [], about.one, about.two),
    firstPart(about, ranks ?? [], about.two, about.one),
  ];
}

/** In the newest edition of each source, the last complete year after the baseline and a later early count. */
function firstPart(
  about: PairContext,
  all: readonly MutualRank[],
  of: EconomiesRow,
  partner: EconomiesRow,
): Part {
  const reads = text`${capital(partner.inSentence)} is the first partner of ${of.inSentence}`;
  const after = about.rule.baselines[0].to;
  const found = newestCounts(about).flatMap(({ edition }) => {
    const own = all.filter(
      (rank) => rank.edition === edition.edition && rank.economy === of.code && rank.year > after,
    );
    const years = [own.filter(({ status }) => status === "complete").at(-1)?.year, own.at(-1)?.year];
    const ranks = own.filter(({ year }) => years.includes(year));
    return ranks.length === 0 ? [] : [{ edition, ranks }];
  });
  if (found.length === 0)
    return { reads, needs: `the partners of ${of.inSentence} in a year after ${String(after)}` };
  const lines = found.map(({ edition, ranks }) => {
    const counted = ranks.filter((rank) => rank.apart !== "left out");
    const places = counted.map((rank) => placeWords(about, rank));
    return text`According to ${cited(edition)}, ${joined(places, "; ")}.`;
  });
  return {
    reads,
    holds: found.every(({ ranks }) => ranks.every(({ rank }) => rank.upper === 1)),
    evidence: joined(lines),
  };
}

function placeWords(about: PairContext, rank: MutualRank): RichText {
  const next =
    rank.next === null
      ? text``
      : text` (${rank.place === 1 ? "next" : "first"}: ${about.economy(rank.next.partner).inSentence}, ${fmt.count(rank.next.count, { significant: 3 })})`;
  return text`it was ${fmt.ordinal(rank.place)} of ${fmt.count(rank.of)} listed partners in ${yearWords(rank)}, with ${fmt.count(rank.count, { significant: 3 })} joint papers${next}`;
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
