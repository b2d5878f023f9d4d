/** Patterns of a schema. One that would take years for some text is given up after a second, and said to be at fault. */
import { createContext, Script } from "node:vm";
import { DataError, describeProblem } from "./errors.js";

/** Characters. What people write is far shorter; what programs write takes minutes to compile. */
export const longestPattern = 1000;
const longestMs = 1000;
/** Without a repeated group, no pattern takes long for a text as short as that. */
const shortText = 100;

/** Whether whole texts of a column fit its pattern; throws a DataError where that cannot be said in time. */
export function wholeTextMatcher(pattern: string, column: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const repeatsGroup = /\)[*+{]/.test(pattern);
  let guarded: ((text: string) => boolean) | undefined;
  return (text) => {
    if (!repeatsGroup && text.length <= shortText) return whole.test(text);
    guarded ??= limitedTest(whole, column);
    return guarded(text);
  };
}

/** V8 ends a match where it would end a program of that context: only there has it a time limit. */
function limitedTest(whole: RegExp, column: string): (text: string) => boolean {
  const context = createContext({ whole, text: "" });
  const test = new Script("whole.test(text)");
  return (text) => {
    context["text"] = text;
    try {
      return test.runInContext(context, { timeout: longestMs }) as boolean;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
      const shown = `${JSON.stringify(text.slice(0, 60))}${text.length > 60 ? " …" : ""}`;
      const message = `the pattern ${whole.source.slice(4, -2)} takes more than ${longestMs / 1000} s for ${shown}`;
      const problem = { path: "data/datapackage.json", field: column, message };
      throw new DataError(describeProblem(problem), {
        cause,
        problems: [problem],
        hint: "Let no part of it repeat what repeats already: a+ instead of (a+)+",
      });
    }
  };
}
