import type { Draw } from "../render/figure/draw.js";
import type { Briefing, Sides } from "./briefing.js";
import { compareBriefings } from "./compare.js";
import type { Comparison } from "./comparison.js";
import { loadBriefings } from "./load/load.js";
import type { Accepted } from "./reviewed.js";
import { resolveSources } from "./load/source.js";
import type { ComparedPictures, PictureRequest } from "./screenshots/compare-pages.js";
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
  /** Compares figures and parts of the page as pictures, too. */
  readonly pictures?: PictureRequest | undefined;
}

/** Both sides, for formats that show files such as figures side by side. */
export interface DiffResult extends Sides<Briefing> {
  readonly comparison: Comparison;
  /** The pictures of `comparison.pictures`. */
  readonly shots?: ComparedPictures["shots"];
}

/** Everything `briefing diff` does except printing. Executes no code and leaves the work tree unchanged. */
export async function diffBriefings(request: DiffRequest): Promise<DiffResult> {
  const { names, root, output, accepted, draw, pictures } = request;
  const options = { ...(accepted && { accepted }), ...limitsOf(request) };
  const opening = { root, output, draw };
  const sources = await resolveSources(names, request);
  if (pictures === undefined) {
    const sides = await loadBriefings(sources, opening);
    return { comparison: compareBriefings(sides.before, sides.after, options), ...sides };
  }
  const { comparePages, pageFiles } = await import("./screenshots/compare-pages.js");
  const sides = await loadBriefings(sources, { ...opening, files: pageFiles });
  const comparison = compareBriefings(sides.before, sides.after, options);
  const compared = await comparePages(sides, comparison, pictures);
  const { withPictures } = await import("./screenshots/picture-words.js");
  return {
    comparison: withPictures(comparison, compared.pictures, compared.notes),
    shots: compared.shots,
    ...sides,
  };
}

/** As typed on the command line. */
export function limitsOf({ tolerance, only }: Pick<DiffRequest, "tolerance" | "only">) {
  return {
    ...(tolerance === undefined ? {} : parseTolerance(tolerance)),
    ...(only === undefined ? {} : { only: parseOnly(only) }),
  };
}
