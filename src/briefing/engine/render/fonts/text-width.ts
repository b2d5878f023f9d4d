import { advanceWidths } from "./advance-widths.js";

export type MeasuredFont = keyof typeof advanceWidths;

/** By font and weight: widths by character, in thousandths of the font size. */
const faces = new Map(
  Object.entries(advanceWidths).flatMap(([font, { characters, ...weights }]) =>
    Object.entries(weights).map(([weight, widths]: [string, readonly number[]]) => [
      `${font} ${weight}`,
      new Map(Array.from(characters, (character, index) => [character, widths[index] ?? 0])),
    ]),
  ),
);

/** CJK and other full-width scripts start here; no character before it is wider than an `m`. */
const firstWideCodePoint = 0x2e80;

/**
 * Width of a line of text in pixels, the same on every machine: uses neither a canvas nor installed fonts. A narrow
 * no-break space is as wide as the thin space that is drawn in its place.
 */
export function textWidth(
  text: string,
  font: MeasuredFont,
  size: number,
  weight: "regular" | "bold",
): number {
  const table = faces.get(`${font} ${weight}`);
  let thousandths = 0;
  for (const character of text) {
    const known = table?.get(character === "\u202f" ? "\u2009" : character);
    thousandths += known ?? ((character.codePointAt(0) ?? 0) >= firstWideCodePoint ? 1000 : 600);
  }
  return (thousandths * size) / 1000;
}
