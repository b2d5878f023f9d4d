/** What stands between the braces of a guard: `#id`, `holds=condition`, `when="a longer condition"`. */
import type { Range } from "./syntax.js";

/** A guard that cannot be read. */
export interface GuardFault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

/** The condition as it is written, without quotes; the range is where it stands in the source. */
export interface Condition extends Range {
  readonly expression: string;
}

/** What stands before a condition in the code that a kernel is sent for it. */
export const beforeCondition = "([";
/** The code of a condition, which must be true or false. */
export const conditionCode = (expression: string): string =>
  `${beforeCondition}${expression}\n] satisfies [boolean])[0]`;

export interface Attributes {
  /** Behind the closing brace. */
  readonly end: number;
  readonly id: string | undefined;
  readonly holds: Condition | undefined;
  readonly when: Condition | undefined;
}

const known = "A guard takes holds, when and #id: [a sentence]{#gap holds=isLower}.";
const quoting =
  'Write {holds=isLower}, or in quotes {holds="change < 0"}; inside them use the other kind of quotes.';

/** The attributes that begin at a brace. */
export function readAttributes(source: string, brace: number): Attributes | { readonly fault: GuardFault } {
  const fault = (at: number, message: string, hint = known) => ({ fault: { at, message, hint } });
  const found: { id?: string; holds?: Condition; when?: Condition } = {};
  const open = "the attributes of this guard are not closed by }";
  const piece =
    /\s*(?:(\})|#([A-Za-z][\w.:-]*)(?=[\s}])|([A-Za-z][\w-]*)(?:(=)("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^\s"'{}]*))?)/y;
  piece.lastIndex = brace + 1;
  for (;;) {
    const at = piece.lastIndex + (/^\s*/.exec(source.slice(piece.lastIndex))?.[0].length ?? 0);
    const match = piece.exec(source);
    if (match === null)
      return source.indexOf("}", at) < 0
        ? fault(brace, open, quoting)
        : fault(at, `the attributes of this guard cannot be read from ${excerpt(source, at)} on`, quoting);
    const [, end, id, name = "", equals, value = ""] = match;
    if (end !== undefined) {
      const { holds, when } = found;
      if (holds === undefined && when === undefined) return fault(brace, "this guard has no condition");
      return { end: piece.lastIndex, id: found.id, holds, when };
    }
    if (id !== undefined) {
      found.id = id;
      continue;
    }
    if (name !== "holds" && name !== "when") return fault(at, `a guard has no attribute ${name}`);
    if (found[name] !== undefined)
      return fault(at, `${name} stands twice in this guard`, "Join the conditions by &&.");
    const quotes = /^["']/.test(value) ? 1 : 0;
    const written = value.slice(quotes, value.length - quotes);
    if (equals === undefined || written.trim() === "")
      return fault(at, `the condition of ${name} is empty`, quoting);
    if (piece.lastIndex === source.length) return fault(brace, open, quoting);
    if (!/[\s}]/.test(source.charAt(piece.lastIndex)))
      return fault(
        piece.lastIndex,
        `quotes stand inside the quotes of ${name}, or none around its condition`,
        quoting,
      );
    const start = piece.lastIndex - value.length + quotes;
    // A pipe in a table, and a quote in quotes, are written with a backslash.
    const expression = written.replace(/\\([|"'])/g, "$1");
    found[name] = { expression, start, end: start + written.length };
  }
}

const excerpt = (source: string, at: number) => JSON.stringify(source.slice(at, at + 12));
