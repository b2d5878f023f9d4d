/**
 * tslab's TypeScript, loaded on first use: half a second that store hits must not pay. What it offers beyond the
 * public API of TypeScript is declared here and nowhere else; recorded against 5.0.4.
 */
import { createRequire } from "node:module";
import type ts from "@tslab/typescript-for-tslab";

interface Internals {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  /** Bits: 1 value, 2 type, 4 namespace. */
  getMeaningFromLocation(node: ts.Node): number;
  getQuickInfoAtPosition(
    file: ts.SourceFile,
    checker: ts.TypeChecker,
    cancellation: ts.CancellationToken,
    position: number,
  ): ts.QuickInfo | undefined;
  findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
  transformNodes<T extends ts.Node>(
    resolver: unknown,
    host: unknown,
    factory: ts.NodeFactory,
    options: ts.CompilerOptions,
    nodes: readonly T[],
    transformers: readonly unknown[],
    allowDtsFiles: boolean,
  ): ts.TransformationResult<T>;
  readonly Completions: {
    getCompletionsAtPosition(
      host: object,
      program: ts.Program,
      log: (message: string) => void,
      file: ts.SourceFile,
      position: number,
      preferences: object,
      trigger: undefined,
      kind: ts.CompletionTriggerKind,
      cancellation: object,
      format: undefined,
      includeSymbol: true,
    ): (ts.CompletionInfo & { readonly entries: readonly CompletionEntry[] }) | undefined;
  };
  readonly SignatureHelp: {
    getSignatureHelpItems(
      program: ts.Program,
      file: ts.SourceFile,
      position: number,
      trigger: undefined,
      cancellation: object,
    ): ts.SignatureHelpItems | undefined;
  };
}

export type CompletionEntry = ts.CompletionEntry & { readonly symbol?: ts.Symbol };

export type TypeScript = typeof ts & Internals;

/** What the binder and the parser leave on a source file. `parent`: where tslab's checker looks names up further. */
export interface BoundSourceFile extends ts.SourceFile {
  locals?: Map<ts.__String, ts.Symbol>;
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  parent: ts.SourceFile;
}

let loaded: TypeScript | undefined;

export function loadTypeScript(): TypeScript {
  loaded ??= createRequire(import.meta.url)("@tslab/typescript-for-tslab") as TypeScript;
  return loaded;
}
