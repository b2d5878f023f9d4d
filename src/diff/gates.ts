import type { Change, Comparison } from "./contract.js";
import type { NumberDelta } from "./contract/value.js";
import { DiffError } from "./errors.js";
import { isSameText } from "./rank.js";
import { changeKinds } from "./summary.js";

/** What must not have changed, as `--fail-on` takes it. */
export interface Gate {
  /** As it was written. */
  readonly text: string;
  /** Changes that are beyond it; none if the comparison passes. */
  readonly findings: (comparison: Comparison) => readonly Change[];
}

type Test = (change: Change) => boolean;

const special: Readonly<Record<string, Test>> = {
  any: () => true,
  verdict: (change) => change.kind === "claim" && change.verdict !== undefined,
  "figure-data": (change) =>
    change.kind === "figure" &&
    (change.status !== "changed" || change.data !== undefined || change.unread !== undefined),
  "figure-style": (change) =>
    change.kind === "figure" &&
    change.status === "changed" &&
    change.data === undefined &&
    change.unread === undefined,
  "non-deterministic": ({ why }) => why.status === "non-deterministic",
};

/** Kinds that have numbers, so that a threshold may follow. */
const numeric = ["value", "table", "figure", "figure-data"];

/**
 * `value>1%,verdict,figure`: terms with commas between, each a kind of change, `verdict` (flipped, added, removed),
 * `figure-data`, `figure-style`, `non-deterministic` or `any`. After value, table and figure a threshold may stand: `>1%`
 * relative, `>0.5` in raw units, `>2points` in percentage points; also `>=`. What has no number to hold against the
 * threshold (added, removed, another word) counts as beyond it.
 */
export function parseGate(text: string): Gate {
  const tests = text.split(",").map((term) => parseTerm(term.trim(), text));
  return {
    text,
    findings: ({ changes }) => changes.filter((change) => tests.some((test) => test(change))),
  };
}

function parseTerm(term: string, whole: string): Test {
  const match = /^([a-z-]+)\s*(?:(>=?)\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|points?)?)?$/.exec(term);
  const [, written = "", operator, amount, unit] = match ?? [];
  const name = nameOf(written);
  if (match === null || name === undefined) throw unreadable(term, whole);
  const test: Test = special[name] ?? (({ kind }) => kind === name);
  if (operator === undefined) return test;
  if (!numeric.includes(name)) {
    throw new DiffError(`fail-on: "${term}": a ${name} has no number that could be compared.`, {
      hint: `A threshold may stand after ${numeric.join(", ")}.`,
    });
  }
  const limit = Number(amount);
  const isBeyond = (size: number) => (operator === ">=" ? size >= limit : size > limit);
  return (change) => test(change) && exceeds(change, (delta) => isBeyond(sizeOf(delta, unit)));
}

function nameOf(written: string): string | undefined {
  const known = [...changeKinds, ...Object.keys(special)];
  const aliases: Readonly<Record<string, string>> = { chapter: "section", chapters: "section" };
  return known.find((name) => written === name || written === `${name}s`) ?? aliases[written];
}

function sizeOf({ absolute, relative }: NumberDelta, unit: string | undefined): number {
  if (unit === undefined) return Math.abs(absolute);
  if (unit !== "%") return 100 * Math.abs(absolute);
  return 100 * (relative === null ? Number.POSITIVE_INFINITY : Math.abs(relative));
}

function exceeds(change: Change, isBeyond: (delta: NumberDelta) => boolean): boolean {
  if (isSameText(change)) return false;
  if (change.status !== "changed") return true;
  const beyond = ({ delta }: { readonly delta?: NumberDelta }) => delta === undefined || isBeyond(delta);
  switch (change.kind) {
    case "value":
      return change.aspects.some((aspect) => aspect === "number" || aspect === "words") && beyond(change);
    case "table": {
      const { rowsAdded, rowsRemoved, columnsAdded, columnsRemoved, cells } = change;
      const others = [rowsAdded, rowsRemoved, columnsAdded, columnsRemoved];
      return others.some((list) => list.length > 0) || cells.some(beyond);
    }
    case "figure": {
      if (change.unread !== undefined) return true;
      if (change.data === undefined) return false;
      const { pointsAdded, pointsRemoved, columnsAdded, columnsRemoved, pointsMoved } = change.data;
      const others = [pointsAdded, pointsRemoved, columnsAdded, columnsRemoved];
      return others.some((list) => list.length > 0) || pointsMoved.some(beyond);
    }
    default:
      return true;
  }
}

function unreadable(term: string, whole: string): DiffError {
  return new DiffError(`fail-on: "${term}" in "${whole}" cannot be read.`, {
    hint: `Write kinds with commas between, with a threshold where there are numbers: value>1%,verdict,figure. There are ${[...changeKinds, ...Object.keys(special)].join(", ")}.`,
  });
}
