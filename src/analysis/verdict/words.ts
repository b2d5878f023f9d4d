import type { VerdictId } from "./rule.js";

/** Words for shares, each from this share on: the same word for the same share wherever the page tells one. */
const shareWords = [
  [1, "every"],
  [0.9, "nearly every"],
  [2 / 3, "most"],
  [0.55, "more than half"],
  [0.45, "about half"],
  [1 / 3, "fewer than half"],
  [0.1, "some"],
] as const;

export type ShareWord = (typeof shareWords)[number][1] | "few" | "no";

/** The word for a share of computations, 0–1. */
export function shareWord(share: number): ShareWord {
  // Shares are averages of fractions: a hair below a bound is on it.
  const found = shareWords.find(([from]) => share >= from - 1e-12);
  return found?.[1] ?? (share > 0 ? "few" : "no");
}

/** How a verdict is printed. */
export const verdictNames: Readonly<Record<VerdictId, string>> = {
  full: "full decoupling",
  "between full and partial": "between full and partial decoupling",
  partial: "partial decoupling",
  "between partial and none": "between partial and no decoupling",
  none: "no decoupling",
  "between none and recoupled": "between no decoupling and recoupling",
  recoupled: "recoupling",
  "no single answer": "no single answer",
  "no verdict": "no verdict",
};
