/**
 * Reads the attributes of a guard, `{#id when=… holds="…" warn="5%"}`, or the mark of what needs none, `{.definition}`, and
 * explains what is wrong with them.
 */
import { meantWord } from "../../../model/guard-attempt.js";
import { isMarkMeant, type MarkName, meantMark } from "../../../model/mark-attempt.js";
import { readThreshold, thresholdForms } from "../../../model/threshold.js";
import type { Range } from "./syntax.js";

/** A guard with a syntax error. */
export interface GuardFault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

/** The condition as written, without quotes; the range is its place in the source. */
export interface Condition extends Range {
  readonly expression: string;
}

export interface Attributes {
  /** Just after the closing brace. */
  readonly end: number;
  readonly id: string | undefined;
  readonly holds: Condition | undefined;
  readonly when: Condition | undefined;
  /** Why the text needs no condition. */
  readonly mark?: MarkName;
  /** The margin below which a build warns, as written. */
  readonly warn: string | undefined;
}

const form = "A guard takes holds, when, warn and #id: [a sentence]{#gap holds=isLower}.";
const quoting =
  'Write {holds=isLower}, or in quotes {holds="change < 0"}; inside them, use the other kind of quotes.';
const unclosed = "the attributes of this guard are not closed by }";
const typographic = /^["'“”„‟‘’‚‛«»`]/;

const piece =
  /\s*(?:(\})|#([A-Za-z][\w.:-]*)(?=[\s}])|([\p{L}][\p{L}\p{N}_-]*)(?:(=)("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^\s"'{}]*))?)/uy;

/** The attributes that begin at a brace. */
export function readAttributes(source: string, brace: number): Attributes | GuardFault {
  if (isMarkMeant(/^\{[^}\n]*/.exec(source.slice(brace))?.[0] ?? "", { place: "after bracket" }))
    return readMark(source, brace);
  const fault = (at: number, message: string, hint = form): GuardFault => ({ at, message, hint });
  const found: { id?: string; holds?: Condition; when?: Condition } = {};
  let warn: { readonly text: string; readonly at: number } | undefined;
  /** The last attribute, if its condition has no quotes. */
  let bare: "holds" | "when" | undefined;
  piece.lastIndex = brace + 1;
  for (;;) {
    const at = piece.lastIndex + (/^\s*/.exec(source.slice(piece.lastIndex))?.[0].length ?? 0);
    const match = piece.exec(source);
    if (match === null) {
      if (source.indexOf("}", at) < 0) return fault(brace, unclosed, quoting);
      if (bare !== undefined)
        return fault(at, `the condition of ${bare} contains spaces and needs quotes`, quoting);
      return fault(at, `the attributes of this guard are invalid from ${excerpt(source, at)} on`, quoting);
    }
    const [, end, id, name = "", equals, value = ""] = match;
    const next = piece.lastIndex;
    if (end !== undefined) {
      const { holds, when } = found;
      if (holds === undefined && when === undefined) return fault(brace, "this guard has no condition");
      if (warn !== undefined && holds === undefined)
        return fault(warn.at, "warn needs holds in the same guard", `Write {holds="a > b" warn="5%"}.`);
      return { end: next, id: found.id, holds, when, warn: warn?.text };
    }
    if (id !== undefined) {
      bare = undefined;
      found.id = id;
      continue;
    }
    if (name === "warn") {
      const text = value.replace(/^["']|["']$/g, "");
      if (warn !== undefined) return fault(at, "warn occurs twice in this guard", "Keep one of them.");
      if (readThreshold(text) === undefined)
        return fault(at, `warn=${JSON.stringify(text)} of this guard cannot be read`, thresholdForms);
      if (next < source.length && !/[\s}]/.test(source.charAt(next)))
        return fault(
          next,
          "warn of this guard is followed by something else without a space",
          thresholdForms,
        );
      bare = undefined;
      warn = { text, at };
      continue;
    }
    if (name !== "holds" && name !== "when") return unknownAttribute(source, { at, name, next });
    if (found[name] !== undefined)
      return fault(at, `${name} occurs twice in this guard`, "Join the conditions with &&.");
    const quotes = /^["']/.test(value) ? 1 : 0;
    const written = value.slice(quotes, value.length - quotes);
    if (equals === undefined || written.trim() === "") {
      const message = unassigned(name, source.slice(next - (value.startsWith("=") ? 1 : 0)), equals);
      return fault(at, message, quoting);
    }
    if (quotes === 0 && typographic.test(value))
      return fault(
        next - value.length,
        `the condition of ${name} begins with ${value.slice(0, 1)}, which is not a straight quote`,
        'Use straight quotes: {holds="change < 0"}.',
      );
    if (next === source.length) return fault(brace, unclosed, quoting);
    if (!/[\s}]/.test(source.charAt(next)))
      return fault(next, `the condition of ${name} contains its own quotes, or needs quotes`, quoting);
    const start = next - value.length + quotes;
    // A pipe in a table, and a quote in quotes, are escaped by a backslash.
    const expression = written.replace(/\\([|"'])/g, "$1");
    bare = quotes === 0 ? name : undefined;
    found[name] = { expression, start, end: start + written.length };
  }
}

const markForm =
  "Write [a sentence]{.definition} or [a sentence]{.quotation}, with nothing else in the braces.";

/** A mark that is not written exactly so would be printed, or exempt what its author did not mean. */
function readMark(source: string, brace: number): Attributes | GuardFault {
  const written = /^\{[^}\n]*\}?/.exec(source.slice(brace))?.[0] ?? "{";
  const fault = (message: string, hint = markForm): GuardFault => ({ at: brace, message, hint });
  const mark = meantMark(/^\{[^\p{L}]*(?:class[^\p{L}]*)?([\p{L}-]+)/u.exec(written)?.[1] ?? "");
  if (!written.endsWith("}")) return fault("this mark is not closed by }");
  if (/\b(?:holds|when)\s*=/.test(written))
    return fault("a sentence has both a guard and a mark that it needs none", "Remove one of the two.");
  if (mark === undefined || written !== `{.${mark}}`)
    return fault(`${written} is not how a mark is written`, markForm);
  return {
    end: brace + written.length,
    id: undefined,
    holds: undefined,
    when: undefined,
    warn: undefined,
    mark,
  };
}

function unknownAttribute(
  source: string,
  { at, name, next }: { readonly at: number; readonly name: string; readonly next: number },
): GuardFault {
  const meant = meantWord(name);
  // `{x > y}`, `{isLower}`: a condition without a name.
  const isNamed =
    meant !== undefined || /^\s*[=＝:"'“„‘«`(]/.test(source.slice(next)) || source[next - 1] === "=";
  if (!isNamed && !source.slice(at, next).includes("=") && source[at - 1] !== "=") {
    const condition = /^[^}\n]*/.exec(source.slice(at))?.[0].trim() ?? name;
    const message = `the condition of this guard has no name before it`;
    return {
      at,
      message,
      hint: `Write {holds="${condition}"}, or {when="…"} to leave the text out. ${form}`,
    };
  }
  const hint = meant === undefined ? form : `Write ${meant}. ${form}`;
  return { at, message: `a guard has no attribute ${name}`, hint };
}

/** Why a name has no value. */
function unassigned(name: string, rest: string, equals: string | undefined): string {
  const [, sign = ""] = /^\s*(＝|:=|:|\(|["'“„‘«`]|=+)/.exec(rest) ?? [];
  if (equals !== undefined && /^\s+[^\s}]/.test(rest)) return `a space follows ${name}= in this guard`;
  if (equals === undefined && sign.startsWith("=")) return `a space is between ${name} and = in this guard`;
  if (equals === undefined && sign !== "") return `${name} is followed by ${sign} instead of =`;
  return `the condition of ${name} is empty`;
}

const excerpt = (source: string, at: number) => JSON.stringify(source.slice(at, at + 12));
