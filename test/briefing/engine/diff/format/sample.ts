/** A comparison with a change of each kind. */
import type { Change, Comparison } from "../../../../../src/briefing/engine/diff/comparison.js";
import { ranked } from "../../../../../src/briefing/engine/diff/rank.js";
import { summarise } from "../../../../../src/briefing/engine/diff/summary.js";
import { sha256 } from "../../../../../src/briefing/lib/hash.js";
import { casesOf } from "../../../../support/cases.js";

/** A change without its fingerprint, which the sample derives from its key. */
type Stated<C = Change> = C extends unknown ? Omit<C, "fingerprint"> : never;
export const withFingerprint = <C extends Stated>(change: C) => ({
  ...change,
  fingerprint: sha256(change.key).slice(0, 16),
});

interface Sample extends Pick<Comparison, "inputs" | "firstPage"> {
  readonly changes: readonly Stated[];
}
const { inputs, firstPage, changes: stated } = casesOf("sample.yml", import.meta.url) as Sample;
export const changes: readonly Change[] = stated.map(withFingerprint);

export function comparisonOf(some: readonly Change[]): Comparison {
  return {
    version: 4,
    before: { name: "HEAD", title: "Tea", date: "2026-10-01" },
    after: { name: "work tree", title: "Tea", date: "2026-11-01" },
    summary: summarise({ changes: some, inputs, withinTolerance: 0 }),
    firstPage,
    changes: some,
    inputs: some.length === 0 ? {} : inputs,
    withoutEffect: some.length === 0 ? [] : ["data/sugar.csv"],
    notes: [],
  };
}

export const sample: Comparison = comparisonOf(changes);

/** Many changes, each smaller than the one before. */
export function largeChanges(counts: {
  readonly figures: number;
  readonly values: number;
}): readonly Change[] {
  const [value, figure] = ["value:peak", "figure:cups"].map((key) =>
    changes.find((each) => each.key === key),
  );
  if (value?.kind !== "value" || figure?.kind !== "figure") throw new Error("sample");
  const { pointsMoved = [], ...data } = figure.data ?? {};
  const [point] = pointsMoved;
  if (point === undefined) throw new Error("sample");
  const rawBefore = value.was?.raw;
  if (typeof rawBefore !== "number") throw new Error("sample");
  const delta = (relative: number) => ({ absolute: relative, relative, text: "+1" });
  return ranked([
    ...Array.from({ length: counts.values }, (_, index) => {
      const id = `value-${index}`;
      return withFingerprint({
        ...value,
        key: `value:${id}`,
        id,
        // By factors of their own: what moves in step shares an entry.
        is: { ...value.is, raw: rawBefore * (1 + 1 / (index + 1)), text: `${index}` },
        delta: delta(1 / (index + 1)),
      } as typeof value);
    }),
    ...Array.from({ length: counts.figures }, (_, index) => {
      const id = `figure-${index}`;
      const moved = Array.from({ length: 50 }, () => ({ ...point, delta: delta(1 / (index + 1)) }));
      return withFingerprint({
        ...figure,
        key: `figure:${id}`,
        id,
        data: { ...data, pointsMoved: moved } as NonNullable<typeof figure.data>,
      });
    }),
  ]);
}
