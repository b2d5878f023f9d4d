import { inputWords, type InputChange } from "../causes/input-change.js";
import type { Change, Comparison } from "../comparison.js";
import { kindOf } from "../kinds/index.js";
import type { Cause } from "../kinds/shapes.js";

export interface CauseDescription {
  /** Key in `Comparison.inputs`. */
  readonly key: string;
  readonly words: string;
  readonly functions: readonly string[];
}

/** What lies behind one change, in words. */
export interface WhyDescription {
  readonly warning?: string;
  readonly label: "cause" | "possible cause";
  readonly causes: readonly CauseDescription[];
  readonly notes: readonly string[];
}

export function describeWhy(change: Change, { inputs }: Comparison): WhyDescription {
  const { status, why } = change;
  const direct = why.causes.filter(({ strength }) => strength === "direct");
  const notes = why.note === undefined ? [] : [why.note];
  const described = { label: "cause", causes: [], notes } as const;
  if (why.status === "non-deterministic")
    return { ...described, warning: "NOT DETERMINISTIC: nothing that it rests on differs" };
  const describe = ({ input, functions = [] }: Cause): CauseDescription => {
    const cause = inputs[input];
    return { key: input, words: cause === undefined ? input : inputWords(cause), functions };
  };
  // A cell that is possible is one whose names are used; what was only loaded explains nothing next to a known cause.
  const named = why.causes.filter(
    ({ strength, input }) =>
      strength === "possible" && status === "changed" && inputs[input]?.kind === "cell",
  );
  const beside = named.map((cause) => ({ ...describe(cause), words: `${describe(cause).words} (possible)` }));
  const { isText } = kindOf(change);
  // Words, code and chapters are always edited by hand: it need not be said.
  const isByHand = why.status === "edited" && !isText && why.note === undefined && direct.length === 0;
  return {
    label: direct.length > 0 ? "cause" : "possible cause",
    causes: direct.length > 0 ? [...direct.map(describe), ...beside] : why.causes.map(describe),
    notes: isByHand ? ["edited by hand"] : notes,
    ...(why.status === "unknown" && why.note === undefined
      ? { warning: "cause unknown: the report does not say what it rests on" }
      : {}),
  };
}

/** What a data package that only repeats facts of changed data says: nothing new. */
export function restatement(input: InputChange): string {
  return input.kind === "data" && input.restates === true
    ? ": restates the size and hash of data that changed"
    : "";
}

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
