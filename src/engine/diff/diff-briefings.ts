import type { Draw } from "../render/figure/draw.js";
import type { Briefing, Sides } from "./briefing.js";
import { compareBriefings } from "./compare.js";
import type { Comparison } from "./comparison.js";
import { loadBriefings } from "./load/load.js";
import type { Accepted } from "./reviewed.js";
import { resolveSources } from "./load/source.js";
import { parseOnly, parseTolerance } from "./options.js";

export interface DiffRequest {
  /** Up to two: before, after. */
  readonly names: readonly string[];
  readonly cwd: string;
  /** The project's folder and its output folder, absolute. */
  readonly root: string;
  readonly output: string;
  readonly tolerance?: string;
  readonly only?: string;
  /** Changes that a person has accepted, to be marked so. */
  readonly accepted?: Accepted | undefined;
  /** Draws the figures of notebooks; where this program runs if not said. */
  readonly draw?: Draw;
}

/** Both sides are kept for formats that show files: figures side by side. */
export interface DiffResult extends Sides<Briefing> {
  readonly comparison: Comparison;
}

/** Everything `briefing diff` does but printing. Never executes anything; the work tree is left as it is. */
export async function diffBriefings(request: DiffRequest): Promise<DiffResult> {
  const { names, root, tolerance, only, accepted, draw } = request;
  const options = {
    ...(accepted && { accepted }),
    ...(tolerance === undefined ? {} : parseTolerance(tolerance)),
    ...(only === undefined ? {} : { only: parseOnly(only) }),
  };
  const sides = await loadBriefings(await resolveSources(names, request), { root, draw });
  return { comparison: compareBriefings(sides.before, sides.after, options), ...sides };
}
