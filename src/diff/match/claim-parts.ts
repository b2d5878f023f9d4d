import { wordLikeness, wordsOf } from "../words/likeness.js";
import { literalText } from "./blocks.js";
import type { StoredPart } from "../words/fields.js";
import { byMark, pairByLikeness, pairByMarks, thenPair, type Pairing } from "./pairing.js";

/** Parts of a claim by what they say, else the most alike. */
export function pairParts(before: readonly StoredPart[], after: readonly StoredPart[]): Pairing<StoredPart> {
  const marked = pairByMarks(before, after, [byMark(({ reads }) => literalText(reads))]);
  return thenPair(marked, (removed, added) =>
    pairByLikeness(
      removed,
      added,
      (one, two) => wordLikeness(wordsOf(literalText(one.reads)), wordsOf(literalText(two.reads))),
      { least: 0.4 },
    ),
  );
}
