import type { InputChange } from "../causes/input-change.js";
import type { Comparison } from "../comparison.js";

export interface InputUse {
  readonly key: string;
  readonly input: InputChange;
  /** Number of changes that it is a cause of. */
  readonly changes: number;
}

/** Inputs that differ, those that changes rest on before those that nothing changed with. */
export function inputUses({ inputs, withoutEffect, changes }: Comparison): {
  readonly effective: readonly InputUse[];
  readonly without: readonly InputUse[];
} {
  const rested = new Map<string, number>();
  for (const { why } of changes)
    for (const { input } of why.causes) rested.set(input, (rested.get(input) ?? 0) + 1);
  const unused = new Set(withoutEffect);
  const uses = Object.entries(inputs).map(([key, input]) => ({ key, input, changes: rested.get(key) ?? 0 }));
  return {
    effective: uses.filter(({ key }) => !unused.has(key)),
    without: uses.filter(({ key }) => unused.has(key)),
  };
}
