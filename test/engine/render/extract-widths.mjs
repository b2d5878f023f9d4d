// One-off: node test/engine/render/extract-widths.mjs && npx prettier --write src/engine/render/fonts/advance-widths.ts
// Writes the advance widths used to measure text, in thousandths of the font size, from the fonts that the page embeds
// (Source Sans 3) and from Arimo, whose widths are those of Arial and Helvetica.
import { readFileSync, writeFileSync } from "node:fs";
import { create } from "fontkit";

const faces = [
  { name: "Source Sans 3", file: "source-sans-3", weights: { regular: 400, bold: 600 } },
  { name: "Arial", file: "arimo", weights: { regular: 400, bold: 700 } },
];

function font(file, weight) {
  const url = new URL(
    `../../../node_modules/@fontsource/${file}/files/${file}-latin-${weight}-normal.woff2`,
    import.meta.url,
  );
  return create(readFileSync(url));
}

const entries = faces.map(({ name, file, weights }) => {
  const regular = font(file, weights.regular);
  const characters = /** @type {import("fontkit").Font} */ (regular).characterSet.filter(
    (code) => code >= 0x20 && code !== 0xfeff && code !== 0xad,
  );
  const widths = (face) =>
    characters.map((code) =>
      Math.round((face.glyphForCodePoint(code).advanceWidth * 1000) / face.unitsPerEm),
    );
  return `${JSON.stringify(name)}: {
    characters: ${JSON.stringify(String.fromCodePoint(...characters)).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)},
    regular: [${widths(regular).join(", ")}],
    bold: [${widths(font(file, weights.bold)).join(", ")}],
  }`;
});
writeFileSync(
  new URL("../../../src/engine/render/fonts/advance-widths.ts", import.meta.url),
  `/** Generated from the fonts by test/engine/render/extract-widths.mjs; thousandths of the font size. */
export const advanceWidths = { ${entries.join(",\n")} } as const;
`,
);
