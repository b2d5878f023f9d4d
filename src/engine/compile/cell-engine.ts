/**
 * Checks cells with TypeScript, without a store: source → parse → make room in the declarations for what it declares
 * → check → declarations for the next cell.
 */
import type ts from "@tslab/typescript-for-tslab";
import type { Reads } from "../store/fingerprint.js";
import type { CellCheck, Diagnostic } from "./contract.js";
import { prepareCell, type CellSource } from "./cell-source.js";
import {
  readDeclarations,
  splitDeclarations,
  VALUE,
  wordsOf,
  writeDeclarations,
  type Declaration,
} from "./declarations.js";
import { toDiagnostics } from "./diagnostics.js";
import { explainHabits } from "./habits.js";
import { checkModule, importsOutside, localModules } from "./local-modules.js";
import { nameMembers } from "./missing-member.js";
import { createCellProgram, type CellProgram, type Snapshot } from "./program.js";
import { isRowTypes } from "./project-rows.js";
import { hideHelpers, makeRoom } from "./redeclaration.js";
import { loadTypeScript, type TypeScript } from "./typescript.js";

export interface CellEngine {
  readonly ts: TypeScript;
  check(declarations: string, source: string): EngineResult;
  /** For questions about a cell that need not be correct. */
  look(declarations: string, source: string): Snapshot & { readonly replaced: ReadonlySet<string> };
}

interface EngineResult {
  readonly result: CellCheck;
  /** What it rests on besides source and declarations. */
  readonly reads: Reads;
}

export function createCellEngine(folder: string): CellEngine {
  const ts = loadTypeScript();
  const programs = createCellProgram(ts, folder);

  const open = (declarations: string, cell: CellSource, source: string) => {
    const earlier = makeRoom(ts, readDeclarations(ts, declarations), {
      names: cell.names,
      words: wordsOf(source),
    });
    return { earlier, snapshot: programs.update(writeDeclarations(earlier), cell.text) };
  };

  return {
    ts,
    check(declarations, source) {
      const cell = prepareCell(ts, source);
      const syntax = checkSyntax(ts, cell);
      if (syntax.length > 0) {
        return { result: rejected(source, syntax), reads: { files: [] } };
      }
      const { earlier, snapshot } = open(declarations, cell, source);
      const reads = readsOf(programs, snapshot.program);
      const modules = localModules(programs, snapshot.cell.fileName);
      const diagnostics = check(ts, programs, snapshot, cell, modules);
      if (diagnostics.length > 0) return { result: rejected(source, diagnostics), reads };
      const own = splitDeclarations(ts, writtenDeclarations(ts, snapshot));
      const hoisted = hoistedDeclarations(ts, snapshot, [...cell.names.keys()], own);
      const declared = hideHelpers(ts, own, cell.names, earlier);
      const statements = [...declared.statements, ...hoisted, ...earlier.statements];
      return {
        result: {
          status: "accepted",
          declarations: writeDeclarations({ statements, replaced: declared.replaced }),
        },
        reads,
      };
    },
    look(declarations, source) {
      const cell = prepareCell(ts, source);
      const { earlier, snapshot } = open(declarations, cell, source);
      return { ...snapshot, replaced: earlier.replaced };
    },
  };
}

const rejected = (source: string, diagnostics: readonly Diagnostic[]): CellCheck => ({
  status: "rejected",
  diagnostics: explainHabits(source, diagnostics),
});

function checkSyntax(ts: TypeScript, { file, end }: CellSource): readonly Diagnostic[] {
  return toDiagnostics(ts, file.parseDiagnostics, { file, end, name: undefined, awaits: "allowed" });
}

function check(
  ts: TypeScript,
  programs: CellProgram,
  snapshot: Snapshot,
  { end }: CellSource,
  modules: readonly string[],
): readonly Diagnostic[] {
  const { program, checker, cell } = snapshot;
  const found = [...program.getSyntacticDiagnostics(cell), ...program.getSemanticDiagnostics(cell)].map(
    (each) => nameMembers(ts, checker, each),
  );
  return [
    ...toDiagnostics(ts, found, { file: cell, end, name: undefined, awaits: "allowed" }),
    ...importsOutside(programs, cell),
    ...modules.flatMap((file) => checkModule(ts, programs, snapshot, file)),
  ];
}

/**
 * What a compilation rests on besides source and declarations: the files TypeScript read, its own libraries apart, and
 * the places where an import was looked for in vain.
 */
function readsOf(programs: CellProgram, program: ts.Program): Reads {
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

/**
 * Taken from the printer, not from the written file: TypeScript writes none where a type cannot be named outside the cell
 * (a class local to a function, say), which is no error in a module that nobody imports.
 */
function writtenDeclarations(ts: TypeScript, { program, cell }: Snapshot): string {
  let declarations = "";
  const take: ts.CustomTransformerFactory = () => ({
    transformSourceFile: (file) => {
      declarations = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printFile(file);
      return file;
    },
    transformBundle: (bundle) => bundle,
  });
  program.emit(cell, () => undefined, undefined, true, { afterDeclarations: [take] });
  return declarations;
}

/** Variables that TypeScript writes no declaration for: `for (var i = 0; …)`, a `var` in a block. */
function hoistedDeclarations(
  ts: TypeScript,
  { checker, cell }: Snapshot,
  names: readonly string[],
  written: readonly Declaration[],
): readonly Declaration[] {
  const done = new Set(written.map(({ name }) => name));
  return names
    .filter((name) => !done.has(name))
    .flatMap((name): readonly Declaration[] => {
      const symbol = cell.locals?.get(ts.escapeLeadingUnderscores(name));
      if (!symbol || !(symbol.flags & ts.SymbolFlags.Variable)) return [];
      const type = checker.typeToString(
        checker.getTypeOfSymbolAtLocation(symbol, cell),
        cell,
        ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      );
      return [{ text: `declare var ${name}: ${type};`, name, meaning: VALUE }];
    });
}
