/** Patterns of a schema. One that would take years for some text is given up after a second, and said to be at fault. */
import { quoted } from "../../lib/quoted.js";
import { DataError } from "./errors.js";
import { inTime } from "./time-limit.js";

/** Characters. What people write is far shorter; what programs write takes minutes to compile. */
export const longestPattern = 1000;
const longestMs = 1000;
/** Without a repeated group, no pattern takes long for a text as short as that. */
const shortText = 100;

/** Whether whole texts of a column fit its pattern; throws a DataError where that cannot be said in time. */
export function wholeTextMatcher(pattern: string, column: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const repeatsGroup = /\)[*+{]/.test(pattern);
  return (text) => {
    const fits = (): boolean => whole.test(text);
    if (!repeatsGroup && text.length <= shortText) return fits();
    return inTime(fits, longestMs, (cause): never => {
      const message = `the pattern ${pattern} takes more than ${longestMs / 1000} s for ${quoted(text)}`;
      const hint = "Let no part of it repeat what repeats already: a+ instead of (a+)+";
      throw DataError.at({ path: "data/datapackage.json", field: column, message }, hint, cause);
    });
  };
}
