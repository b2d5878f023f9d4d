import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { advanceWidths } from "../../../src/engine/render/fonts/advance-widths.js";
import { textWidth } from "../../../src/engine/render/fonts/text-width.js";

const require = createRequire(import.meta.url);

const faces = [
  {
    name: "Source Sans 3",
    weight: "regular",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2"),
  },
  {
    name: "Source Sans 3",
    weight: "bold",
    file: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2"),
  },
  {
    name: "Arial",
    weight: "regular",
    file: require.resolve("@fontsource/arimo/files/arimo-latin-400-normal.woff2"),
  },
  {
    name: "Arial",
    weight: "bold",
    file: require.resolve("@fontsource/arimo/files/arimo-latin-700-normal.woff2"),
  },
] as const;

describe("advance widths", () => {
  it.each(faces)("of $name $weight equal those of the installed font", ({ name, weight, file }) => {
    const font = create(readFileSync(file)) as Font;
    const widths = Array.from(advanceWidths[name].characters, (character) =>
      Math.round(
        (font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth * 1000) / font.unitsPerEm,
      ),
    );
    expect(widths).toEqual([...advanceWidths[name][weight]]);
  });

  it("are the same for all digits, so that columns of numbers align", () => {
    const digits = Array.from("0123456789").map((digit) => textWidth(digit, "Source Sans 3", 10, "regular"));
    expect(new Set(digits).size).toBe(1);
  });

  it("add up, and count letters of other scripts as full-width", () => {
    expect(textWidth("ab", "Arial", 20, "bold")).toBeCloseTo(
      textWidth("a", "Arial", 20, "bold") + textWidth("b", "Arial", 20, "bold"),
    );
    expect(textWidth("茶", "Arial", 20, "regular")).toBe(20);
  });
});
