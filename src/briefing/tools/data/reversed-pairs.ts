/**
 * Pairs that are written in both orders, in tables that have every other pair in one: (US, CN) beside (CN, US). Flows
 * from one to the other are no such pairs: their tables have many pairs in both orders, or in no order at all.
 */
import type { Cell } from "../../authoring/load/schema.js";
import type { RowCells } from "./row-hash.js";

export interface ReversedPairs {
  readonly columns: readonly [string, string];
  /** As they are written against the order of the others. */
  readonly pairs: readonly (readonly [Cell, Cell])[];
  /** Number of different pairs of the table, whichever their order. */
  readonly of: number;
}

/** Of the table's pairs: more reversed ones are no mistake. */
const mostReversed = 0.05;
/** Of the pairs that are written in one order only: they follow the order of the names. */
const leastOrdered = 0.95;
/** Of the names that occur in either column: they occur in both. */
const leastShared = 0.5;
const fewPairs = 6;
/** Larger tables of pairs are not judged. */
const mostPairs = 1 << 17;
const pairsBeforeComparison = 1 << 8;

interface PairColumns {
  readonly names: readonly [string, string];
  /** Indices of their fields. */
  readonly indices: readonly [number, number];
}

type Pair = readonly [Cell, Cell];

/** Receives the rows of a table one by one. */
export class ReversedPairFinder {
  readonly #columns: PairColumns;
  readonly #partners = new Map<Cell, Set<Cell>>();
  #pairs = 0;
  #isOff = false;

  constructor(columns: PairColumns) {
    this.#columns = columns;
  }

  add(row: RowCells): void {
    if (this.#isOff) return;
    const [first, second] = this.#columns.indices;
    const a = row.cell(first) ?? null;
    const b = row.cell(second) ?? null;
    if (a === null || b === null || a === b) return;
    const known = this.#partners.get(a);
    if (known?.has(b) === true) return;
    if (known === undefined) this.#partners.set(a, new Set([b]));
    else known.add(b);
    this.#pairs++;
    const isHopeless =
      this.#pairs === pairsBeforeComparison && this.#partners.size > 2 && this.#shared() === 0;
    if (isHopeless || this.#pairs > mostPairs) this.#stop();
  }

  /** Undefined if every pair is written in one order, or if the pairs follow no order. */
  find(): ReversedPairs | undefined {
    const all = [...this.#partners].flatMap(([a, partners]) => [...partners].map((b): Pair => [a, b]));
    const isReversed = ([a, b]: Pair): boolean => this.#partners.get(b)?.has(a) === true;
    const both = all.filter(isReversed);
    const count = all.length - both.length / 2;
    const others = all.filter((pair) => !isReversed(pair));
    if (both.length === 0 || others.length < fewPairs) return undefined;
    if (both.length / 2 > Math.max(1, mostReversed * count) || this.#shared() < leastShared) return undefined;
    const isInOrder = orderOf(others);
    if (isInOrder === undefined) return undefined;
    const pairs: Pair[] = [];
    for (const [a, b] of both)
      if (!isInOrder([a, b]) && !pairs.some(([one, other]) => one === b && other === a)) pairs.push([a, b]);
    return { columns: this.#columns.names, pairs, of: count };
  }

  #stop(): void {
    this.#isOff = true;
    this.#partners.clear();
  }

  /** The share of names that occur in both columns. */
  #shared(): number {
    const seconds = new Set([...this.#partners.values()].flatMap((partners) => [...partners]));
    const all = new Set([...seconds, ...this.#partners.keys()]);
    const shared = [...seconds].filter((name) => this.#partners.has(name)).length;
    return all.size === 0 ? 0 : shared / all.size;
  }
}

type InOrder = (pair: Pair) => boolean;

/** The order that nearly all pairs follow: the alphabet's, its reverse, or names that are mostly first before the others. */
function orderOf(pairs: readonly Pair[]): InOrder | undefined {
  const alphabetical: InOrder = ([a, b]) => (a ?? "") < (b ?? "");
  const reverse: InOrder = ([a, b]) => (a ?? "") > (b ?? "");
  return [alphabetical, reverse, byPosition(pairs)].find(
    (order) => pairs.filter(order).length >= leastOrdered * pairs.length,
  );
}

/** As in one half of a matrix: the first name has all others as partners, and the last one is the partner of all. */
function byPosition(pairs: readonly Pair[]): InOrder {
  const firsts = countsOf(pairs.map(([a]) => a));
  const seconds = countsOf(pairs.map(([, b]) => b));
  const shareFirst = (name: Cell): number => {
    const first = firsts.get(name) ?? 0;
    return first / (first + (seconds.get(name) ?? 0));
  };
  return ([a, b]) => shareFirst(a) > shareFirst(b);
}

function countsOf(names: readonly Cell[]): ReadonlyMap<Cell, number> {
  const counts = new Map<Cell, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
