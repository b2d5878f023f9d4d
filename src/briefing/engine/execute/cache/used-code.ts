/**
 * The code that a notebook ran in modules of the project. It depends on these functions and on the modules' top levels:
 * a change of another function, of a comment or of layout does not concern it.
 */
import { readFileSync } from "node:fs";
import type { RanCode } from "../../../model/trace.js";
import { codeHash } from "../../compile/module-codes.js";
import type { FilesNow } from "../../store/file-hashes.js";

export interface UsedCode {
  readonly file: string;
  /** Of the whole file: as long as it is the same, its functions need not be read. */
  readonly hash: string;
  /** Sorted. */
  readonly functions: readonly string[];
  readonly code: string;
}

/** Without files whose functions cannot be told apart, which count as a whole. */
export function usedCode(ran: readonly RanCode[], files: FilesNow): readonly UsedCode[] {
  const byFile = new Map<string, Set<string>>();
  for (const { file, functions } of ran) {
    const names = byFile.get(file) ?? new Set<string>();
    byFile.set(file, names);
    for (const name of functions) names.add(name);
  }
  return [...byFile].flatMap(([file, names]): UsedCode | readonly [] => {
    const functions = [...names].sort();
    const hash = files.hashOf(file);
    const code = hash === undefined ? undefined : codeOf(file, functions);
    return hash === undefined || code === undefined ? [] : { file, hash, functions, code };
  });
}

/** In words, with paths formatted by `shown`; empty if nothing changed. */
export const codeChanges = (
  used: readonly UsedCode[],
  files: FilesNow,
  shown: (file: string) => string,
): readonly string[] =>
  used.flatMap(({ file, hash, functions, code }) => {
    const now = files.hashOf(file);
    if (now === hash) return [];
    if (now === undefined) return [`${shown(file)} was removed`];
    return codeOf(file, functions) === code ? [] : [`${shown(file)} changed`];
  });

function codeOf(file: string, functions: readonly string[]): string | undefined {
  try {
    return codeHash(file, readFileSync(file, "utf8"), functions);
  } catch {
    // It was removed in the meantime.
    return undefined;
  }
}
