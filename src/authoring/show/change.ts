import type { Interval } from "../../model/measure.js";
import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { enDash, narrowSpace, writeNumber } from "./locale.js";
import { significant } from "./significant.js";
import { createValue } from "./value.js";

export interface ChangeOptions {
  /** Decimals of the percentages; default 0. */
  readonly digits?: number;
  /** Words for the two directions; default "more" and "fewer". */
  readonly words?: { readonly more: string; readonly fewer: string };
  /** Stable id of the value on the page; otherwise made from cell and expression. */
  readonly id?: string;
}

/**
 * A relative change, or a range of them, as a person says it: `{ lower: -0.12, upper: -0.06 }` reads `6–12 % fewer`, one
 * from −0.03 to 0.05 `between 3 % fewer and 5 % more`.
 */
export function change(x: number | Interval, options: ChangeOptions = {}): Value {
  const { digits = 0, words = { more: "more", fewer: "fewer" } } = options;
  const { lower, upper } = typeof x === "number" ? { lower: x, upper: x } : x;
  if (!(Number.isFinite(lower) && Number.isFinite(upper) && lower <= upper))
    throw new AuthoringError(`fmt.change: expected a change or a range of changes, got ${lower} to ${upper}`);
  const size = (value: number): string => writeNumber(100 * value, digits, "never");
  // What rounds to zero has no direction of its own.
  const direction = (value: number): string =>
    value < 0 && /[1-9]/.test(size(value)) ? words.fewer : words.more;
  const [near, far] = Math.abs(lower) <= Math.abs(upper) ? [lower, upper] : [upper, lower];
  const range = size(near) === size(far) ? size(far) : `${size(near)}${enDash}${size(far)}`;
  const isOneWay = lower >= 0 || upper <= 0;
  const text = isOneWay
    ? `${range}${narrowSpace}% ${direction(far)}`
    : `between ${size(lower)}${narrowSpace}% ${words.fewer} and ${size(upper)}${narrowSpace}% ${words.more}`;
  const raw = lower === upper ? significant(lower) : ([significant(lower), significant(upper)] as const);
  return createValue({
    ...(options.id !== undefined && { id: options.id }),
    raw,
    text,
    format: "change",
    unit: "%",
  });
}
