import type { StoredReport } from "../../report/stored-report.js";
import type { Matching } from "./matching.js";
import { byMark, pairByMarks, thenPair, type Pairing } from "./pairing.js";

/** Ids that count the values of a text (`peaks.caption.2`): another value before them shifts them. */
const isCounted = (id: string): boolean => /\.\d+$/.test(id);

/**
 * Values by id; those whose id was made from their place by the words around them; what is left by expression, and by
 * what it says. Ids on both sides; `neighbours` are pairs that stand at the same place of texts that belong together.
 */
export function pairValues(
  before: StoredReport,
  after: StoredReport,
  neighbours: readonly { readonly before: string; readonly after: string }[],
  { laterNotebook }: Pick<Matching, "laterNotebook">,
): Pairing<string> {
  const named = pairByMarks(Object.keys(before.values), Object.keys(after.values), [
    byMark((id) => (isCounted(id) ? undefined : id)),
  ]);
  const placed = thenPair(named, (removed, added) => pairNeighbours(removed, added, neighbours));
  const mark = (side: StoredReport, notebookName: (notebook: string) => string) => (id: string) => {
    const value = side.values[id];
    // A sentence that was computed as a whole and is put together from numbers now has the expression that they have.
    return (
      value?.expression && [notebookName(value.place.notebook), value.format, value.expression].join("\n")
    );
  };
  const says = (side: StoredReport) => (id: string) => {
    const value = side.values[id];
    return value && JSON.stringify([value.format, value.unit, value.raw, value.text]);
  };
  return thenPair(placed, (removed, added) =>
    pairByMarks(removed, added, [
      byMark((id) => id),
      { before: mark(before, laterNotebook), after: mark(after, (notebook) => notebook) },
      { before: says(before), after: says(after) },
    ]),
  );
}

function pairNeighbours(
  before: readonly string[],
  after: readonly string[],
  neighbours: readonly { readonly before: string; readonly after: string }[],
): Pairing<string> {
  const [removed, added] = [new Set(before), new Set(after)];
  const pairs = neighbours.filter((pair) => {
    if (!removed.has(pair.before) || !added.has(pair.after)) return false;
    removed.delete(pair.before);
    added.delete(pair.after);
    return true;
  });
  return { pairs, removed: [...removed], added: [...added] };
}
