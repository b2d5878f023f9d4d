/**
 * What belongs to the tool rather than to a project: the one rule by which reports name functions of the project's own
 * modules only, and the tool as `name@version`. Hashes of its code are part of cache keys, never of a report.
 */

/** The package of the tool. */
const toolPackage = "decoupling-briefing";
/** Folders with compiled or original code in it. */
const codeFolders = ["src/", "dist/"];
/** Of these, the folders of modules through which this repository's own notebooks run their analyses. */
const analyses = ["src/analysis/", "dist/analysis/"];

/** Of `name@version`. */
export const isToolPackage = (full: string): boolean => full.startsWith(`${toolPackage}@`);

/** Whether a file is code of the tool, by the name of its package and its path in that package, with forward slashes. */
export function isToolCode(packageName: string, pathInPackage: string): boolean {
  if (packageName !== toolPackage) return false;
  const isIn = (folder: string) => pathInPackage.startsWith(folder);
  return codeFolders.some(isIn) && !analyses.some(isIn);
}

/** Whether a file of the tool's package is an analysis of this repository's project. */
export const isAnalysis = (pathInPackage: string): boolean =>
  analyses.some((folder) => pathInPackage.startsWith(folder));
