/** Escape sequences for colours and weights; none that hide text or move the cursor. */
const style = String.raw`\u001b\[(?:[0-79]|[2-4]\d|9\d|10\d)m`;
/** Control characters except tab and line feed, and marks that change the direction of text. */
const control = String.raw`(?![\t\n]|\r\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]`;
const unsafe = new RegExp(`(${style})|${control}`, "gu");
const controls = new RegExp(control, "gu");

/** Untrusted text that is safe for a terminal: control characters are made visible. */
export const visible = (text: string): string => text.replace(controls, shown);

/** The same for text that contains our own colours. */
export const visibleStyled = (text: string): string =>
  text.replace(unsafe, (found, styling: string | undefined) => styling ?? shown(found));

/** Equivalent JSON, with those characters escaped. */
export const visibleJson = (json: string): string =>
  json.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** U+2400 and the following are symbols for the control characters. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
