import type { Change } from "./contract.js";

/** How much a change matters: classes first, within a class the size of the change. */
interface Effect {
  /** 0 is the greatest. */
  readonly rank: number;
  readonly size: number;
}

/**
 * A verdict that flipped, a part of a claim, a value, a table or a figure's data, what came and went, a figure's looks,
 * words, everything else, what only moved or was renamed, code; last what came or went with something larger.
 */
export function effectOf(change: Change): Effect {
  if (change.partOf !== undefined) return { rank: 13, size: 0 };
  if (isSameText(change)) return { rank: 12, size: -1 };
  if (change.status !== "changed")
    return {
      rank: change.kind === "code" || change.kind === "output" ? 12 : 5,
      size: weights.indexOf(change.kind),
    };
  switch (change.kind) {
    case "claim":
      if (change.verdict !== undefined) return { rank: 0, size: 0 };
      if (change.parts.some(({ was, is }) => was !== is)) return { rank: 1, size: change.parts.length };
      return { rank: change.texts.length + change.parts.length > 0 ? 7 : 11, size: 0 };
    case "value":
      if (change.aspects.includes("words")) return { rank: 2, size: Number.MAX_VALUE };
      if (change.aspects.includes("number")) return { rank: 2, size: relativeChange(change) };
      return { rank: change.aspects.length > 0 ? 8 : 11, size: 0 };
    case "table": {
      const rows = change.rowsAdded.length + change.rowsRemoved.length;
      const columns = change.columnsAdded.length + change.columnsRemoved.length;
      if (change.cells.length + rows + columns > 0) return { rank: 3, size: relativeChange(change) };
      return { rank: isMoveOnly(change) ? 11 : 7, size: 0 };
    }
    case "figure":
      if (change.data !== undefined || change.unread !== undefined)
        return { rank: 3, size: relativeChange(change) };
      if (change.spec.length > 0 || change.picture === "differs")
        return { rank: 6, size: change.spec.length };
      return { rank: change.texts.length > 0 ? 7 : 11, size: 0 };
    case "prose":
    case "first-page":
      return { rank: change.runs.length > 0 ? 7 : 11, size: 0 };
    case "section":
      return { rank: change.texts.length > 0 ? 7 : 10, size: 0 };
    case "image":
      return { rank: change.picture === "differs" ? 6 : 8, size: 0 };
    case "code":
    case "output":
      return { rank: change.lines.length > 0 ? 12 : 11, size: 0 };
    default:
      return { rank: 8, size: 0 };
  }
}

/** A value that came or went though the text it stands in reads the same. */
export function isSameText(change: Change): boolean {
  return change.kind === "value" && change.sameText === true;
}

/** What came or went, from the least: a chapter tells more than an entry of the bibliography. */
const weights: readonly Change["kind"][] = [
  "output",
  "code",
  "citation",
  "source",
  "indicator",
  "front-matter",
  "image",
  "prose",
  "first-page",
  "value",
  "table",
  "figure",
  "claim",
  "section",
];

/** Greatest relative change of a change's numbers; beyond all measure where one came from zero or is no number. */
export function relativeChange(change: Change): number {
  const deltas =
    change.kind === "value"
      ? [change]
      : change.kind === "table"
        ? change.cells
        : change.kind === "figure"
          ? (change.data?.pointsMoved ?? [])
          : [];
  let greatest = 0;
  for (const { delta } of deltas) {
    const size = delta === undefined || delta.relative === null ? Number.MAX_VALUE : Math.abs(delta.relative);
    if (size > greatest) greatest = size;
  }
  return greatest;
}

function isMoveOnly(change: Extract<Change, { kind: "table" }>): boolean {
  const { texts, rowsMoved, columnsMoved, columnsChanged, keyChanged } = change;
  return [texts, rowsMoved, columnsMoved, columnsChanged].every((list) => list.length === 0) && !keyChanged;
}

/** Greatest effect first; equals by their keys, so that the order is the same everywhere. */
export function ranked(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change) => ({ change, effect: effectOf(change) }))
    .sort(
      (a, b) =>
        a.effect.rank - b.effect.rank ||
        b.effect.size - a.effect.size ||
        (a.change.key < b.change.key ? -1 : a.change.key > b.change.key ? 1 : 0),
    )
    .map(({ change }) => change);
}
