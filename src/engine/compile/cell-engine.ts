/**
 * Compiles cells with TypeScript, without a store: source → parse → make room in the declarations for what it declares
 * → check → emit → declarations for the next cell.
 */
import type { Compilation, Diagnostic, SideOutput } from "./contract.js";
import { awaitsAtTopLevel } from "./awaits.js";
import { prepareCell, type CellSource } from "./cell-source.js";
import { readDeclarations, splitDeclarations, wordsOf, writeDeclarations } from "./declarations.js";
import { toDiagnostics } from "./diagnostics.js";
import { emitCell } from "./emit-cell.js";
import { checkModule, emitModule, importsOutside, localModules } from "./local-modules.js";
import { hoistedDeclarations } from "./hoisted-declarations.js";
import { createCellProgram, type CellProgram, type Documentation, type Snapshot } from "./program.js";
import { hideHelpers, makeRoom } from "./redeclaration.js";
import { loadTypeScript, type TypeScript } from "./typescript.js";
import { readsOf } from "./reads.js";
import type { Reads } from "../store/fingerprint.js";

export interface CellEngine {
  readonly ts: TypeScript;
  compile(declarations: string, source: string): EngineResult;
  /** For questions about a cell that need not be correct. */
  look(declarations: string, source: string): Snapshot & { readonly replaced: ReadonlySet<string> };
}

export interface EngineResult {
  readonly result: Compilation;
  /** What it rests on besides source and declarations. */
  readonly reads: Reads;
}

export function createCellEngine(folder: string, documentation: Documentation): CellEngine {
  const ts = loadTypeScript();
  const programs = createCellProgram(ts, folder, documentation);

  const open = (declarations: string, cell: CellSource, source: string) => {
    const earlier = makeRoom(ts, readDeclarations(ts, declarations), {
      names: cell.names,
      words: wordsOf(source),
    });
    return { earlier, snapshot: programs.update(writeDeclarations(earlier), cell.text) };
  };

  return {
    ts,
    compile(declarations, source) {
      const cell = prepareCell(ts, source);
      const syntax = checkSyntax(ts, cell);
      if (syntax.length > 0) {
        return { result: { status: "rejected", diagnostics: syntax }, reads: { files: [] } };
      }
      const { earlier, snapshot } = open(declarations, cell, source);
      const reads = readsOf(programs, snapshot.program);
      const modules = localModules(programs, snapshot.cell.fileName);
      const diagnostics = check(ts, programs, snapshot, cell, modules);
      if (diagnostics.length > 0) return { result: { status: "rejected", diagnostics }, reads };
      const emitted = emitCell(ts, snapshot);
      const own = splitDeclarations(ts, emitted.declarations);
      const hoisted = hoistedDeclarations(ts, snapshot, [...cell.names.keys()], own);
      const declared = hideHelpers(ts, own, cell.names, earlier);
      const statements = [...declared.statements, ...hoisted, ...earlier.statements];
      const sideOutputs: readonly SideOutput[] = modules.map((file) => emitModule(ts, snapshot, file));
      return {
        result: {
          status: "compiled",
          js: emitted.js,
          map: emitted.map,
          declarations: writeDeclarations({ statements, replaced: declared.replaced }),
          awaits: awaitsAtTopLevel(ts, cell.file),
          lastExpression: emitted.lastExpression,
          sideOutputs,
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
  const { program, cell } = snapshot;
  const found = [...program.getSyntacticDiagnostics(cell), ...program.getSemanticDiagnostics(cell)];
  return [
    ...toDiagnostics(ts, found, { file: cell, end, name: undefined, awaits: "allowed" }),
    ...importsOutside(programs, cell),
    ...modules.flatMap((file) => checkModule(ts, programs, snapshot, file)),
  ];
}
