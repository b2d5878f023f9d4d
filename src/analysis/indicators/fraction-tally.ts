import { sum } from "./sum.js";

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
