/**
 * Guards: `[sentence]{holds=condition}` is printed while its condition is true, `[sentence]{when=condition}` is left
 * out while it is false. Attributes guard a block at the end of its last line, or between `::: {when=…}` and `:::`.
 * `[sentence]{.definition}` and `{.quotation}`, at the same places, mark a text that needs no condition.
 */
import {
  conditionsIn,
  isGuardAlone,
  isGuardMeant,
  isGuardOfContainer,
} from "../../../model/guard-attempt.js";
import type { MarkName } from "../../../model/mark-attempt.js";
import { readAttributes, type Attributes, type Condition, type GuardFault } from "./attributes.js";
import { isWithin, type Range } from "./syntax.js";

export type { Condition } from "./attributes.js";

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
  /** Why the text needs no condition; such a guard has none. */
  readonly mark?: MarkName;
  /** The margin of `holds` below which a build warns, as written. */
  readonly warn?: string;
}

export interface FoundGuards {
  /** Ordered by their beginnings: a guard inside another comes after it. */
  readonly guards: readonly Guard[];
  readonly faults: readonly GuardFault[];
}

/** Whether a text can contain a guard, or something similar. */
export const mayContainGuards = (source: string): boolean =>
  /[{}=＝]|:::|:\s*["'“”„‘’‚«»`]|[[\]［][^]{0,20}:/.test(source);
const startOfBlock = /(?:^|\n)(?:[ \t]*\n|[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+|#{1,6}[ \t]+))/;
const container = /^ {0,3}:{3,}[ \t]*(\S.*)?$/;
const emptyLine = /\n[ \t>]*\n/;
/** How far a guard is looked for behind a bracket: not beyond its block. */
const ahead = 300;
const example = 'Write [a sentence]{holds=isLower}, or quote a longer condition: {holds="change < 0"}.';

/** Guards of a text; `silent` ranges are code, formulas or HTML. Only Markdown has guards on blocks. */
export function findGuards(
  source: string,
  { silent, blocks }: { readonly silent: readonly Range[]; readonly blocks: "guarded" | "plain" },
): FoundGuards {
  if (!mayContainGuards(source)) return { guards: [], faults: [] };
  const reader = new GuardReader(source, silent, blocks);
  reader.read();
  const guards = reader.guards.toSorted((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end);
  const faults = [...reader.faults, ...nested(guards)];
  const read = [...silent, ...guards.map(({ whole }) => whole)];
  const loose = conditionsIn(source).filter(
    (at) =>
      !read.some((range) => at >= range.start && at < range.end) &&
      // Of a guard that is reported already.
      !faults.some((fault) => !emptyLine.test(source.slice(Math.min(fault.at, at), Math.max(fault.at, at)))),
  );
  const message = "this condition is not in the attributes of a guard";
  return { guards, faults: [...faults, ...loose.map((at) => ({ at, message, hint: example }))] };
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
  /** Those of other tools have no attributes of ours. */
  #containers: {
    readonly start: number;
    readonly content: number;
    readonly attributes: Attributes | undefined;
  }[] = [];

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
    for (const { start, attributes } of this.#containers)
      if (attributes !== undefined)
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
      if (opened?.attributes === undefined) return at;
      const whole = { start: opened.start, end: next };
      this.#add(opened.attributes, { whole, sentence: whole, content: { start: opened.content, end: at } });
      return next;
    }
    const [, written] = found;
    if (!isGuardOfContainer(written)) {
      this.#containers.push({ start: at, content: next, attributes: undefined });
      return at;
    }
    const place = at + line.indexOf(written);
    if (!written.startsWith("{"))
      return this.#fault(
        place,
        "the attributes of this block are not in braces",
        "Write ::: {when=hasEarly}.",
        end,
      );
    const attributes = this.#attributes(place);
    this.#containers.push({ start: at, content: next, attributes });
    return next;
  }

  #character(at: number): number {
    const source = this.#source;
    const character = source[at];
    if (character === "\\") return at + 2;
    if (character === "[") this.#open.push(at);
    if (character === "]") return this.#closed(at);
    if (character === "{" && this.#isAlone(at)) return this.#alone(at);
    return at + 1;
  }

  #isAlone(at: number): boolean {
    const before = this.#source.slice(Math.max(0, at - 80), at);
    // `_{when=0}`, `\\text{when }` and `${…}` are TeX and code.
    if (/[_^$\\]$|\\[A-Za-z]+\*?(?:\[[^[\]]*\])?$/.test(before)) return false;
    return isGuardAlone(/^\{[^}]*/.exec(this.#ahead(at))?.[0] ?? "");
  }

  /** The text from a position to the end of its block, at most. */
  #ahead = (at: number): string => this.#source.slice(at, at + ahead).split(emptyLine, 1)[0] ?? "";

  #closed(at: number): number {
    const source = this.#source;
    const start = this.#open.pop();
    const after = this.#ahead(at + 1);
    const bracketed = {
      before: source.slice(Math.max(0, (start ?? 0) - 80), start ?? 0),
      text: start === undefined ? "" : source.slice(start + 1, at),
    };
    if (!isGuardMeant(bracketed, after)) return at + 1;
    const [, blanks = "", braces = ""] = /^(\s*)(\{[^}]*)/.exec(after) ?? [];
    const next = at + 1 + blanks.length + braces.length;
    if (braces === "")
      return this.#fault(at + 1, "the attributes of this guard are not in braces", example, at + 1);
    if (blanks !== "") {
      const message = "a space separates the bracket from the attributes of the guard";
      return this.#fault(at, message, `Write ]{…} without it. ${example}`, next);
    }
    const attributes = this.#attributes(at + 1);
    if (attributes === undefined) return next;
    if (start === undefined) return this.#fault(at, "no bracket is open here", example, attributes.end);
    if (source.slice(start + 1, at).trim() === "")
      return this.#fault(start, "this guard has no text", example, attributes.end);
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
    if (!/[\p{L}\p{N}`]/u.test(before.slice(content)))
      return this.#fault(at, "there is no text before the attributes of this guard", example, end);
    this.#add(attributes, {
      whole: { start, end },
      sentence: { start: content, end },
      content: { start: content, end: content + written },
    });
    return end;
  }

  #attributes(brace: number): Attributes | undefined {
    const read = readAttributes(this.#source, brace);
    if (!("message" in read)) return read;
    this.faults.push(read);
    return undefined;
  }

  #add(
    { id, holds, when, mark, warn }: Attributes,
    places: Pick<Guard, "whole" | "sentence" | "content">,
  ): void {
    this.guards.push({
      ...places,
      id,
      ...(holds && { holds }),
      ...(when && { when }),
      ...(mark && { mark }),
      ...(warn !== undefined && { warn }),
    });
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
