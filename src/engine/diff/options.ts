import type { Tolerance } from "./briefing.js";
import type { Change, Comparison } from "./comparison.js";
import { DiffError } from "./errors.js";
import { changeKinds, type ChangeKind, kindNamed, kindOf } from "./kinds/index.js";
import type { NumberDelta } from "./kinds/shapes.js";
import { isSameText } from "./rank.js";
import { own } from "../../lib/own.js";

/** `0.5%` is relative, `0.01` absolute. */
function parseAmount(text: string): Tolerance | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim());
  if (match === null) return undefined;
  const amount = Number(match[1]);
  return match[2] === "%" ? { relative: amount / 100 } : { absolute: amount };
}

/** `0.5%`, `0.01`, `peak=1%`, or several with commas between: the global tolerance and those of single ids. */
export function parseTolerance(text: string): {
  readonly tolerance?: Tolerance;
  readonly tolerances: Readonly<Record<string, Tolerance>>;
} {
  let tolerance: Tolerance | undefined;
  const tolerances = new Map<string, Tolerance>();
  for (const term of text.split(",")) {
    const at = term.lastIndexOf("=");
    const id = at < 0 ? undefined : term.slice(0, at).trim();
    const amount = parseAmount(term.slice(at + 1));
    if (amount === undefined || id === "") {
      throw new DiffError(`tolerance: "${term.trim()}" cannot be read.`, {
        hint: "Write a share such as 0.5%, a number such as 0.01, or either after an id: peak=1%.",
      });
    }
    if (id === undefined) tolerance = { ...tolerance, ...amount };
    else tolerances.set(id, { ...tolerances.get(id), ...amount });
  }
  return { ...(tolerance && { tolerance }), tolerances: Object.fromEntries(tolerances) };
}

/** `values,claims` → kinds; singular or plural, by their names or by the words that readers see for them. */
export function parseOnly(text: string): readonly ChangeKind[] {
  return text.split(",").map((term) => {
    const name = term.trim().toLowerCase();
    const kind = changeKinds.find((each) => namesOf(each).includes(name));
    if (kind !== undefined) return kind;
    throw new DiffError(`only: there is no kind of change "${name}".`, {
      hint: `There are ${changeKinds.join(", ")}.`,
    });
  });
}

function namesOf(kind: ChangeKind): readonly string[] {
  return [kind, `${kind}s`, ...kindNamed(kind).nouns, ...(kind === "claim" ? ["verdict", "verdicts"] : [])];
}

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
  ...Object.fromEntries(
    changeKinds.flatMap((kind) =>
      Object.entries(kindNamed(kind).gates ?? {}).map(([name, test]) => [
        name,
        (change: Change) => change.kind === kind && test(change),
      ]),
    ),
  ),
  "non-deterministic": ({ why }) => why.status === "non-deterministic",
};

/** Names after which a threshold may stand. */
const numeric = [...changeKinds.filter((kind) => kindNamed(kind).numbers !== undefined), "figure-data"];

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
  const test: Test = own(special, name) ?? (({ kind }) => kind === name);
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
  const names = [...changeKinds, ...Object.keys(special)];
  const known = names.find((name) => written === name || written === `${name}s`);
  return known ?? changeKinds.find((kind) => kindNamed(kind).nouns.includes(written));
}

function sizeOf({ absolute, relative }: NumberDelta, unit: string | undefined): number {
  if (unit === undefined) return Math.abs(absolute);
  if (unit !== "%") return 100 * Math.abs(absolute);
  return 100 * (relative === null ? Number.POSITIVE_INFINITY : Math.abs(relative));
}

function exceeds(change: Change, isBeyond: (delta: NumberDelta) => boolean): boolean {
  if (isSameText(change)) return false;
  if (change.status !== "changed") return true;
  const numbers = kindOf(change).numbers?.(change);
  if (numbers === undefined) return true;
  return numbers.hasOthers || numbers.deltas.some((delta) => delta === undefined || isBeyond(delta));
}

function unreadable(term: string, whole: string): DiffError {
  return new DiffError(`fail-on: "${term}" in "${whole}" cannot be read.`, {
    hint: `Write kinds with commas between, with a threshold where there are numbers: value>1%,verdict,figure. There are ${[...changeKinds, ...Object.keys(special)].join(", ")}.`,
  });
}
