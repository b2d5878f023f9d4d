/** TypeScript's diagnostics → ours: 1-based positions, whole message chains, paths relative to the folder. */
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import type { Diagnostic, Position } from "./contract.js";
import type { TypeScript } from "./typescript.js";

export function positionAt(file: ts.SourceFile, offset: number): Position {
  const { line, character } = file.getLineAndCharacterOfPosition(Math.min(offset, file.text.length));
  return { line: line + 1, column: character + 1 };
}

/** Top-level `await` and `for await`, said to need another module format. */
const TOP_LEVEL_AWAIT = new Set([1378, 1432]);

export interface DiagnosticFile {
  readonly file: ts.SourceFile;
  /** Where the part of the file that a person wrote ends. */
  readonly end: number;
  /** Relative to the folder; undefined for the cell itself. */
  readonly name: string | undefined;
  /** Whether the file may await at its top level: a cell, which the kernel wraps in an async function. */
  readonly awaits: "allowed" | "rejected";
}

export function toDiagnostics(
  ts: TypeScript,
  found: readonly ts.Diagnostic[],
  { file, end, name, awaits }: DiagnosticFile,
): readonly Diagnostic[] {
  return found
    .filter(({ code, start }) => !(awaits === "allowed" && TOP_LEVEL_AWAIT.has(code)) && (start ?? 0) <= end)
    .map(({ code, messageText, start = 0, length = 0 }) => ({
      code,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      start: positionAt(file, start),
      end: positionAt(file, Math.min(start + length, end)),
      ...(name !== undefined && { file: name }),
    }));
}

export function relativeName(folder: string, file: string): string {
  return path.posix.relative(folder, file);
}
