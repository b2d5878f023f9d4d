const escape = String.raw`\x1b\[[0-?]*[ -/]*[@-~]`;
/** What moves the cursor or erases: carriage return, backspace, erase in line, cursor to column 1. */
const control = /[\r\b]|\x1b\[[02]?K|\x1b\[1?G/;
const part = new RegExp(`(?<control>${control.source})|(?<escape>${escape})|[^]`, "gu");

/**
 * What a terminal shows of the text written to it: a carriage return goes back to the start of the line, and what
 * follows overwrites it; a backspace takes the character before it away.
 */
export function terminalText(text: string): string {
  if (!control.test(text)) return text;
  return text
    .split("\n")
    .map((line) => (control.test(line) ? shownLine(line) : line))
    .join("\n");
}

function shownLine(line: string): string {
  /** Characters by column, each with the escape sequences before it (colours), which take no column. */
  const shown: (string | undefined)[] = [];
  let column = 0;
  let escapes = "";
  for (const { 0: found, groups } of line.matchAll(part)) {
    if (groups?.["escape"] !== undefined) escapes += found;
    else if (groups?.["control"] === undefined) {
      shown[column] = escapes + found;
      column += 1;
      escapes = "";
    } else if (found === "\b") {
      if (column === 0) continue;
      column -= 1;
      shown.splice(column, 1);
    } else if (found === "\r" || found.endsWith("G")) column = 0;
    else shown.length = found.includes("2") ? 0 : Math.min(shown.length, column);
  }
  return Array.from(shown, (character) => character ?? " ").join("") + escapes;
}
