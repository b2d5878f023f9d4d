/** Words that the evidence of several claims shares. */
import type { ClaimOptions } from "../../authoring/show/claim.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { Measure } from "../../model/measure.js";
import type { RichText, Value } from "../../model/value.js";
import type { PairContext } from "../pair/context.js";
import type { PalaeontologyPeriod } from "../pair/palaeontology.js";
import type { VenueCount, VenueSet, VenueShare } from "../pair/venues.js";
import type { EditionsRow, EstimatesRow } from "../rows.js";

/** Words with a capital letter at their beginning. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function small(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}

/** Texts one after the other; the values in them stay values. */
export function joined(texts: readonly (RichText | Value)[], between = " "): RichText {
  const [first, ...rest] = texts;
  return rest.reduce<RichText>((before, next) => text`${before}${between}${next}`, text`${first ?? ""}`);
}

/** A citation of an edition: `NSF Indicators 2024 [@nsb2023]`. */
export function cited({ name, citation }: Pick<EditionsRow, "name" | "citation">): string {
  return `${name} [@${citation}]`;
}

/** A printed number: a count, so many times as many, a change with its sign, a share. */
export function printedNumber({ statistic, lower }: Pick<EstimatesRow, "statistic" | "lower">): Value {
  if (statistic === "count") return fmt.count(lower);
  if (statistic === "ratio") return fmt.ratio(lower, { digits: 0, unit: "times as many" });
  return fmt.percent(lower / 100, { sign: statistic === "change" ? "always" : "negative" });
}

/** `no joint papers`, `1 joint paper`, `43 joint papers`. */
export function jointPapers(papers: number): RichText {
  if (papers === 0) return text`no joint papers`;
  return text`${fmt.count(papers)} joint ${papers === 1 ? "paper" : "papers"}`;
}

/** A share with two digits that count, or more: `12 %`, `6.3 %`, `0.0041 %`; zero as `0 %`. */
export function smallShare(share: Measure): Value {
  const percent = 100 * (share.value ?? 0);
  const digits = percent > 0 ? Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(percent)))) : 0;
  return fmt.percent(share, { digits });
}

/** Years in a sentence, those in a row together: `2012–2018 and 2022`. */
export function yearSpans(years: readonly number[]): Value {
  const spans: [first: number, last: number][] = [];
  for (const year of [...years].sort((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span?.[1] === year - 1) span[1] = year;
    else spans.push([year, year]);
  }
  return fmt.list(
    spans.flatMap(([first, last]) =>
      last - first > 1
        ? [fmt.range(first, last, "year")]
        : [...new Set([first, last])].map((one) => fmt.year(one)),
    ),
  );
}

/** The names of the two as in a sentence, and at its beginning. */
export function pairNames({
  one,
  two,
}: {
  readonly [Which in "one" | "two"]: Pick<PairContext[Which], "inSentence">;
}) {
  const pair = `${one.inSentence} and ${two.inSentence}`;
  return { pair, Pair: capital(pair) };
}

/** Carbon dioxide of an economy, `11.9 billion tonnes`. */
export function tonnesWords(emitter: { readonly tonnes: number } | undefined): Value {
  return fmt.ratio((emitter?.tonnes ?? 0) / 1e9, { digits: 1, unit: "billion tonnes" });
}

const none = { value: null, n: 0 } as const;
type Period = PalaeontologyPeriod | null | undefined;
type References = "both" | "gbCn" | "usGb" | "bothExactlyTwo";

/** References in palaeontology of a period; a period that the table lacks has none. */
export function referenceCount(period: Period, what: References): Value {
  return fmt.count(period?.[what] ?? none);
}

/** `from 139 to 262`: references in palaeontology of two periods. */
export function referencesFromTo([before, after]: readonly Period[], what: References): RichText {
  return text`from ${referenceCount(before, what)} to ${referenceCount(after, what)}`;
}

/** `2021`, or `the early count of 2022`. */
export function yearWords({
  year,
  status,
}: {
  readonly year: number;
  readonly status: "complete" | "incomplete";
}): RichText {
  return status === "complete" ? text`${fmt.year(year)}` : text`the early count of ${fmt.year(year)}`;
}

/** The names of economies, as in a sentence. */
export function namesOf(about: PairContext, codes: readonly string[]): string {
  return fmt.list(codes.map((code) => about.economy(code).inSentence)).text;
}

export type Part = ClaimOptions["parts"][number];

/** A share in the first year of the set or in its last. */
export function shareAtVenues(set: VenueSet, what: VenueShare, end: "before" | "after"): Value {
  return fmt.percent(set?.[end][what] ?? none);
}

/** A share in the first year of the set and in its last: `from 12 % to 9 %`. */
export function sharesAtVenues(set: VenueSet, what: VenueShare): RichText {
  return text`from ${shareAtVenues(set, what, "before")} to ${shareAtVenues(set, what, "after")}`;
}

/** A count of papers in the first year of the set and in its last: `from 139 to 262`. */
export function papersAtVenues(set: VenueSet, what: VenueCount): RichText {
  return text`from ${fmt.count(set?.before[what] ?? 0)} to ${fmt.count(set?.after[what] ?? 0)}`;
}

/** The index of dissimilarity in the first year and in the last. */
export function separationAtVenues(set: VenueSet): RichText {
  const [before, after] = [set?.dissimilarity.before ?? none, set?.dissimilarity.after ?? none];
  return text`from ${fmt.ratio(before)} in ${fmt.year(set?.from ?? 0)} to ${fmt.ratio(after)} in ${fmt.year(set?.to ?? 0)}`;
}

/** How many conferences a set has. */
export function venueCount(set: VenueSet): Value {
  return fmt.count(set?.venues.length ?? 0);
}

/** The years of a set. */
export function venueYears(set: VenueSet): Value {
  return fmt.range(set?.from ?? 0, set?.to ?? 0, "year");
}
