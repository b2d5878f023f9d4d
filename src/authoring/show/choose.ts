import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { knownRange, type Quantity } from "./quantity.js";
import { createValue } from "./value.js";

export interface Direction {
  readonly up: string;
  readonly down: string;
  readonly flat: string;
}

/**
 * A word that follows the number, so that no sentence goes stale:
 * `choose(change, { up: "rose", down: "fell", flat: "hardly moved" }, { within: 0.01 })`, or by a boolean or a key:
 * `choose(first === second, { true: "the same year", false: "another year" })`.
 */
export function choose(
  by: Quantity | boolean | string,
  words: Direction | Readonly<Record<string, string>>,
  options: { readonly within?: number; readonly id?: string } = {},
): Value {
  const key =
    typeof by === "string" || typeof by === "boolean" ? String(by) : direction(by, options.within ?? 0);
  const text = Object.hasOwn(words, key) ? (words as Readonly<Record<string, string>>)[key] : undefined;
  if (text === undefined)
    throw new AuthoringError(
      `fmt.choose: no word for "${key}"; there are words for ${Object.keys(words).join(", ")}`,
    );
  const id = options.id === undefined ? {} : { id: options.id };
  return createValue({ ...id, raw: typeof by === "boolean" ? by : key, text, format: "choose" });
}

/** The whole interval must lie beyond the tolerance for a direction to be named. */
function direction(by: Quantity, within: number): keyof Direction {
  if (!(within >= 0))
    throw new AuthoringError(`fmt.choose: within is ${within}; a tolerance is zero or more`);
  const known = knownRange(by, "choose");
  if (known === undefined)
    throw new AuthoringError("fmt.choose: the indicator has no value, so no word can follow it", {
      hint: "Branch on its reason before choosing a word.",
    });
  if (known.lower > within) return "up";
  return known.upper < -within ? "down" : "flat";
}
