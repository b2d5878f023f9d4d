/** Parses the options of a comparison: tolerances, kinds, gates. */
import { DiffError, type Tolerance, type Tolerances } from "./briefing.js";
import type { Change, Comparison } from "./comparison.js";
import { kindNamed, kindOf } from "./kinds/index.js";
import { changeKinds, type ChangeKind } from "./kinds/names.js";
import type { NumberDelta } from "./shapes.js";
import { isFolded, isOfLooks, isSameText, weightOf } from "./rank.js";
import { own } from "../../lib/own.js";

/** `0.5%` is relative, `0.01` absolute. */
function parseAmount(text: string): Tolerance | undefined {
  const [, number, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return percent === "%" ? { relative: Number(number) / 100 } : { absolute: Number(number) };
}

/** `0.5%`, `0.01`, `peak=1%`, or several, separated by commas: the global tolerance and those of single ids. */
export function parseTolerance(text: string): Tolerances {
  let tolerance: Tolerance = {};
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
  return { tolerance, tolerances: Object.fromEntries(tolerances) };
}

/** `values,claims` → kinds; singular or plural, by name or by the noun that readers see. */
export function parseOnly(text: string): readonly ChangeKind[] {
  return text.split(",").map((term) => {
    const name = term.trim().toLowerCase();
    const kind = kindCalled(name) ?? (/^verdicts?$/.test(name) ? "claim" : undefined);
    if (kind !== undefined) return kind;
    throw new DiffError(`only: unknown kind of change "${name}".`, {
      hint: `The kinds are ${changeKinds.join(", ")}.`,
    });
  });
}

function kindCalled(name: string): ChangeKind | undefined {
  return changeKinds.find((kind) => [kind, `${kind}s`, ...kindNamed(kind).nouns].includes(name));
}

/** Finds the changes that `--fail-on` rejects and that were not accepted. */
type Gate = (comparison: Comparison) => readonly Change[];

type Test = (change: Change) => boolean;

/** Names for a subset of the changes of one kind, and of all kinds. */
const special: Readonly<Record<string, Test>> = {
  any: () => true,
  // Readers do not see how far a sentence is from being false, digits that are not printed, settings in code.
  quotable: (change) =>
    !isFolded(weightOf(change)) &&
    !isOfLooks(change) &&
    change.kind !== "margin" &&
    change.kind !== "code" &&
    kindOf(change).isUnprinted?.(change) !== true,
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

/** The default of `--fail-on`: everything that readers could quote. */
export const defaultGate = "quotable,non-deterministic";

/** Names that accept a threshold. */
const numeric = [...changeKinds.filter((kind) => kindNamed(kind).numbers !== undefined), "figure-data"];

/**
 * `value>1%,verdict,figure`: comma-separated terms, each a kind of change, `verdict` (flipped, added, removed),
 * `figure-data`, `figure-meaning`, `figure-style`, `guard`, `quotable`, `non-deterministic` or `any`. Value, table and
 * figure accept a threshold: `>1%` relative, `>0.5` in raw units, `>2points` in percentage points; also `>=`. Changes
 * without a number to compare (added, removed, another word) always exceed the threshold.
 */
export function parseGate(text: string): Gate {
  const tests = text.split(",").map((term) => parseTerm(term.trim(), text));
  return ({ changes }) =>
    changes.filter((change) => change.accepted !== true && tests.some((test) => test(change)));
}

function parseTerm(term: string, whole: string): Test {
  const match = /^([a-z-]+)\s*(?:(>=?)\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|points?)?)?$/.exec(term);
  const [, written = "", operator, amount, unit] = match ?? [];
  const names = Object.keys(special);
  const name = names.find((each) => [each, `${each}s`].includes(written)) ?? kindCalled(written);
  if (match === null || name === undefined) {
    throw new DiffError(`fail-on: "${term}" in "${whole}" cannot be read.`, {
      hint: `Separate kinds by commas; kinds with numbers accept a threshold: value>1%,verdict,figure. The kinds are ${[...changeKinds, ...names].join(", ")}.`,
    });
  }
  const test: Test = own(special, name) ?? (({ kind }) => kind === name);
  if (operator === undefined) return test;
  if (!numeric.includes(name)) {
    throw new DiffError(`fail-on: "${term}": a ${name} has no number to compare.`, {
      hint: `Only these kinds accept a threshold: ${numeric.join(", ")}.`,
    });
  }
  const limit = Number(amount);
  const isBeyond = (delta: NumberDelta | undefined) => {
    const size = delta === undefined ? Number.POSITIVE_INFINITY : sizeOf(delta, unit);
    return operator === ">=" ? size >= limit : size > limit;
  };
  const isCompared = (change: Change) => unit === undefined || unit === "%" || isShare(change);
  return (change) => test(change) && hasBeyond(change, (delta) => isCompared(change) && isBeyond(delta));
}

/** Whether percentage points measure it: a count has none. The columns of figures and tables record no format. */
const isShare = (change: Change): boolean =>
  change.kind !== "value" ||
  change.delta === undefined ||
  ["percent", "points"].includes(change.is?.format ?? "");

function sizeOf({ absolute, relative }: NumberDelta, unit: string | undefined): number {
  if (unit === undefined) return Math.abs(absolute);
  if (unit !== "%") return 100 * Math.abs(absolute);
  return 100 * Math.abs(relative ?? Number.POSITIVE_INFINITY);
}

function hasBeyond(change: Change, isBeyond: (delta: NumberDelta | undefined) => boolean): boolean {
  if (isSameText(change)) return false;
  const numbers = kindOf(change).numbers?.(change);
  return (
    change.status !== "changed" || numbers === undefined || numbers.hasOthers || numbers.deltas.some(isBeyond)
  );
}
