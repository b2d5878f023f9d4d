/** What a compilation rests on besides source and declarations. */
import type ts from "@tslab/typescript-for-tslab";
import type { CellProgram } from "./program.js";
import { projectRowsSeen } from "./project-rows.js";

export interface Seen {
  /** Absolute paths of the files TypeScript read, its own libraries apart, sorted. */
  readonly files: readonly string[];
  /** Absolute paths where an import was looked for in vain. */
  readonly absent: readonly string[];
}

export function seenFiles(programs: CellProgram, program: ts.Program): Seen {
  const roots = new Set(program.getRootFileNames());
  const files: string[] = [];
  const absent = new Set<string>();
  for (const { fileName } of program.getSourceFiles()) {
    if (programs.isLibrary(fileName)) continue;
    if (!roots.has(fileName)) files.push(fileName);
    const rows = projectRowsSeen(programs.folder, fileName);
    files.push(...rows.files);
    for (const place of rows.absent) absent.add(place);
    if (fileName.includes("/node_modules/")) continue;
    for (const target of programs.importsOf(fileName).values()) {
      for (const place of target.absent()) absent.add(place);
    }
  }
  return { files: files.sort(), absent: [...absent].sort() };
}
