/**
 * Guards: `[sentence]{holds=condition}` is printed while its condition is true, `[sentence]{when=condition}` is left
 * out while it is false. Attributes guard a block at the end of its last line, or between `::: {when=…}` and `:::`.
 */
import { isWithin, type Range } from "./syntax.js";

/** A guard with a syntax error. */
interface GuardFault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

/** The condition as written, without quotes; the range is its place in the source. */
export interface Condition extends Range {
  readonly expression: string;
}

/** Prefix of a condition in the code that a kernel receives for it. */
export const beforeCondition = "([";
/** The code of a condition, which must be true or false. */
export const conditionCode = (expression: string): string =>
  `${beforeCondition}${expression}\n] satisfies [boolean])[0]`;

interface Attributes {
  /** Just after the closing brace. */
  readonly end: number;
  readonly id: string | undefined;
  readonly holds: Condition | undefined;
  readonly when: Condition | undefined;
}

const known = "A guard takes holds, when and #id: [a sentence]{#gap holds=isLower}.";
const quoting =
  'Write {holds=isLower}, or in quotes {holds="change < 0"}; inside them, use the other kind of quotes.';

const excerpt = (source: string, at: number) => JSON.stringify(source.slice(at, at + 12));

export interface Guard {
  /** The range removed if `when` is false: brackets and attributes too, and for a block its markers. */
  readonly whole: Range;
  /** The range struck through if `holds` is false, including markup. */
  readonly sentence: Range;
  /** The Markdown that is printed. */
  readonly content: Range;
  /** Chosen by the author. */
  readonly id: string | undefined;
  readonly holds?: Condition;
  readonly when?: Condition;
}

export interface FoundGuards {
  /** Ordered by their beginnings: a guard inside another comes after it. */
  readonly guards: readonly Guard[];
  readonly faults: readonly GuardFault[];
}

const sign = /\]\s*\{|\{\s*(?:#[^\s}]*\s+)?(?:holds|when)\b|^\s*:::/m;
const startOfBlock = /(?:^|\n)(?:[ \t]*\n|[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+|#{1,6}[ \t]+))/;
const container = /^ {0,3}:{3,}[ \t]*(\{.*)?$/;
const example = 'Write [a sentence]{holds=isLower}, or quote a longer condition: {holds="change < 0"}.';

/** Guards of a text; `silent` ranges are code, formulas or HTML. Only Markdown has guards on blocks. */
export function findGuards(
  source: string,
  { silent, blocks }: { readonly silent: readonly Range[]; readonly blocks: "guarded" | "plain" },
): FoundGuards {
  if (!sign.test(source)) return { guards: [], faults: [] };
  const reader = new GuardReader(source, silent, blocks);
  reader.read();
  const guards = reader.guards.toSorted((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end);
  return { guards, faults: [...reader.faults, ...nested(guards)] };
}

/** A sentence that is guarded twice would be listed twice. */
function nested(guards: readonly Guard[]): readonly GuardFault[] {
  return guards.flatMap((inner) => {
    const outer = guards.find((each) => each.holds !== undefined && isWithin(inner.whole, each.content));
    if (outer === undefined || inner.holds === undefined) return [];
    const message = "holds is inside the text of another holds";
    return [{ at: inner.holds.start, message, hint: "Separate the two, or join the conditions with &&." }];
  });
}

class GuardReader {
  readonly guards: Guard[] = [];
  readonly faults: GuardFault[] = [];
  readonly #source: string;
  readonly #silent: ReadonlyMap<number, number>;
  readonly #blocks: "guarded" | "plain";
  /** Where brackets are open in the current block. */
  #open: number[] = [];
  #containers: { readonly start: number; readonly content: number; readonly attributes: Attributes }[] = [];

  constructor(source: string, silent: readonly Range[], blocks: "guarded" | "plain") {
    this.#source = source;
    this.#silent = new Map(silent.map(({ start, end }) => [start, end]));
    this.#blocks = blocks;
  }

  read(): void {
    const source = this.#source;
    for (let at = 0; at < source.length;) {
      if (at === 0 || source[at - 1] === "\n") {
        const next = this.#blocks === "guarded" ? this.#line(at) : at;
        if (next !== at) {
          at = next;
          continue;
        }
      }
      at = this.#silent.get(at) ?? this.#character(at);
    }
    for (const { start } of this.#containers)
      this.#fault(start, "this block is not closed", "Close it with a line that contains only :::.");
  }

  /** A line that opens or closes a container, or begins another block. */
  #line(at: number): number {
    const end = endOfLine(this.#source, at);
    const line = this.#source.slice(at, end);
    if (/^[\s>]*$|^[\s>]*(?:[-*+]|\d+[.)])\s|^#{1,6}\s/.test(line)) this.#open = [];
    const found = container.exec(line);
    if (found === null) return at;
    const next = Math.min(this.#source.length, end + 1);
    if (found[1] === undefined) {
      const opened = this.#containers.pop();
      if (opened === undefined) return at;
      const whole = { start: opened.start, end: next };
      this.#add(opened.attributes, { whole, sentence: whole, content: { start: opened.content, end: at } });
      return next;
    }
    const attributes = this.#attributes(at + line.indexOf("{"));
    if (attributes !== undefined) this.#containers.push({ start: at, content: next, attributes });
    return next;
  }

  #character(at: number): number {
    const source = this.#source;
    const character = source[at];
    if (character === "\\") return at + 2;
    if (character === "[") this.#open.push(at);
    if (character === "]") return this.#closed(at);
    if (character === "{" && /^\{\s*(?:#[^\s}]*\s+)?(?:holds|when)\b/.test(source.slice(at, at + 200)))
      return this.#alone(at);
    return at + 1;
  }

  #closed(at: number): number {
    const source = this.#source;
    const start = this.#open.pop();
    const [, blanks = "", rest = ""] = /^\](\s*)(\{[^}]*)/.exec(source.slice(at, at + 300)) ?? [];
    const isGuard = /^\{\s*(?:#[^\s}]*\s+)?(?:holds|when)\b/.test(rest);
    if (rest === "" || (blanks !== "" && !isGuard)) return at + 1;
    // `\sqrt[3]{x}` is TeX.
    if (!isGuard && start !== undefined && /\\[A-Za-z]+\*?$/.test(source.slice(0, start))) return at + 1;
    if (blanks !== "") {
      const message = "a blank is between the bracket and the attributes of the guard";
      return this.#fault(
        at,
        message,
        `Write ]{…} without it. ${example}`,
        at + 1 + blanks.length + rest.length,
      );
    }
    const attributes = this.#attributes(at + 1);
    if (attributes === undefined) return at + 1 + rest.length;
    if (start === undefined) return this.#fault(at, "no bracket is open here", example, attributes.end);
    const whole = { start, end: attributes.end };
    this.#add(attributes, { whole, sentence: whole, content: { start: start + 1, end: at } });
    return attributes.end;
  }

  /** Attributes without a bracket before them: they guard the block that they end. */
  #alone(at: number): number {
    const attributes = this.#attributes(at);
    if (attributes === undefined) return at + 1;
    const { end } = attributes;
    const bracket = this.#open.at(-1);
    if (bracket !== undefined)
      return this.#fault(
        bracket,
        "this bracket is not closed before the attributes of a guard",
        example,
        end,
      );
    const after = this.#source.slice(end);
    const isLast = /^[ \t]*(?:$|\n[\s>]*(?:$|\n)|\n[\s>]*(?:[-*+]|\d+[.)]|#{1,6})\s|\n *:::)/.test(after);
    if (!isLast || this.#blocks === "plain")
      return this.#fault(at, "the attributes of a guard do not follow a bracket", example, end);
    const before = this.#source.slice(0, at);
    const [lineOrMark] = [...before.matchAll(new RegExp(startOfBlock, "g"))].slice(-1);
    const start = lineOrMark === undefined ? 0 : lineOrMark.index + (lineOrMark[0].startsWith("\n") ? 1 : 0);
    const content = lineOrMark === undefined ? 0 : lineOrMark.index + lineOrMark[0].length;
    const written = this.#source.slice(content, at).trimEnd().length;
    this.#add(attributes, {
      whole: { start, end },
      sentence: { start: content, end },
      content: { start: content, end: content + written },
    });
    return end;
  }

  /** The attributes that begin at a brace. */
  #attributes(brace: number): Attributes | undefined {
    const source = this.#source;
    const fault = (at: number, message: string, hint = known): Attributes | undefined => {
      this.faults.push({ at, message, hint });
      return undefined;
    };
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
          : fault(at, `the attributes of this guard are invalid from ${excerpt(source, at)} on`, quoting);
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
        return fault(at, `${name} occurs twice in this guard`, "Join the conditions with &&.");
      const quotes = /^["']/.test(value) ? 1 : 0;
      const written = value.slice(quotes, value.length - quotes);
      if (equals === undefined || written.trim() === "")
        return fault(at, `the condition of ${name} is empty`, quoting);
      if (piece.lastIndex === source.length) return fault(brace, open, quoting);
      if (!/[\s}]/.test(source.charAt(piece.lastIndex)))
        return fault(
          piece.lastIndex,
          `the condition of ${name} contains its own quotes, or needs quotes`,
          quoting,
        );
      const start = piece.lastIndex - value.length + quotes;
      // A pipe in a table, and a quote in quotes, are escaped by a backslash.
      const expression = written.replace(/\\([|"'])/g, "$1");
      found[name] = { expression, start, end: start + written.length };
    }
  }

  #add({ id, holds, when }: Attributes, places: Pick<Guard, "whole" | "sentence" | "content">): void {
    this.guards.push({ ...places, id, ...(holds && { holds }), ...(when && { when }) });
  }

  /** Returns the position where parsing continues. */
  #fault(at: number, message: string, hint: string, next = at + 1): number {
    this.faults.push({ at, message, hint });
    return next;
  }
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}
