import type { Draw } from "../render/figure/draw.js";
import { compareBriefings } from "./compare.js";
import { loadBriefings } from "./load/load.js";
import type { Accepted } from "./reviewed.js";
import { resolveSources } from "./load/source.js";
import { parseOnly, parseTolerance } from "./options.js";

export interface DiffRequest {
  /** Up to two: before, after. */
  readonly names: readonly string[];
  readonly cwd: string;
  /** The project's folder and its output folder, both absolute. */
  readonly root: string;
  readonly output: string;
  readonly tolerance?: string;
  readonly only?: string;
  /** Accepted changes, which are marked as such. */
  readonly accepted?: Accepted | undefined;
  /** Draws the figures of notebooks; by default, in this process. */
  readonly draw?: Draw;
}

/** Both sides, for formats that show files such as figures side by side. */
export type DiffResult = Awaited<ReturnType<typeof diffBriefings>>;

/** Everything `briefing diff` does except printing. Executes no code and leaves the work tree unchanged. */
export async function diffBriefings(request: DiffRequest) {
  const { names, root, output, accepted, draw } = request;
  const options = { ...(accepted && { accepted }), ...limitsOf(request) };
  const sides = await loadBriefings(await resolveSources(names, request), { root, output, draw });
  return { comparison: compareBriefings(sides.before, sides.after, options), ...sides };
}

/** As typed on the command line. */
export function limitsOf({ tolerance, only }: Pick<DiffRequest, "tolerance" | "only">) {
  return {
    ...(tolerance === undefined ? {} : parseTolerance(tolerance)),
    ...(only === undefined ? {} : { only: parseOnly(only) }),
  };
}
