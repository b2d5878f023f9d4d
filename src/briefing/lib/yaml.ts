import { createRequire } from "node:module";
import type * as Yaml from "yaml";
import { isTooDeep, mostLevels } from "./nesting.js";
import { once } from "./once.js";

const own = createRequire(import.meta.url);

/** Loaded on first use: it takes 20 ms, and few kernels read a YAML text. */
export const yaml = once(() => own("yaml") as typeof Yaml);

/** An error in a text that should be YAML; the position is 1-based. */
interface YamlFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** How to fix it, if the syntax is not the problem. */
  readonly hint?: string;
  readonly cause?: unknown;
}

export type ReadYaml =
  { readonly document: Yaml.Document.Parsed; readonly value: unknown } | { readonly fault: YamlFault };

/** Parses untrusted YAML: a value that contains itself, or would become too large or too deep, is an error. */
export function readYaml(text: string): ReadYaml {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const [fault] = document.errors;
    if (fault !== undefined && fault.code !== "RESOURCE_EXHAUSTION") {
      const { line, col } = lines.linePos(fault.pos[0]);
      return { fault: { line, column: col, message: fault.message, cause: fault } };
    }
    const value: unknown = fault === undefined ? document.toJS() : undefined;
    if (fault === undefined && !isTooDeep(value)) return { document, value };
  } catch (cause) {
    // yaml throws a ReferenceError for too many aliases and for one without an anchor.
    if (cause instanceof ReferenceError)
      return { fault: { line: 1, column: 1, message: cause.message, hint, cause } };
    if (!(cause instanceof RangeError)) throw cause;
  }
  return { fault: { line: 1, column: 1, message: tooDeep, hint } };
}

const tooDeep = `it is nested more than ${mostLevels} levels deep, or an alias (*name) stands inside its own anchor (&name)`;
const hint = "Replace aliases by their values.";
