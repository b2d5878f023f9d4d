/** Summarizes a large change of a data file: how many rows, which columns, by how much, and where most. */
import * as z from "zod";
import type { RowStates } from "../match/compare-rows.js";
import { numberDelta, relativeSize } from "../numbers.js";
import { delta, type DeepReadonly, type Status } from "../kinds/shapes.js";

const count = z.int().nonnegative();
const move = z.strictObject({ name: z.string(), column: z.string(), was: z.string(), is: z.string(), delta });
export const dataSummary = z.strictObject({
  added: count,
  removed: count,
  changed: count,
  columns: z.array(
    z.strictObject({
      column: z.string(),
      changed: count,
      relative: z
        .strictObject({ least: z.number(), median: z.number(), greatest: z.number() })
        .optional()
        .describe("for cells with numbers on both sides: the change divided by the earlier number"),
    }),
  ),
  largest: z.array(move).describe("the ten numbers with the largest relative changes"),
});
export type DataSummary = DeepReadonly<z.infer<typeof dataSummary>>;
type Move = DataSummary["largest"][number];

/** Fewer rows than this are all listed. */
const large = 12;
export const mostMoves = 10;

/** Undefined if there are few enough rows to list. */
export function summariseRows<R extends { readonly cells: Readonly<Record<string, string>> }>(
  rows: readonly RowStates<R, unknown>[],
  nameOf: (row: R) => string,
): DataSummary | undefined {
  if (rows.length <= large) return undefined;
  const counted = (wanted: Status) => rows.filter(({ status }) => status === wanted).length;
  const changed = new Map<string, number>();
  const moves = new Map<string, Move[]>();
  for (const { later, cells } of rows)
    for (const { column, before, after } of cells) {
      const [was = "", is = ""]: readonly (string | undefined)[] = [before, after];
      changed.set(column, (changed.get(column) ?? 0) + 1);
      const found = numberDelta([Number(was), Number(was)], [Number(is), Number(is)], {
        ...{ format: "number", texts: [was, is] },
      });
      if (was.trim() === "" || is.trim() === "" || found.relative === null) continue;
      if (!Number.isFinite(found.absolute)) continue;
      const list = moves.get(column) ?? [];
      moves.set(column, list);
      list.push({ name: nameOf(later), column, was, is, delta: found });
    }
  const largest = [...moves.values()].flat().sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta));
  return {
    ...{ added: counted("added"), removed: counted("removed"), changed: counted("changed") },
    columns: [...changed].map(([column, count]) => {
      const sizes = (moves.get(column) ?? []).map(({ delta }) => delta.relative ?? 0).sort((a, b) => a - b);
      const [least, median, greatest] = [sizes[0], sizes[Math.floor(sizes.length / 2)], sizes.at(-1)];
      const isKnown = least !== undefined && median !== undefined && greatest !== undefined;
      return { column, changed: count, ...(isKnown && { relative: { least, median, greatest } }) };
    }),
    largest: largest.slice(0, mostMoves),
  };
}
