/** A part that two comparisons test: of two sets of conferences, of two pairs of periods. */
import type { RichText } from "../../model/value.js";
import { text } from "../../authoring/show/text.js";
import { joined, type Part } from "./words.js";

export interface Answered {
  readonly holds: boolean;
  /** What the comparison found, and over which years. */
  readonly found: RichText;
}

interface Question {
  readonly reads: string;
  /** What the numbers are, before those of each comparison. */
  readonly shows: string;
  /** One a comparison; null where a number is missing. */
  readonly answers: readonly (Answered | null)[];
  /** What it takes where an answer is missing, and where the two are opposite. */
  readonly needs: { readonly missing: string; readonly opposite: string };
  /** Words after the numbers. */
  readonly after: RichText | string;
}

/** Decided only where every comparison gives the same answer, for each may depend on what was compared. */
export function agreedPart({ reads, shows, answers, needs, after }: Question): Part {
  const given = answers.flatMap((answer) => answer ?? []);
  const [first, ...others] = given;
  if (first === undefined || given.length < answers.length) return { reads, needs: needs.missing };
  const found = joined(
    given.map((answer) => answer.found),
    "; ",
  );
  const evidence = text`${shows}: ${found}${after}`;
  return others.every(({ holds }) => holds === first.holds)
    ? { reads, holds: first.holds, evidence }
    : { reads, needs: needs.opposite, evidence };
}
