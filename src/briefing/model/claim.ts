import type { RichText } from "./value.js";

/** `not-testable`: no data can settle it here; `not-computed`: data could, but this edition does not compute it. */
export type ClaimPartStatus = "holds" | "fails" | "not-testable" | "not-computed";

/** An assertion within the statement that can be true or false by itself. */
export interface ClaimPart {
  /** The assertion, in our words. */
  readonly reads: RichText;
  readonly status: ClaimPartStatus;
  /** The result, as words with computed values. */
  readonly evidence?: RichText;
  /** What it would take to test the part; required with `not-testable` and `not-computed`. */
  readonly needs?: string;
}

export type Verdict = "supported" | "contradicted" | "partly" | "not-testable" | "no-verdict";

/** JSON under `mime.claim`. */
export interface Claim {
  readonly version: 1;
  readonly id: string;
  readonly statement: RichText;
  /** Who made the statement. */
  readonly by: RichText;
  readonly parts: readonly ClaimPart[];
  /** The statement is about all of its parts together. */
  readonly every?: true;
  /** As computed from the parts by `claimVerdict`. */
  readonly verdict: Verdict;
  /**
   * Chapter with the evidence (its notebook's name without extension), if it is another one; a figure or table there by
   * its id: `03-partners#gains`.
   */
  readonly chapter?: string;
}

/**
 * Supported if all tested parts hold, contradicted if none does, else partly supported. A part that is not computed yet
 * leaves the verdict open unless the others already disagree; without testable parts, the verdict is "not testable".
 * With `every`, an untestable part turns the verdict of the others into partly supported.
 */
export function claimVerdict(
  parts: readonly Pick<ClaimPart, "status">[],
  { every = false }: { readonly every?: boolean | undefined } = {},
): Verdict {
  const has = (status: ClaimPartStatus) => parts.some((part) => part.status === status);
  if (has("holds") && has("fails")) return "partly";
  if (parts.length === 0 || has("not-computed")) return "no-verdict";
  if (has("holds")) return every && has("not-testable") ? "partly" : "supported";
  return has("fails") ? "contradicted" : "not-testable";
}

/** As word and sign, so that the meaning never depends on colour alone; the same in notebooks and on the page. */
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

/** A verdict with how much of the claim was tested: `Supported, 2 of 5 parts tested`; unchanged if nothing was. */
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
