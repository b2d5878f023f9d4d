/** Values that follow from another that changed: they are told with it. */
import type { Sides } from "../briefing.js";
import type { Change } from "../kinds/index.js";
import type { Reports } from "../kinds/kind.js";
import type { ValueChange } from "../kinds/value.js";
import { groupBy } from "../match/pairing.js";
import { amountOf } from "../numbers.js";
import { weightOf } from "../rank.js";
import { namesOf, type Names } from "./names.js";
import { factorsOf, type Factors } from "./proportion.js";

/**
 * One number follows from another whose name its expression uses, also by way of constants of the notebook, on both
 * sides; or if both moved by one factor and a cause of one is a cause of the other. Never is one told with another that
 * matters less to a reader.
 */
export function withLeaders(changes: readonly Change[], reports: Reports): readonly Change[] {
  const names = { before: namesOf(reports.before), after: namesOf(reports.after) };
  const all = changes.flatMap((change) => (isMoved(change) ? [candidateOf(change, names)] : []));
  const followersOf = followersAmong(all);
  const leaders = new Map<string, string>();
  const leading = new Set<string>();
  const computed = new Set(
    all.flatMap((leader) => followersOf(leader).byName.filter(({ band }) => band >= leader.band)),
  );
  const depth = (candidate: Candidate) => (computed.has(candidate) ? 1 : 0);
  for (const leader of all.toSorted((a, b) => a.band - b.band || depth(a) - depth(b) || byLead(a, b))) {
    if (!leader.isAmount || leaders.has(leader.change.key)) continue;
    const { byName, inProportion } = followersOf(leader);
    for (const { change, band } of [...byName, ...inProportion]) {
      if (band < leader.band || leaders.has(change.key) || leading.has(change.key)) continue;
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
  readonly names: Sides<Names | undefined>;
}

const noFactors: Factors = { own: undefined, all: new Set() };

function candidateOf(change: ValueChange, names: Sides<(id: string) => Names | undefined>): Candidate {
  const { rank, size } = weightOf(change);
  const isAmount = change.is?.format !== "year" && change.is?.format !== "ordinal";
  const direct = change.why.causes.filter(({ strength }) => strength === "direct");
  return {
    change,
    band: 2 * rank + (size === Number.MAX_VALUE ? 0 : 1),
    isAmount,
    causes: new Set(direct.map(({ input }) => input)),
    factors: isAmount ? factorsOf(change) : noFactors,
    names: { before: names.before(change.renamed?.from ?? change.id), after: names.after(change.id) },
  };
}

/** Counts before their shares. */
function byLead({ change: one }: Candidate, { change: two }: Candidate): number {
  const sizeOf = ({ is }: ValueChange) => Math.max(...(amountOf(is?.raw) ?? [0]).map(Math.abs));
  return sizeOf(two) - sizeOf(one) || (one.key < two.key ? -1 : 1);
}

function followersAmong(all: readonly Candidate[]) {
  const entriesOf = (keys: (candidate: Candidate) => Iterable<string>) =>
    groupBy(
      all.flatMap((candidate) => [...keys(candidate)].map((key) => ({ key, candidate }))),
      ({ key }) => key,
    );
  const byFactor = entriesOf(({ factors }) => factors.all);
  const byPath = entriesOf(({ change, names }) =>
    [...(names.after?.uses ?? [])].map((path) => `${change.after?.notebook ?? ""} ${path}`),
  );
  return (leader: Candidate) => {
    const { change, factors, causes, names } = leader;
    const shown = [...(names.after?.shows ?? [])].map((path) => `${change.after?.notebook ?? ""} ${path}`);
    const users = shown.flatMap((path) => byPath.get(path) ?? []).map(({ candidate }) => candidate);
    const alike = factors.own === undefined ? [] : (byFactor.get(factors.own) ?? []);
    return {
      byName: [...new Set(users)].filter(
        (candidate) => candidate !== leader && meet(names.before?.shows, candidate.names.before?.uses),
      ),
      inProportion: alike
        .map(({ candidate }) => candidate)
        .filter((candidate) => candidate !== leader && meet(causes, candidate.causes)),
    };
  };
}

function meet(one: ReadonlySet<string> | undefined, two: ReadonlySet<string> | undefined): boolean {
  return [...(one ?? [])].some((each) => two?.has(each) === true);
}
