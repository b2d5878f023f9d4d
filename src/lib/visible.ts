/** Colours and weights, as they are switched on and off again; nothing that hides text or moves the cursor. */
const style = String.raw`\u001b\[(?:[0-79]|[2-4]\d|9\d|10\d)m`;
/** Control characters besides tab and line end, and marks that turn the order of what follows. */
const control = String.raw`(?![\t\n]|\r\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]`;
const unsafe = new RegExp(`(${style})|${control}`, "gu");
const controls = new RegExp(control, "gu");

/** Text of others as a terminal may show it: control characters, which could act on it, are shown instead of sent. */
export const visible = (text: string): string => text.replace(controls, shown);

/** The same of text that has been given colours. */
export const visibleStyled = (text: string): string =>
  text.replace(unsafe, (found, styling: string | undefined) => styling ?? shown(found));

/** JSON of the same meaning, with those characters as JSON escapes them. */
export const visibleJson = (json: string): string =>
  json.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** U+2400 and what follows are pictures of the control characters. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
