import { PNG } from "pngjs";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { create } from "fontkit";
import { describe, expect, test } from "vitest";
import { svgToPng, sfntOfWoff } from "../../../../src/briefing/engine/render/figure/png.js";
import { imageSize } from "image-size";

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">${content}</svg>`;
const text = (words: string, more = "") =>
  svg(
    `<text x="5" y="30" font-family="&quot;Source Sans 3&quot;, sans-serif" font-size="24"${more}>${words}</text>`,
  );

/** How many pixels are neither white nor transparent. */
function inked(png: Uint8Array): number {
  const { data } = PNG.sync.read(Buffer.from(png));
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) count += 1;
  return count;
}

describe("a drawing as PNG", () => {
  test("has the requested width, on white, with the same bytes each time", () => {
    const png = svgToPng({ svg: text("Words"), width: 400 });
    expect(imageSize(png)).toMatchObject({ width: 400, height: 80 });
    const { data } = PNG.sync.read(Buffer.from(png));
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(Buffer.from(svgToPng({ svg: text("Words"), width: 400 })).equals(Buffer.from(png))).toBe(true);
  });

  test("is set in the page's font, in its weights, with letters of its other subsets", () => {
    const ink = (words: string, more?: string) => inked(svgToPng({ svg: text(words, more), width: 400 }));
    expect(ink("Words")).toBeGreaterThan(100);
    expect(ink("Words", ' font-weight="600"')).toBeGreaterThan(ink("Words") * 1.15);
    // Boxes for missing letters would all look alike.
    expect(new Set(["ő", "ж", "Ω"].map((letter) => ink(letter))).size).toBe(3);
  });

  test("keeps its font if a line has a letter that the font lacks", () => {
    const columns = (words: string, more?: string) => {
      const { data, width } = PNG.sync.read(Buffer.from(svgToPng({ svg: text(words, more), width: 400 })));
      const rows = data.length / 4 / width;
      const inkAt = (x: number) =>
        Array.from({ length: rows }, (_, y) => (data[4 * (y * width + x)] ?? 255) < 128).filter(Boolean)
          .length;
      return Array.from({ length: width }, (_, x) => inkAt(x));
    };
    const [plain, withIndex, withSign] = ["CO", "CO₂ (µg/m³)", "CO ✓ &lt; 1"].map((words) => columns(words));
    const widthOfCO = plain?.findLastIndex((ink) => ink > 0) ?? 0;
    expect(widthOfCO).toBeGreaterThan(60);
    expect(withIndex?.slice(0, widthOfCO)).toEqual(plain?.slice(0, widthOfCO));
    expect(withSign?.slice(0, widthOfCO)).toEqual(plain?.slice(0, widthOfCO));
    // The small digit begins after the letters, and what follows it does not cover it.
    expect(columns("CO₂").findLastIndex((ink) => ink > 0)).toBeGreaterThan(widthOfCO + 8);
    const right = columns("CO₂", ' text-anchor="end" transform="translate(180,0)"');
    expect(Math.abs(right.findLastIndex((ink) => ink > 0) - 370)).toBeLessThan(6);
  });

  test("is limited to what a small machine can hold in memory", () => {
    const high = svg("").replace('height="40"', 'height="400000"');
    const { width, height } = imageSize(svgToPng({ svg: high, width: 400 }));
    expect(width * height).toBeLessThanOrEqual(16_000_000);
    expect(width).toBeGreaterThan(50);
  });

  test("has the colours of the light scheme", () => {
    const png = svgToPng({
      svg: svg('<rect width="200" height="40" fill="var(--darkVermilion)"/>'),
      width: 10,
    });
    expect([...PNG.sync.read(Buffer.from(png)).data.subarray(0, 3)]).toEqual([0xb8, 0x4f, 0x00]);
  });
});

test("a font for browsers is converted for all programs, under the given name, with all its glyphs", () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@fontsource/source-sans-3"));
  const woff = readFileSync(path.join(folder, "files/source-sans-3-latin-600-normal.woff"));
  const before = create(woff);
  const after = create(sfntOfWoff(woff, "A Name"));
  if (!("numGlyphs" in before) || !("numGlyphs" in after)) throw new Error("A collection of fonts.");
  expect(after.familyName).toBe("A Name");
  expect(after.numGlyphs).toBe(before.numGlyphs);
  const outline = (font: typeof after) => font.layout("Quick").glyphs.map((glyph) => glyph.path.toSVG());
  expect(outline(after)).toEqual(outline(before));
});
