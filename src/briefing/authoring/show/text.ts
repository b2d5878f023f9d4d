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
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { containsGuard } from "../../model/guard-attempt.js";

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

/** The texts of a figure or a table that can have a condition. */
type GuardedName = "title" | "subtitle" | "caption" | "alt" | "source";

/** The condition of a title, or those of several texts by name; see `holds`. */
export type Guards<Name extends GuardedName = GuardedName> = boolean | { readonly [Each in Name]?: boolean };

/** The texts of a figure or a table by name, each with its condition, if any. */
export function guardedTexts<Name extends GuardedName>(
  names: readonly Name[],
  { holds: guards, ...given }: { readonly holds?: Guards } & { readonly [Each in Name]?: unknown },
  what: string,
): { readonly [Each in Name]?: RichText } {
  const conditions: { readonly [Each in GuardedName]?: boolean | undefined } =
    typeof guards === "object" ? guards : { title: guards };
  const texts = given as { readonly [Each in Name]?: unknown };
  const known: readonly string[] = names;
  const unknown = Object.keys(conditions).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new AuthoringError(`${what}: holds has no text named ${unknown}`, {
      hint: nameHint(unknown, names, "It can guard"),
    });
  const guardedText = (name: Name): readonly [Name, RichText][] => {
    const text = texts[name];
    const condition = conditions[name];
    if (text === undefined && condition === undefined) return [];
    if (text === undefined)
      throw new AuthoringError(`${what}: holds guards the ${name}, which is not there`, {
        hint: `Write ${name}: "…", or omit it from holds.`,
      });
    const words = requireText(text, `${what}: the ${name}`, "Omit it or give it words.");
    if (condition === undefined) return [[name, words]];
    return [[name, requireText(holds(words, condition), `${what}: the ${name}`, "Give it words.")]];
  };
  return Object.fromEntries(names.flatMap(guardedText)) as { readonly [Each in Name]?: RichText };
}

/** A caption, title or alternative text as given by the author; throws if it is missing or blank. */
export function requireText(given: unknown, what: string, hint: string): RichText {
  const parts = isRichText(given) ? given.parts : isValue(given) ? partsOf(given) : [given];
  // The condition of a Markdown guard is not evaluated inside a string of code.
  if (containsGuard(parts.map((part) => (typeof part === "string" ? part : "…")).join("")))
    throw new AuthoringError(
      `${what}: […]{holds=…} guards a sentence in Markdown, and this is a string of code`,
      {
        hint: 'Write holds("It fell.", isLower) instead of the string: title: holds("It fell.", isLower).',
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
