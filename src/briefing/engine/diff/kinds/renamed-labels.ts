/** Names in the rows of a figure that were replaced by others. */
import { own } from "../../../lib/own.js";
import type { PlainRow } from "../match/compare-rows.js";
import { groupBy } from "../match/pairing.js";

export interface DrawnData {
  readonly columns: readonly string[];
  readonly rows: readonly PlainRow[];
}

/** By column: the same word may be a name in one column and keep its meaning in another. */
type RenamedLabels = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Labels that were replaced by another word on the later side, while most of their rows remained the same. */
export function renamedLabels(before: DrawnData, after: DrawnData): RenamedLabels {
  const renamed = new Map<string, ReadonlyMap<string, string>>();
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
    const names = new Map<string, string>();
    for (const [index, [label, rows]] of gone.entries()) {
      const [name, others] = come[index] ?? ["", []];
      const without = (row: PlainRow) => JSON.stringify({ ...row, [column]: null });
      const kept = new Set(others.map(without));
      const share =
        rows.filter((row) => kept.has(without(row))).length / Math.max(rows.length, others.length);
      if (share > 0.5) names.set(label, name);
    }
    if (names.size > 0) renamed.set(column, names);
  }
  return renamed;
}

/** Rows with the later names in their columns. */
export function withRenamed({ columns, rows }: DrawnData, renamed: RenamedLabels): DrawnData {
  if (renamed.size === 0) return { columns, rows };
  const nameIn = (column: string, cell: PlainRow[string]) =>
    (typeof cell === "string" ? renamed.get(column)?.get(cell) : undefined) ?? cell;
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, nameIn(column, cell)])),
    ),
  };
}

/** The words that a specification may replace everywhere: no column still has them. */
export function replacedWords({ rows }: DrawnData, renamed: RenamedLabels): ReadonlyMap<string, string> {
  const left = new Set(rows.flatMap((row) => Object.values(row)));
  const all = [...renamed.values()].flatMap((names) => [...names]);
  return new Map(all.filter(([was]) => !left.has(was)));
}

/** With renamed labels replaced by the later words. */
export function relabelled<T>(content: T, labels: ReadonlyMap<string, string>): T {
  if (labels.size === 0) return content;
  const text = JSON.stringify(content, (_, value: unknown) =>
    typeof value === "string" ? (labels.get(value) ?? value) : value,
  );
  return JSON.parse(text) as T;
}
