import { decide } from "./decide.js";
import type { VerdictId, VerdictRule } from "./rule.js";
import { ratioIn, type Specification } from "./specifications.js";

/** How few joint papers more or less would change the verdict of a year. */
export interface TippingPoint {
  /** Relative change of the joint papers, negative and positive; null where none up to the greatest does. */
  readonly fewer: { readonly change: number; readonly verdict: VerdictId } | null;
  readonly more: { readonly change: number; readonly verdict: VerdictId } | null;
  /** The smaller of the two, as a size; null where there is none. */
  readonly smallest: number | null;
}

/**
 * The smallest change of the joint papers of a year, in every source and in the works of both and of the world, that
 * changes the verdict, in the steps of the rule.
 */
export function tippingPoint(
  rule: VerdictRule,
  specifications: readonly Specification[],
  year: number,
  verdict: VerdictId,
): TippingPoint {
  const { step, most } = rule.tipping;
  const at = (change: number): VerdictId =>
    decide(
      rule,
      specifications.map((one) => ratioIn(rule, one, year, 1 + change)),
    ).verdict;
  const first = (sign: 1 | -1) => {
    for (let i = 1; i * step <= most + step / 2; i++) {
      // Steps as tenths of a percent, so that −2 % is −0.02 and not −0.020000000000000004.
      const change = sign * Number((i * step).toFixed(6));
      const other = at(change);
      if (other !== verdict) return { change, verdict: other };
    }
    return null;
  };
  const [fewer, more] = [first(-1), first(1)];
  const sizes = [fewer, more].flatMap((found) => (found === null ? [] : [Math.abs(found.change)]));
  return { fewer, more, smallest: sizes.length === 0 ? null : Math.min(...sizes) };
}
