import { type Broadening, broadenings, partnerBreadth } from "../pair/broadening.js";
import type { PairContext } from "../pair/context.js";
import { isFirstPlace, type MutualPlace, placesOfBoth } from "../pair/mutual-partners.js";
import { type PartnerList, partnerRanks } from "../pair/partner-lists.js";
import { ifThere, isMore, listsOf, mainPartners, newestCounts, ruleYears } from "./tables.js";

/** Parts of China that a source may count separately. */
export const apart = ["HK", "MO"] as const;

/** The two economies, in either order. */
function bothWays({ one, two }: PairContext) {
  return [
    { of: one, partner: two },
    { of: two, partner: one },
  ];
}

/**
 * One economy's rank in the other's partner lists, one list per edition: the newest edition of each source, for the
 * last complete year after the baseline and a later early count.
 */
export function firstPlaces(about: PairContext) {
  const all = ifThere(() => placesOfBoth(about, { apart })) ?? [];
  return bothWays(about).map(({ of, partner }) => {
    const lists = newestCounts(about)
      .map(({ edition }) => {
        const own = all.filter(
          (place) =>
            place.edition === edition.edition &&
            place.economy === of.code &&
            place.year > about.rule.baselines[0].to,
        );
        const years = [own.findLast(({ status }) => status === "complete")?.year, own.at(-1)?.year];
        return own.filter(({ year }) => years.includes(year));
      })
      .filter((places) => places.length > 0);
    return { of, partner, lists, holds: lists.length === 0 ? null : lists.flat().every(isFirstPlace) };
  });
}

/** The ranks of both in each other's lists for one year, by newest edition of each source, without parts of China. */
export function placesIn(about: PairContext, year: number): readonly MutualPlace[] {
  const all = ifThere(() => placesOfBoth(about)) ?? [];
  return newestCounts(about).flatMap(({ edition }) =>
    all
      .filter((place) => place.edition === edition.edition && place.year === year)
      .map((place) => ({ ...place, ...place.without })),
  );
}

/**
 * `leftOut`: codes that count as parts of China; lists without any of them are then omitted. The ranks are among the
 * second country's partners, excluding the first.
 */
export function nextPlaces(about: PairContext, named: readonly string[], leftOut: readonly string[] = []) {
  const lists = listsOf(about, about.two.code)
    .filter(({ counts }) => leftOut.length === 0 || counts.some(({ partner }) => leftOut.includes(partner)))
    .map((list) => ({
      edition: list.edition,
      years: yearsAfter(list, about.rule.baselines[0].to).map((year) => {
        const choice = { edition: list.edition, year, leftOut: [about.one.code, ...leftOut] };
        const ranks = partnerRanks(list.counts, choice);
        const found = named.map((code) => ranks.find(({ partner }) => partner === code));
        return {
          year,
          status: list.completeYears.includes(year) ? ("complete" as const) : ("incomplete" as const),
          /** Null if the list lacks the partner. */
          places: named.map((partner, index) => ({ partner, place: found[index]?.place ?? null })),
          isMain: found.includes(undefined)
            ? null
            : found.every((rank) => (rank?.rank.upper ?? Infinity) <= mainPartners),
        };
      }),
    }))
    .filter(({ years }) => years.length > 0);
  const answers = lists.flatMap(({ years }) => years.map(({ isMain }) => isMain));
  /** Whether all are main partners in every list and year; null if a list lacks one of them. */
  const holds = answers.length === 0 || answers.includes(null) ? null : !answers.includes(false);
  return { lists, holds };
}

/** The last complete year, and a later early count. */
function yearsAfter({ years, completeYears }: PartnerList, after: number): readonly number[] {
  return [...new Set([completeYears.at(-1), years.at(-1)])].flatMap((year) =>
    year === undefined || year <= after ? [] : [year],
  );
}

/**
 * Both countries' partners between the same two years in every source, because other base years differ: how evenly each
 * spreads its work over partners, with and without the other.
 */
export function spreadings(about: PairContext) {
  const lists = [about.one, about.two].flatMap(({ code }) => listsOf(about, code));
  const all = ifThere(() => broadenings(lists).lists) ?? [];
  const later = all.filter(({ last }) => last.year > about.rule.baselines[0].to);
  return bothWays(about).flatMap(({ of, partner }) =>
    (["without", "with"] as const).map((counted) => {
      const own = later.filter(({ list }) => list.economy === of.code);
      const found = own.flatMap((each) => spreadIn(each, each.first, counted) ?? []);
      /** One entry per edition, between the first and last year that all have; empty if one lacks a number. */
      const spreads = found.length < own.length ? [] : found;
      const isBroader = spreads.every(({ before, after }) => isMore(after, before));
      return {
        of,
        partner,
        counted,
        spreads,
        holds: spreads.length === 0 ? null : isBroader,
        /** From the baseline on it may hold, in the one source with both years, even if not from the common first year. */
        since: isBroader ? null : sinceBaseline(about, own, counted),
      };
    }),
  );
}

/**
 * The effective number of partners in two years of one edition. All partners of each year count: the claim is about more
 * nations, and new ones are among them.
 */
function spreadIn({ list, last }: Broadening, first: Broadening["first"], counted: "with" | "without") {
  const effective = ({ year }: Broadening["first"]) => {
    const breadth = partnerBreadth(list.counts, {
      edition: list.edition,
      partner: list.partner,
      years: [year],
    });
    return breadth[0]?.[counted].value ?? null;
  };
  const before = effective(first);
  const after = effective(last);
  if (before === null || after === null) return null;
  return { edition: list.edition, before, after, from: first.year, to: last.year };
}

function sinceBaseline(about: PairContext, own: readonly Broadening[], counted: "with" | "without") {
  const [from] = ruleYears(about).baseline;
  const having = own.flatMap((each) =>
    each.series
      .filter(({ year }) => year === from && year < each.last.year)
      .flatMap((first) => spreadIn(each, first, counted) ?? []),
  );
  const [only, ...others] = having;
  return only === undefined || others.length > 0 || !isMore(only.after, only.before) ? null : only;
}
