import { guardFormat } from "../../model/guard.js";
import type { RichText, Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { createValue, plainText } from "./value.js";

/**
 * A sentence with the condition that it rests on: `` `{ts} holds("China is the first partner.", rank === 1)` ``. It is
 * printed while the condition is true. When new data make it false, the build lists it and stops, and a draft shows it
 * struck. The sentence may hold computed values: text`…`. Throws only for a condition that is not true or false.
 */
export function holds(statement: string | RichText, condition: boolean): Value {
  const sentence = typeof statement === "string" ? statement : plainText(statement);
  if (typeof (condition as unknown) !== "boolean")
    throw new AuthoringError(
      `holds("${sentence}"): the condition is ${String(condition)}, not true or false`,
      {
        hint: "Pass a comparison such as rank === 1. Where an indicator has no value, say what follows from that.",
      },
    );
  const parts = typeof statement === "string" ? [] : statement.parts;
  const isComputed = parts.some((part) => typeof part !== "string");
  return createValue({ raw: condition, text: sentence, format: guardFormat, ...(isComputed && { parts }) });
}
