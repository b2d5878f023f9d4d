/** The modules beside the notebook that a cell imports: found, checked, and compiled for the kernel to load. */
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import type { Diagnostic, SideOutput, SourceMap } from "./contract.js";
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

export function emitModule(ts: TypeScript, { program }: Snapshot, file: string): SideOutput {
  let js = "";
  let map = "";
  program.emit(
    program.getSourceFile(file),
    (written, text) => {
      if (/\.[cm]?js$/.test(written)) js = text;
      if (written.endsWith(".map")) map = text;
    },
    undefined,
    false,
    { before: [withJavaScriptSpecifiers(ts)] },
  );
  return {
    path: javaScriptPath(file),
    js: withoutMapComment(js),
    map: { ...parseSourceMap(map), sources: [path.posix.basename(file)] },
  };
}

const javaScriptPath = (file: string): string => file.replace(/\.([cm]?)[jt]sx?$/, ".$1js");

/** `./helper.ts` → `./helper.js`: the kernel finds compiled modules under the name of their JavaScript. */
export function withJavaScriptSpecifiers(ts: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) => {
    const renamed = <T extends ts.Expression | undefined>(specifier: T): T =>
      specifier &&
      ts.isStringLiteral(specifier) &&
      /^\.\.?\//.test(specifier.text) &&
      isTypeScript(specifier.text)
        ? (factory.createStringLiteral(javaScriptPath(specifier.text)) as ts.Expression as T)
        : specifier;
    const visit = (statement: ts.Statement): ts.Statement => {
      if (ts.isImportDeclaration(statement)) {
        const { modifiers, importClause, moduleSpecifier, assertClause } = statement;
        const specifier = renamed(moduleSpecifier);
        if (specifier === moduleSpecifier) return statement;
        return factory.updateImportDeclaration(statement, modifiers, importClause, specifier, assertClause);
      }
      if (ts.isExportDeclaration(statement)) {
        const { modifiers, isTypeOnly, exportClause, moduleSpecifier, assertClause } = statement;
        const specifier = renamed(moduleSpecifier);
        if (specifier === moduleSpecifier) return statement;
        return factory.updateExportDeclaration(
          statement,
          modifiers,
          isTypeOnly,
          exportClause,
          specifier,
          assertClause,
        );
      }
      return statement;
    };
    return (file) => factory.updateSourceFile(file, file.statements.map(visit));
  };
}

export function parseSourceMap(json: string): SourceMap {
  const { sources, names, mappings } = JSON.parse(json) as SourceMap;
  return { version: 3, sources, names, mappings };
}

/** The last line `//# sourceMappingURL=…` names a file that nobody writes. */
export function withoutMapComment(js: string): string {
  return js.replace(/\n\/\/# sourceMappingURL=[^\n]*\s*$/, "\n");
}
