import type { RichText, Value } from "../model/value.js";
import { HoldsError } from "./errors.js";
import { createValue, plainText } from "./value.js";

/**
 * Prints its sentence while the condition is true, and fails the build, naming the sentence, when it is not:
 * `` `{ts} holds("China is the first partner", rank === 1)` ``.
 */
export function holds(statement: string | RichText, condition: boolean): Value {
  const text = typeof statement === "string" ? statement : plainText(statement);
  if ((condition as unknown) !== true)
    throw new HoldsError(`no longer true: "${text}"`, {
      hint: "The data changed: rewrite the sentence, or use fmt.choose for a word that follows the number.",
    });
  return createValue({ raw: true, text, format: "holds" });
}
