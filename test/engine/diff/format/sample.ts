/** A comparison with a change of each kind. */
import type { Change, Comparison } from "../../../../src/engine/diff/comparison.js";
import { summarise } from "../../../../src/engine/diff/summary.js";
import { sha256 } from "../../../../src/lib/hash.js";
import { casesOf } from "../../../support/cases.js";

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
    version: 3,
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
