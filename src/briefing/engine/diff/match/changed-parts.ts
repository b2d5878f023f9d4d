/** Words that differ between two texts, around values that are the same in another unit. */
import type { Sides } from "../briefing.js";
import type { TextRun } from "../shapes.js";
import { align } from "../words/align.js";
import { wordsOfToken, type Token } from "../words/tokens.js";
import { sharedCount } from "./pairing.js";

interface ChangedPart extends Sides<readonly Token[]> {
  /** A value in two formats at its end. */
  readonly value?: Sides<Token>;
}

/** Changed words, divided at values that measure the same in another format or unit. */
export function withOtherUnits(before: readonly Token[], after: readonly Token[]): readonly ChangedPart[] {
  const isRewritten = areUnlike(keysOf(before), keysOf(after));
  for (const [index, earlier] of isRewritten ? [] : before.entries()) {
    const place = after.findIndex((later) => isSameQuantity(earlier, later));
    const later = after[place];
    if (later === undefined) continue;
    return [
      {
        before: before.slice(0, index),
        after: after.slice(0, place),
        value: { before: earlier, after: later },
      },
      ...withOtherUnits(before.slice(index + 1), after.slice(place + 1)),
    ];
  }
  return [{ before, after }];
}

const keysOf = (tokens: readonly Token[]) => tokens.map(({ key }) => key);

const isSameQuantity = (one: Token, two: Token): boolean =>
  one.value !== undefined &&
  two.value !== undefined &&
  one.key !== two.key &&
  (one.quantity ?? []).some((each) => two.quantity?.includes(each));

type PlainRun = Extract<TextRun, { kind: "same" | "removed" | "added" }>;

/**
 * The visible differences between tokens of two sides: words that became a value, or two values that became one, do not
 * differ if they read the same.
 */
export function changedWords(before: readonly Token[], after: readonly Token[]): readonly PlainRun[] {
  if (before.length + after.length === 0) return [];
  const earlier = before.flatMap(wordsOfToken);
  const later = after.flatMap(wordsOfToken);
  const replaced = (removed: readonly string[], added: readonly string[]): readonly PlainRun[] => [
    { kind: "removed", text: removed.join("") },
    { kind: "added", text: added.join("") },
  ];
  const hasValues = [...before, ...after].some(({ value }) => value !== undefined);
  if (!hasValues || areUnlike(earlier, later)) return replaced(earlier, later);
  return align(earlier, later, (word) => word.replace(/\s+/g, " ")).flatMap(
    ({ kind, before: removed, after: added }): readonly PlainRun[] =>
      kind === "same" ? [{ kind, text: added.join("") }] : replaced(removed, added),
  );
}

/** Whether texts of some length have less than a fourth of their words in common, which are then "of" and "the". */
export function areUnlike(before: readonly string[], after: readonly string[]): boolean {
  const longest = Math.max(before.length, after.length);
  if (longest < 40) return false;
  return sharedCount(before, after) < longest / 4;
}
