import { AnalysisError } from "./errors.js";
import { sum } from "./numeric/statistics.js";
import { own } from "../../lib/own.js";

/** The economies on a paper, in any order; one that comes twice counts once. */
export type Paper = readonly string[];

/** The authors of a paper, each as the list of economies of their affiliations; an empty list where none is known. */
export type Authorship = readonly (readonly string[])[];

export interface TerritoryRule {
  /**
   * Economies counted as part of another, for instance `{ HK: "CN", MO: "CN" }`; default: each for itself. It is
   * applied before anything is counted: a paper of US, HK and CN then has two economies.
   */
  readonly countAs?: Readonly<Record<string, string>>;
}

/** The distinct economies of a list, sorted by code unit, after the rule for territories. */
export function economiesOf(codes: readonly string[], rule: TerritoryRule, what: string): readonly string[] {
  const found = new Set<string>();
  for (const code of codes) {
    if (typeof code !== "string" || code === "")
      throw new AnalysisError(`${what}: expected the code of an economy, got ${JSON.stringify(code)}`);
    found.add(countedAs(code, rule));
  }
  return [...found].sort();
}

function countedAs(code: string, { countAs }: TerritoryRule): string {
  return own(countAs ?? {}, code) ?? code;
}

/** The two economies of a pair under the rule; they must differ. */
export function pairOf(x: string, y: string, rule: TerritoryRule, what: string): readonly [string, string] {
  const pair = [countedAs(x, rule), countedAs(y, rule)] as const;
  if (pair[0] === pair[1])
    throw new AnalysisError(`${what}: a pair needs two economies, got "${x}" and "${y}", counted as one`);
  return pair;
}

/**
 * Adds up fractions `numerator / denominator` by key. Numerators of one denominator are added as integers, so that the
 * sum is exact but for one rounding and does not depend on the order of the papers.
 */
export class FractionTally {
  readonly #byKey = new Map<string, Map<number, number>>();

  add(key: string, numerator: number, denominator: number): void {
    const fractions = this.#byKey.get(key) ?? new Map<number, number>();
    fractions.set(denominator, (fractions.get(denominator) ?? 0) + numerator);
    this.#byKey.set(key, fractions);
  }

  /** Keys in the order of their code units. */
  entries(): readonly (readonly [string, number])[] {
    return [...this.#byKey.keys()].sort().map((key) => [key, this.of(key)] as const);
  }

  of(key: string): number {
    return sum([...(this.#byKey.get(key) ?? [])].map(([denominator, numerator]) => numerator / denominator));
  }
}

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
