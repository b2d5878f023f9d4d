import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { advanceWidths } from "../../src/render/fonts/advance-widths.js";
import { textWidth } from "../../src/render/fonts/text-width.js";

const faces = [
  { name: "Source Sans 3", file: "source-sans-3", weights: { regular: 400, bold: 600 } },
  { name: "Arial", file: "arimo", weights: { regular: 400, bold: 700 } },
] as const;

describe("advance widths", () => {
  for (const { name, file, weights } of faces) {
    it.each(["regular", "bold"] as const)(
      `of ${name} %s are those of the font that is installed`,
      (weight) => {
        const url = new URL(
          `../../node_modules/@fontsource/${file}/files/${file}-latin-${weights[weight]}-normal.woff2`,
          import.meta.url,
        );
        const font = create(readFileSync(url)) as Font;
        const widths = Array.from(advanceWidths[name].characters, (character) =>
          Math.round(
            (font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth * 1000) / font.unitsPerEm,
          ),
        );
        expect(widths).toEqual([...advanceWidths[name][weight]]);
      },
    );
  }

  it("give digits one width, so that figures stand below one another", () => {
    const digits = Array.from("0123456789").map((digit) => textWidth(digit, "Source Sans 3", 10, "regular"));
    expect(new Set(digits).size).toBe(1);
  });

  it("add up, and count a letter of another script as a full one", () => {
    expect(textWidth("ab", "Arial", 20, "bold")).toBeCloseTo(
      textWidth("a", "Arial", 20, "bold") + textWidth("b", "Arial", 20, "bold"),
    );
    expect(textWidth("茶", "Arial", 20, "regular")).toBe(20);
  });
});
