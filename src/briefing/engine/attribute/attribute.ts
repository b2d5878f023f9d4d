/**
 * Finds out by experiment which changed inputs moved a value: each input alone as after the change, then all but it.
 * Inputs that cannot be separated (a notebook that calls what only the new module has) are tried together.
 */
import { DiffError } from "../diff/briefing.js";
import { isSameRaw } from "../diff/numbers.js";

export interface Reading {
  readonly raw: unknown;
  readonly text: string;
  readonly format: string;
  readonly unit?: string | undefined;
}

/** Values by id; a failed run gives the reason. */
export type Outcome =
  | { readonly status: "computed"; readonly values: ReadonlyMap<string, Reading> }
  | { readonly status: "failed"; readonly why: string };

/** Computes the values with these inputs as after the change, and all others as before. */
export type Run = (later: ReadonlySet<string>) => Promise<Outcome>;

export interface Part {
  /** Inputs that changed together, because they cannot be computed separately. */
  readonly inputs: readonly string[];
  /** The value with only these as after the change; undefined if it cannot be computed. */
  readonly alone: Reading | undefined;
  /** The value with all but these as after the change. */
  readonly without: Reading | undefined;
}

export interface AttributedValue {
  readonly id: string;
  readonly before: Reading;
  readonly after: Reading;
  readonly parts: readonly Part[];
}

export type Attribution = Awaited<ReturnType<typeof attribute>>;

interface AttributionRequest {
  readonly ids: readonly string[];
  /** Changed inputs, most likely first. */
  readonly inputs: readonly string[];
  /** Runs allowed, not counting the two sides. */
  readonly limit: number;
}

/**
 * The values that differ, how often the notebooks were executed or taken from the store, and the inputs that more runs
 * might have separated. Rejects with the reason if a side itself cannot be computed.
 */
export async function attribute({ ids, inputs, limit }: AttributionRequest, run: Run) {
  const tried = new Map<string, Promise<Outcome>>();
  const outcome = (later: readonly string[]): Promise<Outcome> => {
    const key = JSON.stringify([...later].sort());
    const known = tried.get(key) ?? run(new Set(later));
    tried.set(key, known);
    return known;
  };
  const outcomeWithout = (group: readonly string[]) =>
    outcome(inputs.filter((input) => !group.includes(input)));
  const before = valuesOf(await outcome([]), "before");
  const after = valuesOf(await outcome(inputs), "after");
  const changed = ids.filter((id) => {
    const one = before.get(id);
    const two = after.get(id);
    return one !== undefined && two !== undefined && !isSameReading(one, two);
  });

  let groups = initialGroups(inputs, limit);
  let unresolved = groups.find((group) => group.length > 1) ?? [];
  if (changed.length === 0) groups = [inputs];
  while (groups.length > 1) {
    if (runsNeeded(groups) > limit + sides - tried.size) {
      groups = [inputs];
      unresolved = inputs;
      break;
    }
    const broken: (readonly string[])[] = [];
    for (const group of groups) {
      const outcomes = [await outcome(group), await outcomeWithout(group)];
      if (outcomes.some((each) => isBroken(each, changed))) broken.push(group);
    }
    if (broken.length === 0) break;
    groups = merged(groups, broken);
  }
  // These runs are known. With a single group, they are the two sides: the whole change is due to it.
  const trials = await Promise.all(
    groups.map(async (group) => [group, await outcome(group), await outcomeWithout(group)] as const),
  );
  const values = changed.map((id): AttributedValue => {
    const parts = trials.map(([inputs, alone, without]): Part => ({
      inputs,
      alone: readingIn(alone, id),
      without: readingIn(without, id),
    }));
    return { id, before: before.get(id) as Reading, after: after.get(id) as Reading, parts };
  });
  return { values, runs: tried.size, unresolved };
}

const sides = 2;

/** Inputs that are tried together. */
type Groups = readonly (readonly string[])[];

/** Each input on its own, as far as the runs allow; the rest together. */
function initialGroups(inputs: readonly string[], limit: number): Groups {
  if (runsNeeded(inputs) <= limit) return inputs.map((input) => [input]);
  const max = Math.max(1, Math.floor(limit / 2));
  return [...inputs.slice(0, max - 1).map((input) => [input]), inputs.slice(max - 1)];
}

/** With two groups, one alone is all but the other. */
export const runsNeeded = (groups: readonly unknown[]): number =>
  groups.length === 1 ? 0 : groups.length === 2 ? 2 : 2 * groups.length;

/** Merges all failing groups; a single one is merged with the last of the others. */
function merged(groups: Groups, broken: Groups): Groups {
  const others = groups.filter((group) => !broken.includes(group));
  if (broken.length > 1) return [broken.flat(), ...others];
  return [...others.slice(0, -1), [...broken.flat(), ...(others.at(-1) ?? [])]];
}

const isBroken = (outcome: Outcome, ids: readonly string[]): boolean =>
  outcome.status === "failed" || ids.some((id) => !outcome.values.has(id));

const readingIn = (outcome: Outcome, id: string): Reading | undefined =>
  outcome.status === "computed" ? outcome.values.get(id) : undefined;

export const isSameReading = (one: Reading, two: Reading): boolean =>
  isSameRaw(one.raw, two.raw) && one.text === two.text;

function valuesOf(outcome: Outcome, side: "before" | "after"): ReadonlyMap<string, Reading> {
  if (outcome.status === "computed") return outcome.values;
  throw new DiffError(`The side ${side} the change cannot be computed here: ${outcome.why}`, {
    hint: "Its notebooks are executed with the packages that are installed now.",
  });
}
