/** Values that follow from another that changed: they are told with it. */
import type { Sides } from "../briefing.js";
import type { Change } from "../kinds/index.js";
import type { Reports } from "../kinds/kind.js";
import { sizes, type ValueChange } from "../kinds/value.js";
import { amountOf } from "../numbers.js";
import { weightOf } from "../rank.js";
import { namesOf, type Names } from "./names.js";
import { factorsOf, isCommon, type Factors } from "./proportion.js";

/**
 * One number follows from another whose name its expression uses, also by way of constants of the notebook, on both
 * sides; or if both moved by one factor and a cause of one is a cause of the other. Never is one told with another that
 * matters less to a reader.
 */
export function withLeaders(changes: readonly Change[], reports: Reports): readonly Change[] {
  const names = { before: namesOf(reports.before), after: namesOf(reports.after) };
  const all = changes.flatMap((change) => (isMoved(change) ? [candidateOf(change, names)] : []));
  const followersOf = followersAmong(all);
  const isComputed = computedAmong(all);
  const ordered = all
    .map((candidate) => ({ candidate, depth: isComputed(candidate) ? 1 : 0 }))
    .sort(
      (a, b) => a.candidate.band - b.candidate.band || a.depth - b.depth || byLead(a.candidate, b.candidate),
    );
  const leaders = new Map<string, string>();
  const leading = new Set<string>();
  for (const { candidate: leader } of ordered) {
    if (!leader.isAmount || leaders.has(leader.change.key)) continue;
    for (const { change } of followersOf(leader)) {
      if (leaders.has(change.key) || leading.has(change.key)) continue;
      leaders.set(change.key, leader.change.key);
      leading.add(leader.change.key);
    }
  }
  return changes.map((change) => {
    const toldWith = leaders.get(change.key);
    return toldWith === undefined || change.kind !== "value" ? change : { ...change, toldWith };
  });
}

/** A number of the same expression as before, which inputs moved. */
function isMoved(change: Change): change is ValueChange {
  return (
    change.kind === "value" &&
    change.delta !== undefined &&
    change.why.status === "inputs" &&
    !change.aspects.includes("expression")
  );
}

interface Candidate {
  readonly change: ValueChange;
  /** A value of a lesser band is louder. */
  readonly band: number;
  /** Not a year or a place. */
  readonly isAmount: boolean;
  readonly causes: ReadonlySet<string>;
  readonly factors: Factors;
  /** Paths, with their notebook. */
  readonly shows: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /** The names of the earlier side. */
  readonly former: () => Names | undefined;
}

const noFactors: Factors = { own: undefined, all: new Set() };

function candidateOf(change: ValueChange, names: Sides<(id: string) => Names | undefined>): Candidate {
  const { rank, size } = weightOf(change);
  const isAmount = change.is?.format !== "year" && change.is?.format !== "ordinal";
  const found = names.after(change.id);
  const located = (paths: ReadonlySet<string> = new Set()) =>
    new Set([...paths].map((path) => `${change.after?.notebook ?? ""} ${path}`));
  const direct = change.why.causes.filter(({ strength }) => strength === "direct");
  return {
    change,
    band: 3 * rank + (size === sizes.otherWords ? 0 : size === sizes.otherSign ? 1 : 2),
    isAmount,
    causes: new Set(direct.map(({ input }) => input)),
    factors: isAmount ? factorsOf(change) : noFactors,
    shows: located(found?.shows),
    uses: located(found?.uses),
    former: () => names.before(change.renamed?.from ?? change.id),
  };
}

/** Counts before their shares. */
function byLead({ change: one }: Candidate, { change: two }: Candidate): number {
  const sizeOf = ({ is }: ValueChange) => Math.max(...(amountOf(is?.raw) ?? [0]).map(Math.abs));
  return sizeOf(two) - sizeOf(one) || (one.key < two.key ? -1 : 1);
}

/** Those that each may lead. */
function followersAmong(all: readonly Candidate[]): (leader: Candidate) => Iterable<Candidate> {
  const byFactor = placed(all, ({ factors }) => factors.all);
  const byPath = placed(all, ({ uses }) => uses);
  return function* (leader) {
    const { band, factors, causes, shows } = leader;
    const isBelow = (candidate: Candidate) => candidate !== leader && candidate.band >= band;
    for (const path of shows)
      for (const candidate of byPath.get(path) ?? [])
        if (isBelow(candidate) && meet(leader.former()?.shows, candidate.former()?.uses)) yield candidate;
    const alike = byFactor.get(factors.own ?? "") ?? [];
    if (alike.length < 2 || isCommon(factors.own ?? "")) return;
    for (const candidate of alike) if (isBelow(candidate) && meet(causes, candidate.causes)) yield candidate;
  };
}

/** Whether another that matters as much shows a name that lies behind it: that one leads. */
function computedAmong(all: readonly Candidate[]): (candidate: Candidate) => boolean {
  const byPath = placed(all, ({ shows }) => shows);
  const loudest = new Map(
    [...byPath].map(([path, leaders]) => [path, Math.min(...leaders.map(({ band }) => band))]),
  );
  return ({ uses, shows, band }) =>
    [...uses].some((path) => !shows.has(path) && (loudest.get(path) ?? Infinity) <= band);
}

/** Candidates by each of their keys. */
function placed(
  all: readonly Candidate[],
  keysOf: (candidate: Candidate) => ReadonlySet<string>,
): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const candidate of all)
    for (const key of keysOf(candidate)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [candidate]);
      else known.push(candidate);
    }
  return found;
}

function meet(one: ReadonlySet<string> | undefined, two: ReadonlySet<string> | undefined): boolean {
  return [...(one ?? [])].some((each) => two?.has(each) === true);
}
