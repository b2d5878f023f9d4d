import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { noBreakSpace, writeNumber } from "./locale.js";
import { extentOf, type FormatOptions, type Quantity, writeQuantity } from "./quantity.js";

export interface MoneyOptions extends FormatOptions {
  /** ISO 4217 code; by default US dollars. */
  readonly currency?: string;
}

/** Signs that mean one currency wherever they are read; every other currency is printed with its code. */
const signs: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };
const scales = [
  { size: 1e12, word: "trillion" },
  { size: 1e9, word: "billion" },
  { size: 1e6, word: "million" },
] as const;

/**
 * An amount of money: `$28.9 million`, `$28,900`, `CNY 3.2 billion`. From a million up with one decimal, which a whole
 * number of millions does without, unless `digits` asks for it.
 */
export function money(x: Quantity, options: MoneyOptions = {}): Value {
  const { currency = "USD", digits, sign = "negative" } = options;
  if (!/^[A-Z]{3}$/.test(currency))
    throw new AuthoringError(`fmt.money: "${currency}" is no currency code`, {
      hint: "Give its three letters, such as USD or CNY.",
    });
  const prefix = signs[currency] ?? currency + noBreakSpace;
  const { size, word } = scaleOf(extentOf(x, "money"), digits ?? 1);
  const number = (n: number) => {
    const written = writeNumber(n / size, digits ?? (size === 1 ? 0 : 1), sign);
    return digits === undefined ? written.replace(/\.0$/, "") : written;
  };
  const suffix = word === "" ? "" : noBreakSpace + word;
  return writeQuantity(x, { format: "money", number, prefix, suffix, unit: currency }, options);
}

/** Chosen after rounding: 999,960,000 is a billion, not 1,000 million. */
function scaleOf(greatest: number, digits: number): { readonly size: number; readonly word: string } {
  const rounded = (size: number) => Number(writeNumber(greatest / size, digits, "never").replaceAll(",", ""));
  return (
    scales.find(({ size }) => greatest >= size || (size > 1e6 && rounded(size / 1000) >= 1000)) ?? {
      size: 1,
      word: "",
    }
  );
}
