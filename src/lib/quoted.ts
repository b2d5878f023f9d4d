import { isTooDeep } from "./nesting.js";

/** Text of others as it stands in a message: no longer than a line, if nothing else is said. */
export const clipped = (text: string, most = 80): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** The same of a value, as JSON. */
export function quoted(value: unknown): string {
  if (isTooDeep(value)) return "something nested too deeply";
  return clipped(value === undefined ? "nothing" : JSON.stringify(value));
}
