import { observedToExpected } from "../indicators/affinity.js";
import { type Factors, lmdi } from "../indicators/decomposition.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import { midpoint } from "../indicators/interval.js";
import type { PairYearCounts } from "./joint-counts.js";

/** Decomposes the change in joint papers between two years of one edition. Units: papers. */
interface ChangeParts {
  /** The effect of size: the world's growth and the shares of both economies. */
  readonly size: number;
  /** The effect of propensity. */
  readonly propensity: number;
}

/**
 * Splits the change in joint papers between two years into size (the world's growth and both economies' shares) and
 * propensity. The shares are of international papers, which include the joint papers: say so when you report them.
 *
 * Formula: c = W·(n_x/W)·(n_y/W)·A, decomposed by `lmdi`; A as `observedToExpected`.
 * Unit: papers.
 * Range: −∞–∞; the parts add up to the change.
 * Undefined: never; throws if the edition lacks one of the years or its totals (of either economy or the world), or if
 * the years are out of order.
 * Source: Ang 2004, 2015.
 */
export function changeParts(
  counts: readonly PairYearCounts[],
  { edition, from, to }: { readonly edition: string; readonly from: number; readonly to: number },
): ChangeParts {
  if (!(from < to)) throw new AnalysisError(`changeParts: ${from} is not before ${to}`);
  const effects = lmdi(factorsIn(counts, edition, from), factorsIn(counts, edition, to));
  const [world = NaN, shareX = NaN, shareY = NaN, propensity = NaN] = effects.map(({ effect }) => effect);
  return { size: world + shareX + shareY, propensity };
}

function factorsIn(counts: readonly PairYearCounts[], edition: string, year: number): Factors {
  const row = counts.find((one) => one.edition === edition && one.year === year);
  if (row === undefined || row.x === null || row.y === null || row.world === null)
    throw new MissingDataError(
      `changeParts: ${edition} lacks the joint papers of ${year}, or all international papers of the two and the world`,
    );
  const { x, y, world } = row;
  const propensity = observedToExpected({
    universe: "papers",
    joint: midpoint(row.joint),
    x,
    y,
    total: world,
  });
  if (propensity.value === null)
    throw new MissingDataError(
      `changeParts: ${edition} has no international papers of one of the two in ${year}`,
    );
  return { world, shareX: x / world, shareY: y / world, propensity: propensity.value };
}
