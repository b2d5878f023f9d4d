/** Words that the evidence of several claims shares. */
import type { EditionsRow, EstimatesRow } from "../rows.js";
import type { PairContext } from "../pair/context.js";
import type { PalaeontologyPeriod } from "../pair/palaeontology.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText, Value } from "../../model/value.js";

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
