import { stripVTControlCharacters } from "node:util";

/**
 * The same data with texts that do nothing to a terminal: what a cell printed (colours, bells, moves of the cursor) and
 * what anybody wrote into a report is only read.
 */
export function inert<T>(data: T): T {
  return cleaned(data) as T;
}

const active = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

function cleaned(data: unknown): unknown {
  if (typeof data === "string") {
    if (!active.test(data)) return data;
    return stripVTControlCharacters(data).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === "\n" ? character : character === "\t" ? "    " : "",
    );
  }
  if (Array.isArray(data)) return data.map(cleaned);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, cleaned(item)]));
}
