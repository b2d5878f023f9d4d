import { holm } from "../indicators/inference/multiplicity.js";
import { fittedIn, largePairs, type PairOfCodes, type Panel } from "./panel.js";
import type { TurnRule, VerdictRule } from "./rule.js";
import { datedTurn, simulatedP, statisticsWithoutTurn, type Turn } from "./turn.js";

/** The turn of a pair in one panel, and how usual such a turn is. */
export interface PanelTurn extends Turn {
  readonly panel: Panel["id"];
  /** Simulated p, after Holm over the panels. */
  readonly p: number;
  /** Place of its statistic among the large pairs, this one among them: 1 = the greatest. */
  readonly rank: number;
  readonly of: number;
  /** Part of the other large pairs in which the same test signals a turn. */
  readonly signals: number;
}

/** Turns of log propensity by quasi-independence, from the rule's first year to the year of the verdict. */
export function turnsOf(
  { standing: { turn, own } }: VerdictRule,
  panels: readonly Panel[],
  {
    pair,
    year,
    baseline,
  }: { readonly pair: PairOfCodes; readonly year: number; readonly baseline: readonly number[] },
): readonly PanelTurn[] {
  const without = simulations(turn);
  const found = panels.flatMap((panel) => {
    const dated = turnIn(panel, pair, year, turn);
    if (dated === null) return [];
    const others = largePairs(panel, baseline, own.leastPapers)
      .filter(([a, b]) => a !== pair[0] || b !== pair[1])
      .flatMap((other) => turnIn(panel, other, year, turn) ?? []);
    const signalled = others.filter(
      ({ statistic, n }) => simulatedP(statistic, without(n)) < turn.significance,
    );
    return {
      ...dated,
      panel: panel.id,
      p: simulatedP(dated.statistic, without(dated.n)),
      rank: 1 + others.filter(({ statistic }) => statistic > dated.statistic).length,
      of: 1 + others.length,
      signals: others.length === 0 ? 0 : signalled.length / others.length,
    };
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map((one, index) => ({ ...one, p: adjusted[index] ?? one.p }));
}

/** Whether every panel dates the turn within the rule's years, in the direction asked for. */
export function isDated(turns: readonly PanelTurn[], turn: TurnRule, direction: "down" | "up"): boolean {
  return turns.every(
    ({ p, from, to, before, after }) =>
      p < turn.significance &&
      from >= turn.earliest &&
      to <= turn.latest &&
      (direction === "down" ? after < before : after > before),
  );
}

function turnIn(panel: Panel, pair: PairOfCodes, last: number, turn: TurnRule) {
  const points = panel.years
    .filter((year) => year >= turn.from && year <= last)
    .flatMap((year) => {
      const value = fittedIn(panel, pair, year);
      return value === null || value <= 0 ? [] : [{ year, value: Math.log(value) }];
    });
  const found = datedTurn(points, turn);
  return found === null ? null : { ...found, n: points.length };
}

/** Simulated once for each length of series. */
function simulations(turn: TurnRule): (n: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (n) => {
    const found = known.get(n) ?? statisticsWithoutTurn(n, turn);
    known.set(n, found);
    return found;
  };
}
