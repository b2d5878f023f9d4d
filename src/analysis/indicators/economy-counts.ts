import type { FractionTally } from "./fraction-tally.js";

export interface EconomyCount {
  readonly economy: string;
  readonly papers: number;
}

export interface EconomyCounts {
  /** One row an economy, sorted by code. */
  readonly rows: readonly EconomyCount[];
  /** Papers with at least one known economy. */
  readonly papers: number;
  /** Papers with none: left out of every count. */
  readonly withoutEconomy: number;
}

export function economyCounts(tally: FractionTally, counted: number, all: number): EconomyCounts {
  return {
    rows: tally.entries().map(([economy, papers]) => ({ economy, papers })),
    papers: counted,
    withoutEconomy: all - counted,
  };
}
