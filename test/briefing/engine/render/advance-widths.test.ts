import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { textWidth } from "../../../../src/briefing/engine/render/fonts/text-width.js";

const require = createRequire(import.meta.url);
/** The fonts that the page embeds, and Arimo, whose widths are those of Arial and Helvetica. */
const faces = {
  "Source Sans 3": {
    regular: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2"),
    bold: require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2"),
  },
  Arial: {
    regular: require.resolve("@fontsource/arimo/files/arimo-latin-400-normal.woff2"),
    bold: require.resolve("@fontsource/arimo/files/arimo-latin-700-normal.woff2"),
  },
};
const installed = (file: string) => create(readFileSync(file)) as Font;

test("advance widths are those of the installed fonts", async () => {
  const entries = Object.entries(faces).map(([name, files]) => {
    const regular = installed(files.regular);
    const bold = installed(files.bold);
    const characters = regular.characterSet.filter(
      (code) => code >= 0x20 && code !== 0xfeff && code !== 0xad,
    );
    const widths = (font: Font) =>
      characters.map((code) =>
        Math.round((font.glyphForCodePoint(code).advanceWidth * 1000) / font.unitsPerEm),
      );
    const escaped = JSON.stringify(String.fromCodePoint(...characters)).replace(
      /[^\x20-\x7e]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return `${JSON.stringify(name)}: { characters: ${escaped}, regular: [${widths(regular).join()}], bold: [${widths(bold).join()}] }`;
  });
  const file = fileURLToPath(
    new URL("../../../../src/briefing/engine/render/fonts/advance-widths.ts", import.meta.url),
  );
  const text = `/** Generated from the fonts by test/engine/render/advance-widths.test.ts; thousandths of the font size. */
export const advanceWidths = {\n${entries.join(",")}} as const;`;
  const style = await prettier.resolveConfig(file);
  await expect(prettier.format(text, { ...style, parser: "typescript" })).resolves.toMatchFileSnapshot(file);
});

test("all digits have the same width, so that columns of numbers align", () => {
  const digits = Array.from("0123456789").map((digit) => textWidth(digit, "Source Sans 3", 10, "regular"));
  expect(new Set(digits).size).toBe(1);
});

test("widths add up, and letters of other scripts count as full-width", () => {
  expect(textWidth("ab", "Arial", 20, "bold")).toBeCloseTo(
    textWidth("a", "Arial", 20, "bold") + textWidth("b", "Arial", 20, "bold"),
  );
  expect(textWidth("茶", "Arial", 20, "regular")).toBe(20);
});
