import { sizeAndPropensity } from "../indicators/decomposition.js";
import { midpoint } from "../indicators/interval.js";
import type { SizeAndPropensity } from "../indicators/decomposition.js";
import type { PairYearCounts } from "./joint-counts.js";

/** What the change in joint papers between two years of one edition is made of. */
export interface ChangeParts extends SizeAndPropensity {
  readonly from: PairYearCounts;
  readonly to: PairYearCounts;
  /** The world's growth and the shares of both: what is not propensity. */
  readonly size: number;
  /** Joint papers before, after each part in the order world, x, y, and after propensity; where counts are bounds, their middle. */
  readonly levels: readonly number[];
  /** The most by which a part may differ from its value, because a count lies between two bounds. */
  readonly slack: number;
}

/**
 * The parts of a change; null where the edition lacks one of the years, or the papers of one of the two or of the world
 * in it. Unit: papers. Formula and source: `decomposition.sizeAndPropensity`.
 */
export function changeParts(
  counts: readonly PairYearCounts[],
  { edition, from, to }: { readonly edition: string; readonly from: number; readonly to: number },
): ChangeParts | null {
  const at = (year: number) => counts.find((row) => row.edition === edition && row.year === year);
  const [before, after] = [at(from), at(to)];
  if (before === undefined || after === undefined || from >= to) return null;
  const [start, end] = [sized(before), sized(after)];
  if (start === null || end === null) return null;
  const parts = sizeAndPropensity(start, end);
  const { world, shareX, shareY } = parts;
  if (world.value === null || shareX.value === null || shareY.value === null) return null;
  const slack = Object.values(parts).map(({ value, lower, upper }) =>
    value === null || lower === null || upper === null ? 0 : Math.max(upper - value, value - lower),
  );
  return {
    ...parts,
    from: before,
    to: after,
    size: world.value + shareX.value + shareY.value,
    levels: [world.value, shareX.value, shareY.value, parts.affinity.value ?? 0].reduce<readonly number[]>(
      (levels, effect) => [...levels, (levels.at(-1) ?? 0) + effect],
      [midpoint(before.joint)],
    ),
    slack: Math.max(...slack),
  };
}

function sized(row: PairYearCounts) {
  const { x, y, world } = row;
  return x === null || y === null || world === null ? null : { ...row, x, y, world };
}
