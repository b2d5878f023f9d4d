import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { writeNumber } from "./locale.js";
import { type FormatOptions, type Quantity, writeQuantity } from "./quantity.js";

export interface OrdinalOptions extends Pick<FormatOptions, "id" | "source" | "precision"> {
  /** `words` writes the first nine as words, as in a sentence; `figures` none, as in a table. */
  readonly as?: "words" | "figures";
}

const words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

/** A rank or an order: `first`, `11th`; with `as: "figures"`, `1st`; tied or bounded ranks `second to third`. */
export function ordinal(x: Quantity, options: OrdinalOptions = {}): Value {
  const number = (n: number) => {
    if (!Number.isInteger(n) || n < 1)
      throw new AuthoringError(`fmt.ordinal: ${n} is no rank; ranks are whole numbers from 1`);
    return (options.as === "figures" ? undefined : words[n - 1]) ?? writeNumber(n, 0, "negative") + ending(n);
  };
  return writeQuantity(x, { format: "ordinal", number, suffix: "" }, options);
}

function ending(n: number): string {
  const lastTwo = n % 100;
  if (lastTwo >= 11 && lastTwo <= 13) return "th";
  return ["th", "st", "nd", "rd"][n % 10] ?? "th";
}
