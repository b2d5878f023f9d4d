/** Fingerprints of a module's functions, from its file. */
import { sha256 } from "../../lib/hash.js";
import { codesIn } from "./count-calls.js";
import { emitModule } from "./emit/emit-module.js";

/**
 * By name of the function, and of the top level under "". Modules of the package contain theirs; those of the project get
 * them as a kernel would add them. Undefined for files without functions to count.
 */
export function moduleCodes(file: string, text: string): ReadonlyMap<string, string> | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const found = codesIn(text);
  if (found !== undefined) return found;
  try {
    return codesIn(emitModule(file, text).js);
  } catch {
    // A file that does not parse now must have been different when it ran.
    return undefined;
  }
}

/**
 * The hash of everything in a module that a run of these functions depends on: their code, the top level, and the
 * imports, which decide what a name means. Comments, layout and other functions do not count. Undefined as above, or if
 * the module has no such function.
 */
export function codeHash(file: string, text: string, functions: readonly string[]): string | undefined {
  const codes = moduleCodes(file, text);
  if (codes === undefined || !functions.every((name) => codes.has(name))) return undefined;
  const used = ["", ...functions].sort().map((name) => [name, codes.get(name)]);
  return sha256(JSON.stringify([importsIn(text), used]));
}

/** What looks like one in a text or a comment counts too, which does no harm. */
const importsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b(?:import|export)\b[^"'`;()=]*["'][^"'\n]*["']/g)].map(([found]) =>
    found.replace(/\s+/g, " "),
  );
