import type { Json } from "../client/contract.js";

/** By code point, as Python sorts; JavaScript's own order differs above U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) {
      // Inside a surrogate pair the high halves differ first, or are equal and the low ones do.
      return (a.codePointAt(index) ?? 0) - (b.codePointAt(index) ?? 0);
    }
  }
  return a.length - b.length;
}

/**
 * JSON as Jupyter stores it: keys sorted at every level, indent 1, raw UTF-8. JSON.stringify would put keys that look
 * like numbers first.
 */
export function serializeJson(value: Json): string {
  const parts: string[] = [];
  write(value, "\n", parts);
  return parts.join("");
}

function write(value: Json, newline: string, parts: string[]): void {
  if (typeof value !== "object" || value === null) {
    parts.push(JSON.stringify(value));
    return;
  }
  const inner = `${newline} `;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    items.forEach((item, index) => {
      parts.push(index === 0 ? "[" : ",", inner);
      write(item, inner, parts);
    });
    parts.push(items.length === 0 ? "[]" : `${newline}]`);
    return;
  }
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
  entries.forEach(([key, item], index) => {
    parts.push(index === 0 ? "{" : ",", inner, JSON.stringify(key), ": ");
    write(item, inner, parts);
  });
  parts.push(entries.length === 0 ? "{}" : `${newline}}`);
}
