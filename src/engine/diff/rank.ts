import { kindOf, type Change } from "./kinds/index.js";
import type { Weight } from "./kinds/kind.js";

/**
 * A verdict that flipped, a part of a claim, a value, a table or a figure's data, what came and went, a figure's looks,
 * words, everything else, what only moved or was renamed, code; last what came or went with something larger.
 */
export function weightOf(change: Change): Weight {
  if (change.partOf !== undefined) return { rank: 13, size: 0 };
  if (isSameText(change)) return { rank: 12, size: -1 };
  const { weigh, weightOfPresence } = kindOf(change);
  if (change.status === "changed") return weigh(change);
  // A cell of code or an output that came or went matters as little as one that changed.
  return { rank: weightOfPresence <= 1 ? 12 : 5, size: weightOfPresence };
}

/** A value that came or went though the text it stands in reads the same. */
export function isSameText(change: Change): boolean {
  return change.kind === "value" && change.sameText === true;
}

/** Greatest effect first; equals by their keys, so that the order is the same everywhere. */
export function ranked(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change) => ({ change, weight: weightOf(change) }))
    .sort(
      (a, b) =>
        a.weight.rank - b.weight.rank ||
        b.weight.size - a.weight.size ||
        (a.change.key < b.change.key ? -1 : a.change.key > b.change.key ? 1 : 0),
    )
    .map(({ change }) => change);
}
