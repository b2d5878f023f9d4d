/** The modules beside the notebook that a cell imports: found and checked. */
import type ts from "@tslab/typescript-for-tslab";
import type { Diagnostic } from "./contract.js";
import { positionAt, relativeName, toDiagnostics } from "./diagnostics.js";
import type { CellProgram, Snapshot } from "./program.js";
import type { TypeScript } from "./typescript.js";

/** TypeScript's "file is not under 'rootDir'". */
const NOT_UNDER_ROOT = 6059;

const isSource = (file: string): boolean => /(?<!\.d)\.[cm]?[jt]sx?$/.test(file);
const isTypeScript = (file: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(file);
const isInside = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);

/** Every module inside the folder that the file imports, directly or not, in order of path. */
export function localModules(programs: CellProgram, from: string): readonly string[] {
  const found = new Set<string>();
  const visit = (importer: string): void => {
    for (const { file, external } of programs.importsOf(importer).values()) {
      if (file === undefined || external || found.has(file)) continue;
      if (!isSource(file) || !isInside(programs.folder, file)) continue;
      found.add(file);
      visit(file);
    }
  };
  visit(from);
  return [...found].sort();
}

/** TypeScript outside the folder has nobody to compile it: Node requires JavaScript, the kernel compiles the folder. */
export function importsOutside(programs: CellProgram, file: ts.SourceFile): readonly Diagnostic[] {
  const imports = (file as unknown as { imports?: readonly ts.StringLiteralLike[] }).imports ?? [];
  return imports.flatMap((specifier): readonly Diagnostic[] => {
    const target = programs.importsOf(file.fileName).get(specifier.text);
    if (target?.file === undefined || target.external || !isTypeScript(target.file)) return [];
    if (isInside(programs.folder, target.file)) return [];
    return [
      {
        code: NOT_UNDER_ROOT,
        message:
          `"${specifier.text}" is a TypeScript file outside the notebook's folder, which is not compiled with it.\n` +
          "  Import the compiled package by its name instead, or move the module into the notebook's folder.",
        start: positionAt(file, specifier.getStart(file)),
        end: positionAt(file, specifier.end),
      },
    ];
  });
}

export function checkModule(
  ts: TypeScript,
  programs: CellProgram,
  { program }: Snapshot,
  path: string,
): readonly Diagnostic[] {
  const file = program.getSourceFile(path);
  if (!file) return [];
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const name = relativeName(programs.folder, path);
  return [
    ...toDiagnostics(ts, found, { file, end: file.text.length, name, awaits: "rejected" }),
    ...importsOutside(programs, file).map((diagnostic) => ({ ...diagnostic, file: name })),
  ];
}
