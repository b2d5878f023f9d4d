import { advanceWidths } from "./advance-widths.js";

export type MeasuredFont = keyof typeof advanceWidths;

type Face = Readonly<Record<"regular" | "bold", ReadonlyMap<string, number>>>;

const faces = Object.fromEntries(
  Object.entries(advanceWidths).map(([name, { characters, regular, bold }]) => {
    const table = (widths: readonly number[]) =>
      new Map(Array.from(characters, (character, index) => [character, widths[index] ?? 0]));
    return [name, { regular: table(regular), bold: table(bold) } satisfies Face];
  }),
) as unknown as Readonly<Record<MeasuredFont, Face>>;

/** CJK and other full-width scripts start here; no character before it is wider than an `m`. */
const firstWideCodePoint = 0x2e80;

/** Width of a line of text in pixels, the same on every machine: uses neither a canvas nor installed fonts. */
export function textWidth(
  text: string,
  font: MeasuredFont,
  size: number,
  weight: "regular" | "bold",
): number {
  const table = faces[font][weight];
  let thousandths = 0;
  for (const character of text) {
    const known = table.get(character);
    thousandths += known ?? ((character.codePointAt(0) ?? 0) >= firstWideCodePoint ? 1000 : 600);
  }
  return (thousandths * size) / 1000;
}
