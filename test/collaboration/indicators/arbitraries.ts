import fc from "fast-check";
import type { PairInUniverse } from "../../../src/collaboration/indicators/affinity.js";

export const codes = ["US", "CN", "GB", "HK", "MO", "DE", "JP"] as const;

/** A valid pair in a valid universe. */
export const pairInUniverse: fc.Arbitrary<PairInUniverse & Record<"joint" | "x" | "y" | "total", number>> = fc
  .tuple(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6))
  .map(([joint, onlyX, onlyY, rest]) => ({
    universe: "papers" as const,
    joint,
    x: joint + onlyX,
    y: joint + onlyY,
    total: joint + onlyX + onlyY + rest,
  }));

export const amounts = fc
  .array(fc.oneof(fc.nat(1e6), fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((values) => values.some((value) => value > 1e-9));

/** All pairs of a few economies, with links. */
export const linkRows = fc.integer({ min: 4, max: 7 }).chain((n) =>
  fc
    .array(fc.integer({ min: 1, max: 10_000 }), { minLength: (n * (n - 1)) / 2, maxLength: 21 })
    .map((counts) => {
      const rows: { x: string; y: string; papers: number }[] = [];
      for (let i = 0; i < n; i++)
        for (let j = 0; j < i; j++)
          rows.push({ x: codes[i] ?? "", y: codes[j] ?? "", papers: counts[rows.length] ?? 1 });
      return rows;
    }),
);

/** The same items in another order. */
export function shuffled<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}
