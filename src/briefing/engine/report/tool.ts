/**
 * What belongs to the tool rather than to a project: the one rule by which reports name functions of the project's own
 * modules only, and the tool as `name@version`. Hashes of its code are part of cache keys, never of a report.
 */

/** The package of the tool. */
const toolPackage = "briefing";
/** Folders with its code, compiled or original. */
const codeFolders = ["dist/", "authoring/", "engine/", "lib/", "model/"];

/** Of `name@version`. */
export const isToolPackage = (full: string): boolean => full.startsWith(`${toolPackage}@`);

/** Whether a file is code of the tool, by the name of its package and its path in that package, with forward slashes. */
export const isToolCode = (packageName: string, pathInPackage: string): boolean =>
  packageName === toolPackage && codeFolders.some((folder) => pathInPackage.startsWith(folder));
