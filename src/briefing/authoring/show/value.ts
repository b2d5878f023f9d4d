import { escapeHtml } from "../../lib/escape-html.js";
import { omit } from "../../lib/omit.js";
import { guardFormat, isStruck, spokenText, struckMark } from "../../model/guard.js";
import { mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { currentStatement } from "../load/reads.js";
import { AuthoringError } from "../errors.js";

/** Jupyter's convention (Deno, Observable) for objects that define their own display. */
export const jupyterDisplay = Symbol.for("Jupyter.display");

const behaviour = {
  toString(this: Value): string {
    return asString([this]);
  },
  [jupyterDisplay](this: Value): Record<string, unknown> {
    return display(this);
  },
  // What a kernel notes for a build says nothing to a reader of a data frame or of an object that contains the value.
  [Symbol.for("nodejs.util.inspect.custom")](
    this: Value,
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    return inspect(omit(this, "made"), options);
  },
};

/** As given to `createValue`: fields may be undefined, like missing ones. */
type ValueFields = { readonly [Field in keyof Omit<Value, "version" | "made">]: Value[Field] | undefined };

/** A Value that also prints as its text and displays itself. */
export function createValue(fields: ValueFields): Value {
  const known = Object.entries(fields).filter(([, field]) => field !== undefined);
  const given = Object.fromEntries(known) as Omit<Value, "version">;
  const made = currentStatement();
  return Object.freeze(
    Object.assign(
      Object.create(behaviour) as object,
      { version: 1 as const },
      given,
      made === undefined ? {} : { made },
    ),
  );
}

/** Notebook display of a value: its text, with a sentence that is no longer true struck out. */
export function display(value: Value): Record<string, unknown> {
  const parts = partsOf(value);
  const hasStruck = parts.some((part) => typeof part !== "string" && isStruck(part));
  return {
    [mime.value]: { ...value },
    ...(hasStruck && { [mime.html]: parts.map(partHtml).join("") }),
    [mime.plain]: plainText({ parts }),
  };
}

function partHtml(part: string | Value): string {
  if (typeof part === "string") return escapeHtml(part);
  const text = escapeHtml(part.text);
  return isStruck(part) ? `<del>${text}</del> <strong>${struckMark}</strong>` : text;
}

/** The words and values of a value; a struck sentence stays one part, because it is struck as a whole. */
export function partsOf(value: Value): readonly (string | Value)[] {
  return isStruck(value) ? [value] : (value.parts ?? [value]);
}

export function isValue(x: unknown): x is Value {
  return typeof x === "object" && x !== null && "version" in x && "text" in x && "format" in x;
}

export function isRichText(x: unknown): x is RichText {
  return typeof x === "object" && x !== null && "parts" in x && Array.isArray(x.parts);
}

/** The words alone, with values as the reader sees them. */
export function plainText(text: RichText): string {
  return text.parts.map((part) => (typeof part === "string" ? part : spokenText(part))).join("");
}

/** For template literals, which keep only words and could no longer strike a sentence with a condition. */
export function asString(parts: RichText["parts"]): string {
  const guard = parts.find((part): part is Value => typeof part !== "string" && part.format === guardFormat);
  if (guard === undefined) return plainText({ parts });
  throw new AuthoringError(`holds("${guard.text}") stands in a plain string, which loses its condition`, {
    hint: "Write the string as text`…`.",
  });
}
