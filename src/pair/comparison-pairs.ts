import {
  linkCounts,
  type FittedLinks,
  type LinkTable,
  observedToFitted,
  quasiIndependence,
  ric,
} from "../analysis/affinity.js";
import { AnalysisError } from "../analysis/errors.js";
import type { AffinityPoint, AffinitySeries } from "../analysis/verdict.js";
import type { EditionsRow, PairsRow } from "../data/rows.js";
import type { Measure } from "../model/measure.js";
import { linkPanel, type LinkYear } from "./link-panel.js";
import { editionOf, observation, type ObservationOptions } from "./observation.js";

/** Which pairs a pair is compared with: those that wrote so many works in every year of a period. */
export interface ComparisonRule {
  readonly leastWorks: number;
  readonly from: number;
  readonly to: number;
}

/** Another pair of the panel. */
export interface ComparisonPair {
  /** Codes in alphabetical order. */
  readonly pair: readonly [string, string];
  readonly edition: string;
  /** Joint works by year; the middle of bounds. */
  readonly works: readonly { readonly year: number; readonly works: number }[];
  /** RIC in both directions and quasi-independence, named by the label. */
  readonly series: readonly AffinitySeries[];
}

/**
 * The other pairs of the newest panel that holds a pair, with their joint works and their affinity: what a change of the
 * pair is compared with. Small pairs are left out by the rule, for chance alone moves them. Throws where no panel has
 * the pair, where a year of the panel is not complete, and where the rule leaves no pair or names years that the panel
 * lacks.
 */
export function comparisonPairs(
  x: string,
  y: string,
  { pairs, editions }: { readonly pairs: readonly PairsRow[]; readonly editions: readonly EditionsRow[] },
  { leastWorks, from, to }: ComparisonRule,
  options: ObservationOptions = {},
): readonly ComparisonPair[] {
  const panel = newestPanel(x, y, pairs, editions);
  const edition = editionOf(panel[0]?.edition ?? "", editions);
  const period = panel.filter(({ year }) => year >= from && year <= to);
  if (period.length === 0)
    throw new AnalysisError(`pair: the panel of ${edition.edition} has no year in ${from} to ${to}`);
  const years = panel.map(({ year, middle }): PanelYear => ({
    year,
    table: middle,
    fitted: quasiIndependence(middle),
    completeness: observation(year, edition, options).completeness,
  }));
  const found = pairsOf(panel[0]?.economies ?? [])
    .filter((pair) => !(pair.includes(x) && pair.includes(y)))
    .filter(([a, b]) => period.every(({ least }) => joint(least, a, b) >= leastWorks))
    .map((pair) => comparisonPair(pair, years, edition));
  if (found.length === 0)
    throw new AnalysisError(
      `pair: no other pair has ${leastWorks} joint works in every year from ${from} to ${to}`,
      { hint: "Ask for fewer works." },
    );
  return found;
}

interface PanelYear {
  readonly year: number;
  readonly table: LinkTable;
  readonly fitted: FittedLinks;
  readonly completeness: AffinityPoint["completeness"];
}

function comparisonPair(
  [a, b]: readonly [string, string],
  years: readonly PanelYear[],
  { edition, source }: EditionsRow,
): ComparisonPair {
  const series = (
    measure: "I14" | "I16",
    label: string,
    of: (year: PanelYear) => Measure,
  ): AffinitySeries => ({
    source,
    measure,
    label,
    counting: "whole",
    points: years.map((one) => ({
      year: one.year,
      value: of(one).value,
      edition,
      completeness: one.completeness,
    })),
  });
  return {
    pair: [a, b],
    edition,
    works: years.map(({ table, year }) => ({ year, works: joint(table, a, b) })),
    series: [
      series("I14", `${a} with ${b}`, ({ table }) => ric(linkCounts(table, a, b))),
      series("I14", `${b} with ${a}`, ({ table }) => ric(linkCounts(table, b, a))),
      series("I16", `${a} and ${b}`, ({ fitted }) => observedToFitted(fitted, a, b)),
    ],
  };
}

function pairsOf(economies: readonly string[]): readonly (readonly [string, string])[] {
  return economies.flatMap((a, i) => economies.slice(i + 1).map((b) => [a, b] as const));
}

function newestPanel(
  x: string,
  y: string,
  pairs: readonly PairsRow[],
  editions: readonly EditionsRow[],
): readonly LinkYear[] {
  const collected = (id: string): string => editionOf(id, editions).collected;
  const ids = [...new Set(pairs.map(({ edition }) => edition))].sort((a, b) =>
    collected(a) < collected(b) ? 1 : -1,
  );
  for (const id of ids) {
    const panel = linkPanel(pairs.filter(({ edition }) => edition === id));
    if (panel[0]?.economies.includes(x) === true && panel[0].economies.includes(y)) return panel;
  }
  throw new AnalysisError(`pair: the table pairs has no panel with ${x} and ${y}`);
}

function joint(table: LinkTable, a: string, b: string): number {
  return linkCounts(table, a, b).joint as number;
}
