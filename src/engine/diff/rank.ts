import { kindOf, type Change } from "./kinds/index.js";
import type { Weight } from "./kinds/kind.js";

/**
 * A verdict that flipped, a part of a claim, a value, a table or a figure's data, what was added or removed, a figure's
 * looks, words, everything else, what only moved or was renamed, code; last what was added or removed with something
 * larger.
 */
export function weightOf(change: Change): Weight {
  if (change.partOf !== undefined) return { rank: 13, size: 0 };
  if (isSameText(change)) return { rank: 12, size: -1 };
  const { weigh, presence } = kindOf(change);
  if (change.status === "changed") return weigh(change);
  // A cell of code or an output that was added or removed matters as little as one that changed.
  return { rank: presence <= 1 ? 12 : 5, size: presence };
}

export interface Band {
  readonly id: string;
  readonly title: string;
  readonly ranks: readonly number[];
}

/** Ranks under the headings that a reader is given for them. */
export const bands: readonly Band[] = [
  { id: "claims", title: "Verdicts and claims", ranks: [0, 1] },
  { id: "values", title: "Values", ranks: [2] },
  { id: "data", title: "Figures and tables: data", ranks: [3] },
  { id: "presence", title: "Added and removed", ranks: [5] },
  { id: "looks", title: "Figures: how they look", ranks: [6] },
  { id: "words", title: "Words", ranks: [7, 8] },
  { id: "rest", title: "Order, names and code", ranks: [10, 11, 12, 13] },
];

export const loudTitle = "Verdicts that flipped";
export const isLoud = ({ rank }: Weight): boolean => rank === 0;

/** A value that was added or removed though the text it stands in reads the same. */
export function isSameText(change: Change): boolean {
  return "sameText" in change && change.sameText === true;
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
