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
  was: StoredReport,
  is: StoredReport,
  neighbours: readonly { readonly was: string; readonly is: string }[],
  { laterNotebook }: Pick<Matching, "laterNotebook">,
): Pairing<string> {
  const named = pairByMarks(Object.keys(was.values), Object.keys(is.values), [
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
      { was: mark(was, laterNotebook), is: mark(is, (notebook) => notebook) },
      { was: says(was), is: says(is) },
    ]),
  );
}

function pairNeighbours(
  was: readonly string[],
  is: readonly string[],
  neighbours: readonly { readonly was: string; readonly is: string }[],
): Pairing<string> {
  const [removed, added] = [new Set(was), new Set(is)];
  const pairs = neighbours.filter((pair) => {
    if (!removed.has(pair.was) || !added.has(pair.is)) return false;
    removed.delete(pair.was);
    added.delete(pair.is);
    return true;
  });
  return { pairs, removed: [...removed], added: [...added] };
}
