import { isTooDeep } from "./nesting.js";

/** Untrusted text for a message, shortened to one line by default. */
export const clipped = (text: string, most = 80): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** The same for a value, as JSON. */
export function quoted(value: unknown): string {
  if (isTooDeep(value)) return "something nested too deeply";
  return clipped(value === undefined ? "nothing" : JSON.stringify(value));
}
