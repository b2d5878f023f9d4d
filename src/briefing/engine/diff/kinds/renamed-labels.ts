/** Names in the rows of a figure that were replaced by others. */
import { own } from "../../../lib/own.js";
import type { PlainRow } from "../match/compare-rows.js";
import { groupBy } from "../match/pairing.js";

export interface DrawnData {
  readonly columns: readonly string[];
  readonly rows: readonly PlainRow[];
}

/** Labels that were replaced by another word on the later side, while most of their rows remained the same. */
export function renamedLabels(before: DrawnData, after: DrawnData): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const column of before.columns.filter((each) => after.columns.includes(each))) {
    const rowsOf = ({ rows }: DrawnData) =>
      groupBy(rows, (row) => {
        const label = own(row, column);
        return typeof label === "string" ? label : undefined;
      });
    const earlier = rowsOf(before);
    const later = rowsOf(after);
    const gone = [...earlier].filter(([label]) => !later.has(label));
    const come = [...later].filter(([label]) => !earlier.has(label));
    if (gone.length !== come.length) continue;
    for (const [index, [label, rows]] of gone.entries()) {
      const [name, others] = come[index] ?? ["", []];
      const without = (row: PlainRow) => JSON.stringify({ ...row, [column]: null });
      const kept = new Set(others.map(without));
      const share =
        rows.filter((row) => kept.has(without(row))).length / Math.max(rows.length, others.length);
      if (share > 0.5) names.set(label, name);
    }
  }
  return names;
}

/** With renamed labels replaced by the later words. */
export function relabelled<T>(content: T, labels: ReadonlyMap<string, string>): T {
  if (labels.size === 0) return content;
  const text = JSON.stringify(content, (_, value: unknown) =>
    typeof value === "string" ? (labels.get(value) ?? value) : value,
  );
  return JSON.parse(text) as T;
}
