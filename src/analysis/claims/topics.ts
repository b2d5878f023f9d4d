/** What the tables say of topics: fields that stand in for them, conferences, palaeontology, the most cited papers. */
import { citationsOf } from "../pair/citations.js";
import type { PairContext } from "../pair/context.js";
import { type PalaeontologyPeriod, palaeontologyPeriod, palaeontologySpans } from "../pair/palaeontology.js";
import { type TopCitedShare, topCitedShares } from "../pair/top-cited.js";
import { venueSpans, withinFixedVenues } from "../pair/venues.js";
import { emitters } from "../pair/emissions.js";
import type { EditionsRow } from "../rows.js";
import { ifThere, isKept, isMore, output, shareOfWorld } from "./tables.js";

/** How the two cite each other in a field in the newest year, and their odds of citing their own in two years. */
export interface Citing {
  readonly year: number;
  readonly edition: EditionsRow;
  readonly oneCitesTwo: number;
  readonly twoCitesOne: number;
  /** In the first year and in the newest; null where one is missing. */
  readonly odds: { readonly from: number; readonly before: number; readonly after: number } | null;
  readonly isOneEdition: boolean;
}

/** Null where the table lacks the field or one of the years. */
export function citingIn(about: PairContext, id: string): Citing | null {
  const found = ifThere(() => citationsOf(about));
  const own = found?.fields.find(({ field }) => field.field === id);
  if (found === null || own === undefined) return null;
  const [before, after] = [own.before.oddsRatio.value, own.after.oddsRatio.value];
  return {
    ...{ year: found.after.year, edition: about.edition(found.after.edition) },
    ...{ oneCitesTwo: own.after.xToY, twoCitesOne: own.after.yToX },
    odds: before === null || after === null ? null : { from: found.before.year, before, after },
    isOneEdition: found.before.edition === found.after.edition,
  };
}

/** The odds of citing one's own in all fields together, in the first year and in the newest; null where one is missing. */
export function ownOdds(about: PairContext) {
  const found = ifThere(() => citationsOf(about));
  const [before, after] = [
    found?.all.before.oddsRatio.value ?? null,
    found?.all.after.oddsRatio.value ?? null,
  ];
  return found === null || before === null || after === null
    ? null
    : { before, after, from: found.before.year, to: found.after.year };
}

/** What stands in for joint papers of a topic: shares of the world's papers in a wider field, and its citations. */
export interface Proxy {
  readonly field: string;
  readonly year: number;
  readonly one: number;
  readonly two: number;
  readonly citing: Citing;
}

/** Fields of which the tables lack something are left out. */
export function proxies(about: PairContext, ...fields: readonly string[]): readonly Proxy[] {
  const papers = output(about);
  const year = papers?.lastComplete ?? null;
  return fields.flatMap((id) => {
    const field = about.rows("fields").find((row) => row.field === id)?.inSentence;
    const citing = citingIn(about, id);
    if (papers === null || year === null || field === undefined || citing === null) return [];
    const [one, two] = [about.one, about.two].map(({ code }) =>
      shareOfWorld(papers, code, { field: id, year }),
    );
    return one == null || two == null ? [] : [{ field, year, one, two, citing }];
  });
}

/** A set of conferences with good data in every year of a span, and what changed there; empty where a set lacks a number. */
export function fixedVenueSets(about: PairContext) {
  const rows = about.newestRows("ai-venues");
  const sets = venueSpans.flatMap((span) => ifThere(() => withinFixedVenues(rows, span)) ?? []);
  const all = sets.flatMap((set) => {
    const { dissimilarity, before, after } = set;
    const apart = [dissimilarity.before.value, dissimilarity.after.value];
    const joint = [before.ofChinese.value, after.ofChinese.value];
    const control = [before.gbCnOfChinese.value, after.gbCnOfChinese.value];
    const alone = [before.exactlyTwo.value, after.exactlyTwo.value];
    const [a, b, c, d, e, f] = [...apart, ...joint, ...alone];
    if (a == null || b == null || !c || d == null || e == null || f == null || !control[0]) return [];
    return [{ ...set, isApart: isMore(b, a), isShrinking: !isKept(d, c), isLessAlone: !isKept(f, e) }];
  });
  return all.length < venueSpans.length ? [] : all;
}

/** Two periods, and whether the joint references of the later held in number and as a share of China's. */
export interface ComparedPeriods {
  readonly before: PalaeontologyPeriod;
  readonly after: PalaeontologyPeriod;
  readonly isCountKept: boolean;
  readonly isShareKept: boolean | null;
}

/**
 * The years after the baseline against the baseline, and the last five complete years against the five before; a
 * comparison is null where the table lacks one of its years.
 */
export function palaeontologySinceBaseline(about: PairContext) {
  const rows = about.newestRows("palaeontology");
  const { from, to } = about.rule.baselines[0];
  const last = Math.max(to, ...rows.filter(({ status }) => status === "complete").map(({ year }) => year));
  const [one, two] = palaeontologySpans.map((span) => palaeontologyPeriod(rows, span));
  const compared = [
    inOrder(
      palaeontologyPeriod(rows, { from, to }),
      last > to ? palaeontologyPeriod(rows, { from: to + 1, to: last }) : null,
    ),
    inOrder(one, two),
  ];
  return {
    last,
    /** Empty where one comparison lacks a year. */
    compared: compared.flatMap((each) => (compared.includes(null) ? [] : (each ?? []))),
    early: rows.find(({ status }) => status === "incomplete") ?? null,
    edition: rows[0] === undefined ? null : about.edition(rows[0].edition),
  };
}

function inOrder(
  before: PalaeontologyPeriod | null | undefined,
  after: PalaeontologyPeriod | null | undefined,
): ComparedPeriods | null {
  if (before == null || after == null) return null;
  const [first, last] = [before.ofChinese.value, after.ofChinese.value];
  return {
    ...{ before, after, isCountKept: isKept(yearly(after, "both"), yearly(before, "both")) },
    isShareKept: first === null || last === null ? null : isKept(last, first),
  };
}

/** References a year of a period. */
export function yearly(period: PalaeontologyPeriod, what: "both" | "gbCn"): number {
  return period[what] / (period.to - period.from + 1);
}

/** Shares of the world's most cited papers and of all papers that several economies together have in a year. */
export interface TopCitedTogether {
  readonly year: number;
  readonly edition: EditionsRow;
  readonly own: number;
  /** Of the second country. */
  readonly second: number;
  readonly ofOutput: number;
}

/** The first and the last year; null where an economy is missing. Shares add up, as articles are divided among them. */
export function topCitedTogether(
  about: PairContext,
  economies: readonly string[],
): { readonly first: TopCitedTogether; readonly last: TopCitedTogether } | null {
  const rows = about.newestRows("top-cited", { field: "all" });
  const found = ifThere(() => topCitedShares(rows, about.newestRows("field-output", { field: "all" }))) ?? [];
  const years = [...new Set(found.map(({ year }) => year))].sort((a, b) => a - b);
  const sums = years.flatMap((year) => {
    const own = sumOf(found, economies, year);
    const second = sumOf(found, [about.two.code], year);
    if (own === null || second === null) return [];
    const edition = about.edition(rows[0]?.edition ?? "");
    return [{ year, edition, own: own.ofTopCited, second: second.ofTopCited, ofOutput: own.ofOutput }];
  });
  const [first, last] = [sums[0], sums.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}

function sumOf(found: readonly TopCitedShare[], economies: readonly string[], year: number) {
  const own = found.filter((row) => row.year === year && economies.includes(row.economy));
  if (own.length < economies.length) return null;
  const sum = (of: "ofTopCited" | "ofOutput") => own.reduce((total, row) => total + row[of], 0);
  return { ofTopCited: sum("ofTopCited"), ofOutput: sum("ofOutput") };
}

/** The three economies that emit most carbon dioxide, in the last year of the table; null where it lacks one of the two. */
export function greatestEmitters(about: PairContext) {
  const all = about.newestRows("co2");
  const year = Math.max(...all.map((row) => row.year));
  const ranked = ifThere(() => emitters(all, about.rows("economies"), year)) ?? [];
  const [first, second, third] = ranked;
  const codes = [about.one.code, about.two.code];
  const isListed = codes.every((code) => ranked.some(({ economy }) => economy === code));
  const edition = all.find((row) => row.year === year)?.edition;
  if (
    first === undefined ||
    second === undefined ||
    third === undefined ||
    edition === undefined ||
    !isListed
  )
    return null;
  return {
    ...{ year, edition: about.edition(edition), of: ranked.length, greatest: [first, second, third] },
    shareOfTwo: (first.ofWorld.value ?? 0) + (second.ofWorld.value ?? 0),
    areFirst: [first, second].every(({ economy }) => codes.includes(economy)),
  };
}
