import { guardFormat } from "../../model/guard.js";
import type { RichText, Value } from "../../model/value.js";
import { AuthoringError } from "../errors.js";
import {
  asString,
  createValue,
  display,
  isRichText,
  isValue,
  jupyterDisplay,
  partsOf,
  plainText,
} from "./value.js";
import { own } from "../../lib/own.js";

/** Allowed in a `text` template: never a bare number, which has no format. */
export type TextPart = Value | RichText | string;

const behaviour = {
  toString(this: RichText): string {
    return asString(this.parts);
  },
  [jupyterDisplay](this: RichText): Record<string, unknown> {
    const text = plainText(this);
    const some = this.parts.some((part) => typeof part !== "string");
    return display(createValue({ raw: text, text, format: "text", ...(some && { parts: this.parts }) }));
  },
};

function createText(parts: readonly (string | Value)[]): RichText {
  const kept: (string | Value)[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    // Consecutive words are merged: `[@${key}]` is a citation.
    if (typeof part === "string" && typeof last === "string") kept[kept.length - 1] = last + part;
    else if (part !== "") kept.push(part);
  }
  return Object.freeze(Object.assign(Object.create(behaviour) as object, { parts: kept }));
}

/**
 * Text that keeps its computed values separate, for captions, alternative texts and titles: `` text`peaked in
 * ${fmt.year(peak)} at ${fmt.count(papers)}` ``. A line break with the indentation after it reads as one space.
 */
export function text(strings: TemplateStringsArray, ...values: readonly TextPart[]): RichText {
  return createText(
    strings.flatMap((written, index) => {
      const string = written.replace(/\s*\n\s*/g, " ");
      const value = values[index];
      return value === undefined && index >= values.length ? [string] : [string, ...partsOfGiven(value)];
    }),
  );
}

/**
 * A sentence stored outside the code, with placeholders in braces for computed values: `` fill("In {year} they wrote
 * {count} papers.", { year: fmt.year(2021), count: fmt.count(59800) }) ``. Throws for a placeholder without a value,
 * and for a value that is not text.
 */
export function fill(sentence: string, values: Readonly<Record<string, TextPart>>): RichText {
  return createText(
    sentence.split(/\{(\w+)\}/).flatMap((piece, index) => {
      if (index % 2 === 0) return [piece];
      if (Object.hasOwn(values, piece)) return partsOfGiven(own(values, piece));
      throw new AuthoringError(`fill: there is no value for {${piece}} in "${sentence}"`, {
        hint: `There are values for ${Object.keys(values).join(", ") || "nothing"}.`,
      });
    }),
  );
}

/**
 * A sentence with the condition that it depends on. In titles, captions and claims: `holds("China is first.", rank ===
 * 1)`; Markdown uses `[China is first.]{holds="rank === 1"}` instead. It is printed while the condition is true. If new
 * data make it false, the build lists it and stops, and a draft shows it struck out. The sentence may contain computed
 * values: text`…`. Throws only if the condition is not true or false.
 */
export function holds(statement: string | RichText, condition: boolean): Value {
  const sentence = typeof statement === "string" ? statement : plainText(statement);
  if (typeof (condition as unknown) !== "boolean")
    throw new AuthoringError(
      `holds("${sentence}"): the condition is ${String(condition)}, not true or false`,
      {
        hint: "Pass a comparison such as rank === 1. If an indicator has no value, say what follows from that.",
      },
    );
  const parts = typeof statement === "string" ? [] : statement.parts;
  const isComputed = parts.some((part) => typeof part !== "string");
  return createValue({
    raw: condition,
    text: sentence,
    format: guardFormat,
    ...(isComputed && { parts }),
  });
}

function partsOfGiven(value: unknown): readonly (string | Value)[] {
  if (typeof value === "string") return [value];
  // The items of a list remain separate values.
  if (isValue(value)) return partsOf(value);
  if (isRichText(value)) return value.parts;
  if (typeof value === "number")
    throw new AuthoringError(`text\`…\`: ${value} is a bare number`, {
      hint: "Format it: fmt.count(x), fmt.percent(x), fmt.year(x) …",
    });
  throw new AuthoringError(`text\`…\`: cannot put ${describe(value)} into a text`, {
    hint: "A text may contain strings, values of fmt.* and other texts.",
  });
}

/** An optional text, by its name. */
export function optionalText<Name extends string>(
  name: Name,
  given: unknown,
  what: string,
): Partial<Record<Name, RichText>> {
  if (given === undefined) return {};
  const text = requireText(given, `${what}: the ${name}`, "Omit it or give it words.");
  return { [name]: text } as Partial<Record<Name, RichText>>;
}

/** The condition of a title, or those of a title and a caption; see `holds`. */
export type Guards = boolean | { readonly title?: boolean; readonly caption?: boolean };

/** A title or a caption with its condition, if any. */
export function guarded(
  name: "title" | "caption",
  { holds: guards, [name]: given }: { readonly holds?: Guards } & Readonly<Record<string, unknown>>,
  what: string,
): unknown {
  const condition = typeof guards === "object" ? guards[name] : name === "title" ? guards : undefined;
  if (condition === undefined) return given;
  if (given !== undefined)
    return holds(requireText(given, `${what}: the ${name}`, "Give it words."), condition);
  throw new AuthoringError(`${what}: holds guards a ${name} that is not there`, {
    hint: `Give it a ${name}, or omit holds.`,
  });
}

/** A Markdown guard, whose condition is not evaluated inside a string of code. */
const markdownGuard = /\]\{\s*(?:#\S+\s+)?(?:holds|when)\s*=/;

/** A caption, title or alternative text as given by the author; throws if it is missing or blank. */
export function requireText(given: unknown, what: string, hint: string): RichText {
  const words = isRichText(given) ? given.parts : isValue(given) ? partsOf(given) : [given];
  if (words.some((part) => typeof part === "string" && markdownGuard.test(part)))
    throw new AuthoringError(
      `${what}: […]{holds=…} guards a sentence in Markdown, and this is a string of code`,
      {
        hint: 'Write figure(…, { title: "It fell", holds: isLower }), or holds("It fell.", isLower) in a text.',
      },
    );
  if (typeof given === "string" && given.trim() !== "") return createText([given]);
  if (isValue(given)) return createText(partsOf(given));
  if (isRichText(given) && plainText(given).trim() !== "") return given;
  throw new AuthoringError(`${what} is missing`, { hint });
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}
