import type ts from "@tslab/typescript-for-tslab";
import type { Reads } from "../store/fingerprint.js";
import type { CellProgram } from "./program.js";
import { isRowTypes } from "./project-rows.js";

/**
 * What a compilation rests on besides source and declarations: the files TypeScript read, its own libraries apart, and
 * the places where an import was looked for in vain.
 */
export function readsOf(programs: CellProgram, program: ts.Program): Reads {
  const roots = new Set(program.getRootFileNames());
  const read = program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter((file) => !programs.isLibrary(file));
  const places = read
    .filter((file) => !file.includes("/node_modules/"))
    .flatMap((file) => [...programs.importsOf(file).values()].flatMap((target) => target.absent()));
  return { files: read.filter((file) => !roots.has(file) && !isRowTypes(file)), places };
}
