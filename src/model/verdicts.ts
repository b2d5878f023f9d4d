import type { Claim, ClaimPart, ClaimPartStatus, Verdict } from "./claim.js";

/** As word and sign, so that colour never carries it alone; the same in a notebook and on the page. */
interface Sign {
  readonly sign: string;
  readonly word: string;
}

export const verdicts: Readonly<Record<Verdict, Sign>> = {
  supported: { sign: "✓", word: "Supported" },
  contradicted: { sign: "✗", word: "Contradicted" },
  partly: { sign: "±", word: "Partly" },
  "not-testable": { sign: "?", word: "Not testable" },
  "no-verdict": { sign: "–", word: "No verdict yet" },
};

/** A verdict with how much of the claim was tested: `Supported, 2 of 5 parts tested`; as it is where nothing was. */
export function verdictSign({
  verdict,
  parts,
}: Pick<Claim, "verdict"> & { readonly parts: readonly Pick<ClaimPart, "status">[] }): Sign {
  const { sign, word } = verdicts[verdict];
  const tested = parts.filter(({ status }) => status === "holds" || status === "fails").length;
  return tested === 0 ? { sign, word } : { sign, word: `${word}, ${testedWords(tested, parts.length)}` };
}

function testedWords(tested: number, all: number): string {
  if (tested < all) return `${tested} of ${all} parts tested`;
  if (all === 1) return "tested";
  return all === 2 ? "both parts tested" : `all ${all} parts tested`;
}

export const partStatuses: Readonly<Record<ClaimPartStatus, Sign>> = {
  holds: { sign: "✓", word: "holds" },
  fails: { sign: "✗", word: "does not hold" },
  "not-testable": { sign: "?", word: "not testable" },
  "not-computed": { sign: "–", word: "not computed in this edition" },
};
