import type { ClaimPartStatus, Verdict } from "./claim.js";

/** A verdict as word and sign, so that colour never carries it alone; the same in a notebook and on the page. */
export const verdicts: Readonly<Record<Verdict, { readonly sign: string; readonly word: string }>> = {
  supported: { sign: "✓", word: "Supported" },
  contradicted: { sign: "✗", word: "Contradicted" },
  partly: { sign: "±", word: "Partly" },
  "not-testable": { sign: "?", word: "Not testable" },
  "no-verdict": { sign: "–", word: "No verdict yet" },
};

export const partStatuses: Readonly<
  Record<ClaimPartStatus, { readonly sign: string; readonly word: string }>
> = {
  holds: { sign: "✓", word: "holds" },
  fails: { sign: "✗", word: "does not hold" },
  "not-testable": { sign: "?", word: "not testable" },
  "not-computed": { sign: "–", word: "not computed in this edition" },
};
