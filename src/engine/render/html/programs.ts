import type { FigureBlock } from "../../../model/report.js";
import { explorerIn, type ExplorerProgram } from "../figure/explorer.js";

/** What a page loads once a figure of it is asked to answer: programs of explorers before what asks for them. */
export function latePrograms(
  figures: readonly FigureBlock[],
): readonly ("figures" | "explorer" | ExplorerProgram)[] {
  if (figures.length === 0) return [];
  const explorers = new Set(figures.flatMap((figure) => explorerIn(figure)?.program ?? []));
  // What draws explorers draws all figures.
  return explorers.size === 0 ? ["figures"] : [...[...explorers].sort(), "explorer"];
}
