import { mime } from "../model/mime.js";
import type { RichText, Value } from "../model/value.js";

/** Jupyter's own convention (Deno, Observable): an object that says how it is displayed. */
export const jupyterDisplay = Symbol.for("Jupyter.display");

const behaviour = {
  toString(this: Value): string {
    return this.text;
  },
  [jupyterDisplay](this: Value): Record<string, unknown> {
    return { [mime.value]: { ...this }, [mime.plain]: this.text };
  },
};

/** A Value that also prints as its text and displays itself. */
export function createValue(fields: Omit<Value, "version">): Value {
  const value = Object.assign(Object.create(behaviour) as object, { version: 1 as const }, fields);
  return Object.freeze(value);
}

export function isValue(x: unknown): x is Value {
  return typeof x === "object" && x !== null && "version" in x && "text" in x && "format" in x;
}

export function isRichText(x: unknown): x is RichText {
  return typeof x === "object" && x !== null && "parts" in x && Array.isArray(x.parts);
}

/** The words alone, values as the reader sees them. */
export function plainText(text: RichText): string {
  return text.parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}
