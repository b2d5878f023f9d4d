import type { MissingReason } from "../../../model/measure.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { toInterval } from "../interval.js";
import { median } from "../numeric/statistics.js";
import { own } from "../../../lib/own.js";

/** One way to calculate the number: its choices by name, and what came out. */
export interface Specification {
  readonly choices: Readonly<Record<string, string | number>>;
  readonly value: number | null;
  /** Why there is no value. */
  readonly reason?: MissingReason;
}

export interface SpecificationRange {
  readonly lower: number;
  readonly upper: number;
  readonly lowest: Specification;
  readonly highest: Specification;
  /** Parts of the specifications with a value that lie below and above the reference; what is left equals it. */
  readonly shareBelow: number;
  readonly shareAbove: number;
  /** From the least to the greatest value. */
  readonly specifications: readonly Specification[];
  readonly without: readonly Specification[];
}

/**
 * The range of a number over all defensible ways to calculate it (a multiverse): source, measure, counting, window,
 * baseline. A range of specifications; it has no confidence level.
 *
 * Formula: minimum, median, maximum; share of values below and above the reference (1 for a ratio, 0 for a difference).
 * Unit: that of the values; `value` is the median, `n` the specifications with a value.
 * Range: that of the values; shares 0–1.
 * Undefined: no specification with a value (`insufficient_data`). Two specifications with the same choices throw.
 * Source: Steegen, Tuerlinckx, Gelman and Vanpaemel 2016.
 */
export function specificationRange(
  specifications: readonly Specification[],
  { reference }: { readonly reference: number },
): Modelled<SpecificationRange> {
  const against = toInterval(reference, "specificationRange: the reference").lower;
  const seen = new Set<string>();
  for (const { choices } of specifications) {
    const key = keyOf(choices);
    if (seen.has(key)) throw new AnalysisError(`specificationRange: the choices ${key} stand twice`);
    seen.add(key);
  }
  const present = specifications.flatMap((one) =>
    one.value === null
      ? []
      : [
          {
            one,
            value: toInterval(one.value, `specificationRange: the value of ${keyOf(one.choices)}`).lower,
            key: keyOf(one.choices),
          },
        ],
  );
  const sorted = [...present].sort((a, b) => a.value - b.value || (a.key < b.key ? -1 : 1));
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const n = sorted.length;
  if (lowest === undefined || highest === undefined) return noResult("insufficient_data", 0);
  return {
    value: median(sorted.map(({ value }) => value)),
    n,
    lower: lowest.value,
    upper: highest.value,
    lowest: lowest.one,
    highest: highest.one,
    shareBelow: sorted.filter(({ value }) => value < against).length / n,
    shareAbove: sorted.filter(({ value }) => value > against).length / n,
    specifications: sorted.map(({ one }) => one),
    without: specifications.filter(({ value }) => value === null),
  };
}

/**
 * All combinations of choices, for `specificationRange`.
 *
 * Formula: Cartesian product, the last choice changing fastest.
 * Unit: none.
 * Range: none.
 * Undefined: a choice without options throws.
 * Source: Steegen et al. 2016.
 */
export function combinations<Choices extends Readonly<Record<string, readonly (string | number)[]>>>(
  choices: Choices,
): readonly { readonly [Name in keyof Choices]: Choices[Name][number] }[] {
  let found: readonly Readonly<Record<string, string | number>>[] = [{}];
  for (const [name, options] of Object.entries(choices)) {
    if (options.length === 0) throw new AnalysisError(`combinations: the choice "${name}" has no options`);
    found = found.flatMap((chosen) => options.map((option) => ({ ...chosen, [name]: option })));
  }
  return found as readonly { readonly [Name in keyof Choices]: Choices[Name][number] }[];
}

function keyOf(choices: Specification["choices"]): string {
  return Object.keys(choices)
    .sort()
    .map((name) => `${name} ${String(own(choices, name))}`)
    .join(", ");
}
