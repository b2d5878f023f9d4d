import { monthNames } from "../../model/month-names.js";
import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { noBreakSpace } from "./locale.js";
import type { FormatOptions } from "./quantity.js";
import { createValue } from "./value.js";

/** A date: `2018-11-01` reads `1 November 2018`. */
export function date(iso: string, options: Pick<FormatOptions, "id" | "source"> = {}): Value {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  const month = monthNames[Number(match?.[2]) - 1];
  const isDay = match !== null && new Date(`${iso}T00:00:00Z`).getUTCDate() === Number(match[3]);
  if (!isDay || month === undefined)
    throw new AuthoringError(`fmt.date: expected a date such as 2018-11-01, got "${iso}"`);
  const text = [String(Number(match[3])), month, match[1]].join(noBreakSpace);
  return createValue({ ...options, raw: iso, text, format: "date" });
}
