/** The 1-based line on which git's first conflict in a text begins; undefined if it has none. */
export function conflictLine(text: string): number | undefined {
  const found = /^<{7} [\s\S]*?^>{7} /m.exec(text);
  return found === null ? undefined : text.slice(0, found.index).split("\n").length;
}
