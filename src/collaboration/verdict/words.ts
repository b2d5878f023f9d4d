import { own } from "briefing/analysis";

/** Every sentence and phrase that the rule prints; text in braces is replaced. */
export const wordIds = [
  "no-baseline",
  "no-later-year",
  "few-papers",
  "nothing-expected-then",
  "no-count",
  "nothing-expected",
  "too-small",
  "no-series",
  "needs-verdict",
  "needs-second-source",
  "needs-large-pairs",
  "needs-years",
  "needs-later-year",
  "needs-early-verdict",
  "needs-papers",
  "in-panel",
  "without-large-teams",
  "without-double-addresses",
  "in-cube",
  "needs-both-countries",
  "needs-all-years",
  "needs-all-papers",
  "needs-papers-by-field",
  "capped-by-coverage",
  "capped-by-early-count",
  "capped-by-revision",
  "capped-by-single-source",
  "capped-by-single-papers",
  "early-count",
  "no-ratio",
  "ratio",
  "shares",
  "share",
  "confidence",
] as const;
export type WordId = (typeof wordIds)[number];

export type Words = Readonly<Record<WordId, string>>;

/** Words of the rule with their placeholders filled in. */
export function say({ words }: { readonly words: Words }, id: WordId, values: Values = {}): string {
  return filled(words[id], values);
}

type Values = Readonly<Record<string, string | number>>;

/** Fills in the placeholders of a sentence; a placeholder without a value is kept. */
export function filled(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(own(values, name) ?? place));
}
