/** The 1-based line on which git's first conflict in a text begins; undefined if it has none. */
export function conflictLine(text: string): number | undefined {
  const start = /^<{7} /m.exec(text)?.index;
  if (start === undefined || !/^>{7} /m.test(text.slice(start))) return undefined;
  return text.slice(0, start).split("\n").length;
}
