/** Patterns of a schema. One that would take years for some text is abandoned after a second and reported. */
import { quoted } from "../../lib/quoted.js";
import { DataError } from "./errors.js";
import { inTime } from "./time-limit.js";

/** Characters. Hand-written patterns are far shorter; generated ones may take minutes to compile. */
export const longestPattern = 1000;
const longestMs = 1000;
/** Without a repeated group, no pattern is slow for texts this short. */
const shortText = 100;

/** Whether a column's whole texts match its pattern; throws a DataError if matching takes too long. */
export function wholeTextMatcher(pattern: string, column: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const repeatsGroup = /\)[*+{]/.test(pattern);
  return (text) => {
    const fits = (): boolean => whole.test(text);
    if (!repeatsGroup && text.length <= shortText) return fits();
    return inTime(fits, longestMs, (cause): never => {
      const message = `the pattern ${pattern} takes more than ${longestMs / 1000} s for ${quoted(text)}`;
      const hint = "Do not repeat a part that already repeats: write a+ instead of (a+)+";
      throw DataError.at({ path: "data/datapackage.json", field: column, message }, hint, cause);
    });
  };
}
