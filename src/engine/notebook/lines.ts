/** Lines as Python's `str.splitlines(keepends=True)` splits them, because nbformat does. */
const line = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/gu;

export function splitLines(text: string): readonly string[] {
  return (text.match(line) ?? []).filter((part) => part !== "");
}

export function normalizeLineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
