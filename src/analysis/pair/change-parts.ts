import { sizeAndPropensity, type SizeAndPropensity } from "../indicators/decomposition.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import type { PairYearCounts } from "./joint-counts.js";

/** What the change in joint papers between two years of one edition is made of. */
export interface ChangeParts extends SizeAndPropensity {
  readonly from: PairYearCounts;
  readonly to: PairYearCounts;
  /** The world's growth and the shares of both: what is not propensity. */
  readonly size: number;
  /** What propensity did to the joint papers. */
  readonly propensity: number;
}

/**
 * The parts of a change. Unit: papers. Formula and source: `decomposition.sizeAndPropensity`. Throws where the edition
 * lacks one of the years, or the papers of one of the two or of the world in it, and for years out of order.
 */
export function changeParts(
  counts: readonly PairYearCounts[],
  { edition, from, to }: { readonly edition: string; readonly from: number; readonly to: number },
): ChangeParts {
  if (!(from < to)) throw new AnalysisError(`changeParts: ${from} is not before ${to}`);
  const [before, after] = [sizedIn(counts, edition, from), sizedIn(counts, edition, to)];
  const parts = sizeAndPropensity(before, after);
  const effects = [parts.world, parts.shareX, parts.shareY, parts.affinity].map(({ value }) => value);
  if (!effects.every((effect) => effect !== null))
    throw new MissingDataError(`changeParts: ${edition} has no joint papers in ${from} or ${to}`);
  const [world, shareX, shareY, propensity] = effects as [number, number, number, number];
  return {
    ...parts,
    from: before,
    to: after,
    ...{ size: world + shareX + shareY, propensity },
  };
}

function sizedIn(counts: readonly PairYearCounts[], edition: string, year: number) {
  const row = counts.find((one) => one.edition === edition && one.year === year);
  if (row === undefined || row.x === null || row.y === null || row.world === null)
    throw new MissingDataError(
      `changeParts: ${edition} lacks the joint papers of ${year}, or all international papers of the two and the world`,
    );
  return { ...row, x: row.x, y: row.y, world: row.world };
}
