import type { Change } from "./stored-form.js";

/** One line a cell: `cell 3 (peak): holds outputs, holds the execution count 4`; what is the notebook's own first. */
export function changesByCell(changes: readonly Change[]): readonly Change[] {
  const byCell = new Map<number, Change>();
  for (const change of changes) {
    const key = change.cell?.index ?? -1;
    const before = byCell.get(key);
    byCell.set(key, before === undefined ? change : { ...before, what: `${before.what}, ${change.what}` });
  }
  return [...byCell].sort(([a], [b]) => a - b).map(([, change]) => change);
}

/** What was cleaned, counted: `outputs (5 cells), execution counts (14 cells)`, in the past. */
export function changesInShort(changes: readonly Change[]): string {
  const counts = new Map<string, number>();
  for (const { what, cell } of changes) {
    const kind = past(what.replace(/(?<=execution count) \d+$/, ""));
    counts.set(kind, (counts.get(kind) ?? 0) + (cell === undefined ? 0 : 1));
  }
  return [...counts]
    .map(([kind, cells]) => (cells === 0 ? kind : `${kind} (${cells} ${cells === 1 ? "cell" : "cells"})`))
    .join(", ");
}

const past = (what: string): string =>
  what
    .replace(/^holds an output$/, "holds outputs")
    .replace(/^holds /, "held ")
    .replace(/^has /, "had ")
    .replace(/^is /, "was ");
