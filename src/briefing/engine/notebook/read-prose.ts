/** The guards and computed values of a text, and what is meant as one: the only reader of both. */
import type { GuardFault } from "./markdown/attributes.js";
import { type Condition, findGuards, type Guard, mayContainGuards } from "./markdown/guards.js";
import { nearValues, valuesOutsideCode } from "./markdown/near-values.js";
import { findBlocks, findCodeSpans, findFormulas, type CodeSpan } from "./markdown/read.js";
import { readInlineSpan, type InlineSpan, type Range } from "./markdown/syntax.js";
import { escapedScalars, type QuotedScalar, yamlComments } from "./quoted-scalars.js";

/** A computed value; `at` is the place of its expression. */
type FoundValue = Range & InlineSpan;

interface FoundProse {
  /** In the order of the text. */
  readonly values: readonly FoundValue[];
  readonly guards: readonly Guard[];
  readonly faults: readonly GuardFault[];
}

/** Parsing Markdown is slow, and most texts have neither. */
export const mayContainProse = (source: string): boolean =>
  mayContainGuards(source) || /`\s*(?:[([<]?ts[)\]>}\s]|r\s)/i.test(source);

export function readMarkdown(source: string): FoundProse {
  const code = findCodeSpans(source);
  const formulas = findFormulas(source);
  const blocks = findBlocks(source);
  const codeBlocks = blocks.filter(({ kind }) => kind === "code");
  const html = blocks.filter(({ kind }) => kind === "html");
  const silent = [...code, ...formulas, ...codeBlocks, ...html];
  const { guards, faults } = findGuards(source, { silent, blocks: "guarded" });
  const comments = [...source.matchAll(/<!--[\s\S]*?-->/g)].map(rangeOf);
  const unread = [...code, ...codeBlocks, ...html, ...comments];
  return {
    values: valuesIn(code),
    guards,
    faults: [
      ...faults,
      ...nearValues(code),
      ...valuesOutsideCode(source, unread),
      ...html.flatMap((block) => unreadIn(source, block, "HTML")),
      ...formulas.flatMap((formula) => unreadIn(source, formula, "a formula")),
    ],
  };
}

/** Guards where Markdown is not read; values too, except in formulas. */
const inHtml = /\]\{\s*(?:#\S+\s+)?(?:holds|hold|when)\b|`\{ts[ }]/g;
const inFormula = /\]\{\s*(?:#\S+\s+)?(?:holds|hold|when)\s*=/g;
/** What HTML does not print, or prints as code. */
const silentHtml = /<!--[\s\S]*?(?:-->|$)|<(pre|code|script|style|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

function unreadIn(source: string, { start, end }: Range, where: "HTML" | "a formula"): readonly GuardFault[] {
  const inside = source.slice(start, end);
  const text = where === "HTML" ? inside.replace(silentHtml, (found) => " ".repeat(found.length)) : inside;
  return [...text.matchAll(where === "HTML" ? inHtml : inFormula)].map(({ index, 0: found }) => ({
    at: start + index,
    message: `this ${found.startsWith("]") ? "guard" : "computed value"} is inside ${where}, where it is not read`,
    hint:
      where === "HTML"
        ? "Put an empty line before and after the Markdown, or write it without HTML."
        : "Close the formula before it.",
  }));
}

/** A text in quotes is read without its escapes. */
export function readFrontMatterText(source: string): FoundProse {
  const quoted = escapedScalars(source);
  const silent = [...quoted, ...yamlComments(source)];
  const plain = readPlain(source, silent);
  const others = quoted.map((scalar) => placed(readPlain(scalar.text, []), scalar));
  const all = [plain, ...others];
  return {
    values: all.flatMap(({ values }) => values).sort((a, b) => a.start - b.start),
    guards: all
      .flatMap(({ guards }) => guards)
      .sort((a, b) => a.whole.start - b.whole.start || b.whole.end - a.whole.end),
    faults: all.flatMap(({ faults }) => faults),
  };
}

function readPlain(source: string, silent: readonly Range[]): FoundProse {
  const isRead = ({ start }: Range) => !silent.some((range) => start >= range.start && start < range.end);
  const code = rawSpans(source).filter(isRead);
  const unread = [...silent, ...code];
  const { guards, faults } = findGuards(source, { silent: unread, blocks: "plain" });
  return {
    values: valuesIn(code),
    guards,
    faults: [...faults, ...nearValues(code), ...valuesOutsideCode(source, unread)],
  };
}

/** The same with places in the source instead of those in the text of the scalar. */
function placed({ values, guards, faults }: FoundProse, { offsetOf }: QuotedScalar): FoundProse {
  const range = ({ start, end }: Range) => ({ start: offsetOf(start), end: offsetOf(end) });
  const condition = (given: Condition) => ({ ...given, ...range(given) });
  return {
    values: values.map((value) => ({ ...value, ...range(value), at: offsetOf(value.at) })),
    guards: guards.map(({ id, whole, sentence, content, holds, when, mark, warn }) => ({
      id,
      whole: range(whole),
      sentence: range(sentence),
      content: range(content),
      ...(holds && { holds: condition(holds) }),
      ...(when && { when: condition(when) }),
      ...(mark && { mark }),
      ...(warn !== undefined && { warn }),
    })),
    faults: faults.map((fault) => ({ ...fault, at: offsetOf(fault.at) })),
  };
}

const valuesIn = (code: readonly CodeSpan[]): readonly FoundValue[] =>
  code.flatMap(({ start, end, content, offsetOf }) => {
    const read = readInlineSpan(content);
    return read === undefined ? [] : [{ ...read, start, end, at: offsetOf(read.at) }];
  });

const rangeOf = ({ index, 0: found }: RegExpExecArray): Range => ({
  start: index,
  end: index + found.length,
});

/** YAML has no code spans: a run of backticks up to the next of the same length. */
function rawSpans(source: string): readonly CodeSpan[] {
  return [...source.matchAll(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g)].map((match) => {
    const [whole, fence = "", content = ""] = match;
    const inside = match.index + fence.length;
    return {
      start: match.index,
      end: match.index + whole.length,
      content,
      offsetOf: (at: number) => inside + at,
    };
  });
}
