import { blockText, literalText, type StoredSection } from "./blocks.js";
import { byMark, pairByLikeness, pairByMarks, thenPair, type Pairing } from "./pairing.js";
import { wordLikeness, wordsOf } from "../words/likeness.js";

/** Chapters by id, else by notebook, by title, by what they hold. */
export function pairSections(
  before: readonly StoredSection[],
  after: readonly StoredSection[],
): Pairing<StoredSection> {
  const marked = pairByMarks(before, after, [
    byMark(({ id }) => id),
    byMark(({ notebook }) => notebook),
    byMark(titleMark),
  ]);
  return thenPair(marked, (removed, added) => {
    const words = new Map([...removed, ...added].map((section) => [section, sectionWords(section)]));
    const likeness = (one: StoredSection, two: StoredSection) =>
      wordLikeness(words.get(one) ?? [], words.get(two) ?? []);
    return pairByLikeness(removed, added, likeness, { least: 0.4 });
  });
}

/** A title that is made of the file's name, or of nothing but values, tells nothing. */
function titleMark({ title, id }: StoredSection): string | undefined {
  const words = literalText(title);
  return words !== id && /\p{L}{2}/u.test(words) ? words : undefined;
}

function sectionWords({ blocks }: StoredSection): readonly string[] {
  return blocks.flatMap((block) => wordsOf(blockText(block)));
}
