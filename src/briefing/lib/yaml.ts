import * as YAML from "yaml";
import { isTooDeep, mostLevels } from "./nesting.js";

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
  { readonly document: YAML.Document.Parsed; readonly value: unknown } | { readonly fault: YamlFault };

/** Parses untrusted YAML: a value that contains itself, or would become too large or too deep, is an error. */
export function readYaml(text: string): ReadYaml {
  const lines = new YAML.LineCounter();
  try {
    const document = YAML.parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
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
