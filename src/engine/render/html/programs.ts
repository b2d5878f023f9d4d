import type { FigureBlock } from "../../../model/report.js";
import { explorerIn, type ExplorerProgram } from "../figure/explorer.js";

/** The programs of a page that shows these figures: those of explorers before what asks for them. */
export function programsFor(
  figures: readonly FigureBlock[],
): readonly ("page" | "figures" | "explorer" | ExplorerProgram)[] {
  if (figures.length === 0) return ["page"];
  const explorers = new Set(figures.flatMap((figure) => explorerIn(figure)?.program ?? []));
  // What draws explorers draws all figures.
  return explorers.size === 0 ? ["page", "figures"] : ["page", ...[...explorers].sort(), "explorer"];
}
