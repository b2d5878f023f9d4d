import { AnalysisError } from "briefing/analysis";
import { holm } from "../indicators/inference.js";
import {
  allFittedIn,
  largePairs,
  type OwnQuestion,
  type PairOfCodes,
  type Panel,
  samePair,
} from "./panel.js";
import type { TurnRule, VerdictRule } from "./rule.js";

/** A change of course, dated by its first year. */
interface Turn {
  /** F of the best date: how much better two lines fit than one. */
  readonly statistic: number;
  readonly year: number;
  /** Years that the likelihood does not reject: the interval of the date. */
  readonly from: number;
  readonly to: number;
  /** Slopes per year, on the scale of the points. */
  readonly before: number;
  readonly after: number;
}

/**
 * The year in which the level and slope of a series change together.
 *
 * Formula: F = ((S₀ − S)/2)/(S/(n − 4)), S₀ the residual squares of one line, S the least of two lines without a common
 * point, each over at least max(3, floor(trim·n)) years; the interval holds every date with n·ln(S/S_min) ≤ drop.
 * Unit: years; `statistic` has none.
 * Range: 0–∞.
 * Undefined: null if there are too few years for two lines, or two lines pass through every point.
 * Source: Andrews 1993; the interval by likelihood ratio, its limit by simulation.
 */
function datedTurn(
  lines: Lines,
  values: readonly number[],
  { trim, drop }: Pick<TurnRule, "trim" | "drop">,
): Turn | null {
  const n = values.length;
  const least = leastYears(n, trim);
  if (n < 2 * least || n < 5) return null;
  lines.through(values);
  const splits = Array.from({ length: n - 2 * least + 1 }, (_, i) => ({
    at: least + i,
    rss: lines.fit(0, least + i).rss + lines.fit(least + i, n).rss,
  }));
  const best = splits.reduce((a, b) => (b.rss < a.rss ? b : a));
  if (!(best.rss > 0)) return null;
  const kept = splits.filter(({ rss }) => n * Math.log(rss / best.rss) <= drop).map(({ at }) => at);
  const yearAt = (place: number): number => lines.years[place] ?? NaN;
  return {
    statistic: statisticOf(lines.fit(0, n).rss, best.rss, n),
    year: yearAt(best.at),
    from: yearAt(kept[0] ?? best.at),
    to: yearAt(kept.at(-1) ?? best.at),
    before: lines.fit(0, best.at).slope,
    after: lines.fit(best.at, n).slope,
  };
}

function leastYears(n: number, trim: number): number {
  return Math.max(3, Math.floor(trim * n + 1e-9));
}

function statisticOf(whole: number, split: number, n: number): number {
  return Math.max(0, whole - split) / 2 / (split / (n - 4));
}

/** F statistics of series without a turn (consecutive years, independent normal errors), sorted. */
function statisticsWithoutTurn(
  years: number,
  { trim, simulations, seed }: Pick<TurnRule, "trim" | "simulations" | "seed">,
): readonly number[] {
  if (!(Number.isInteger(simulations) && simulations > 0))
    throw new AnalysisError(`statisticsWithoutTurn: simulations must be 1 or more, got ${simulations}`);
  const random = seeded(seed);
  const least = leastYears(years, trim);
  const lines = new Lines(Array.from({ length: years }, (_, year) => year));
  const values = new Float64Array(years);
  const found = Float64Array.from({ length: simulations }, () => {
    for (let year = 0; year < years; year++) values[year] = normal(random);
    lines.through(values);
    let split = Infinity;
    for (let at = least; at <= years - least; at++)
      split = Math.min(split, lines.fit(0, at).rss + lines.fit(at, years).rss);
    return statisticOf(lines.fit(0, years).rss, split, years);
  });
  return [...found.sort()];
}

/** Fraction of the simulated statistics that are at least as large, counting the series itself as one of them. */
function simulatedP(statistic: number, without: readonly number[]): number {
  let below = 0;
  let above = without.length;
  while (below < above) {
    const middle = (below + above) >> 1;
    if (at(without, middle) >= statistic) above = middle;
    else below = middle + 1;
  }
  return (1 + without.length - below) / (1 + without.length);
}

/** Reproducible pseudo-random numbers (mulberry32): a seed gives the same numbers on every machine. */
function seeded(seed: number): () => number {
  if (!Number.isInteger(seed))
    throw new AnalysisError(`statisticsWithoutTurn: the seed must be a whole number, got ${seed}`);
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A normal number by the polar method, which needs only logarithms and roots. */
function normal(random: () => number): number {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** Fits lines to stretches of a series from running sums; one object serves many series over the same years. */
class Lines {
  readonly years: readonly number[];
  /** Centred, so that squares of years near 2000 lose no digits. */
  readonly #centred: readonly number[];
  readonly #x: Float64Array;
  readonly #xx: Float64Array;
  readonly #y: Float64Array;
  readonly #xy: Float64Array;
  readonly #yy: Float64Array;

  constructor(years: readonly number[]) {
    const sums = () => new Float64Array(years.length + 1);
    [this.#x, this.#xx, this.#y, this.#xy, this.#yy] = [sums(), sums(), sums(), sums(), sums()];
    const year = mean(years);
    this.years = years;
    this.#centred = years.map((one) => one - year);
    for (const [i, x] of this.#centred.entries()) {
      this.#x[i + 1] = at(this.#x, i) + x;
      this.#xx[i + 1] = at(this.#xx, i) + x * x;
    }
  }

  /** Sets the values of the series, one per year. */
  through(values: ArrayLike<number>): void {
    const value = mean(values);
    for (let i = 0; i < values.length; i++) {
      const x = at(this.#centred, i);
      const y = at(values, i) - value;
      this.#y[i + 1] = at(this.#y, i) + y;
      this.#xy[i + 1] = at(this.#xy, i) + x * y;
      this.#yy[i + 1] = at(this.#yy, i) + y * y;
    }
  }

  /** Residual sum of squares, and slope, of the line through the points from one index to before another. */
  fit(from: number, to: number) {
    const n = to - from;
    const x = between(this.#x, from, to);
    const y = between(this.#y, from, to);
    const xx = between(this.#xx, from, to) - (x * x) / n;
    const xy = between(this.#xy, from, to) - (x * y) / n;
    const slope = xx === 0 ? 0 : xy / xx;
    return { rss: Math.max(0, between(this.#yy, from, to) - (y * y) / n - slope * xy), slope };
  }
}

/** The sum of the terms from one index to before another. */
function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? NaN) - (sums[from] ?? NaN);
}

/** An element that is known to exist. */
function at(row: ArrayLike<number>, index: number): number {
  return row[index] ?? NaN;
}

function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += at(values, i);
  return total / values.length;
}

/** The turn of a pair in one panel, and how common such a turn is. */
export interface PanelTurn extends Turn {
  readonly panel: Panel["id"];
  /** Simulated p value, Holm-adjusted over the panels. */
  readonly p: number;
  /** Rank of its statistic among the large pairs, including this one: 1 = the largest. */
  readonly rank: number;
  readonly of: number;
  /** Fraction of the other large pairs in which the same test signals a turn. */
  readonly signals: number;
}

/** Turns of log propensity by quasi-independence, from the rule's first year to the verdict year. */
export function turnsOf(
  { standing: { turn, own } }: VerdictRule,
  panels: readonly Panel[],
  { pair, year, baseline }: Omit<OwnQuestion, "direction">,
): readonly PanelTurn[] {
  const pOf = ({ statistic, n }: { readonly statistic: number; readonly n: number }) =>
    simulatedP(statistic, simulations(n, turn));
  const found = panels.flatMap((panel) => {
    const [dated] = turnsIn(panel, [pair], year, turn);
    if (dated === undefined || dated === null) return [];
    const large = largePairs(panel, baseline, own.leastPapers).filter((other) => !samePair(other, pair));
    const others = turnsIn(panel, large, year, turn).flatMap((other) => other ?? []);
    const signalled = others.filter((other) => pOf(other) < turn.significance);
    return {
      ...dated,
      panel: panel.id,
      p: pOf(dated),
      rank: 1 + others.filter(({ statistic }) => statistic > dated.statistic).length,
      of: 1 + others.length,
      signals: others.length === 0 ? 0 : signalled.length / others.length,
    };
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map((one, index) => ({ ...one, p: adjusted[index] ?? one.p }));
}

/** Whether every panel dates the turn within the rule's years, in the requested direction. */
export function isDated(turns: readonly PanelTurn[], turn: TurnRule, direction: "down" | "up"): boolean {
  return turns.every(
    ({ p, from, to, before, after }) =>
      p < turn.significance &&
      from >= turn.earliest &&
      to <= turn.latest &&
      (direction === "down" ? after < before : after > before),
  );
}

/** By pair; null if there are too few years. */
function turnsIn(panel: Panel, pairs: readonly PairOfCodes[], last: number, turn: TurnRule) {
  const years = panel.years.filter((year) => year >= turn.from && year <= last);
  const fitted = years.map((year) => allFittedIn(panel, pairs, year));
  const wholeSeries = new Lines(years);
  return pairs.map((_, index) => {
    const values = fitted.map((inYear) => inYear[index] ?? 0);
    const kept = years.filter((_year, place) => at(values, place) > 0);
    const lines = kept.length === years.length ? wholeSeries : new Lines(kept);
    const logs = values.filter((value) => value > 0).map(Math.log);
    const found = datedTurn(lines, logs, turn);
    return found === null ? null : { ...found, n: logs.length };
  });
}

/** Simulated once per series length, because every verdict needs it. */
const simulated = new Map<string, readonly number[]>();

function simulations(n: number, turn: TurnRule): readonly number[] {
  const key = JSON.stringify([n, turn]);
  const found = simulated.get(key) ?? statisticsWithoutTurn(n, turn);
  simulated.set(key, found);
  return found;
}
