import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { comparePixels } from "../../../../src/briefing/engine/diff/kinds/pictures.js";
import { pictureWords } from "../../../../src/briefing/engine/diff/kinds/image.js";

/** A PNG of grey samples, in the style of a given encoder. */
function png(rows: readonly (readonly number[])[], filter: 0 | 1 | 2 | 3 | 4, level = 9): string {
  const picture = new PNG({ width: rows[0]?.length ?? 0, height: rows.length });
  picture.data = Buffer.from(rows.flat().flatMap((sample) => [sample, sample, sample, 255]));
  return PNG.sync.write(picture, { filterType: filter, deflateLevel: level }).toString("base64");
}

const picture = [
  [0, 40, 90, 200],
  [10, 250, 3, 7],
  [99, 98, 97, 255],
];

describe("two PNG", () => {
  it.each([0, 1, 2, 3, 4] as const)("are equal whatever the encoder: filter %i", (filter) => {
    expect(comparePixels(png(picture, 0), png(picture, filter, 1))).toEqual({ picture: "same" });
  });

  it("differ in as many pixels as their samples", () => {
    const other = picture.map((row, index) => (index === 1 ? [11, 250, 3, 8] : row));
    expect(comparePixels(png(picture, 4), png(other, 2)).pixels?.differing).toBe(2);
  });

  it("of different sizes are not compared pixel by pixel", () => {
    expect(comparePixels(png(picture, 0), png(picture.slice(1), 0))).toEqual({
      picture: "differs",
      pixels: { was: [4, 3], is: [4, 2] },
    });
  });

  it("that are truncated, endless or not PNG are not compared by what they show", () => {
    const unseen = { picture: "unknown" };
    const torn = Buffer.from(png(picture, 0), "base64").subarray(0, 50).toString("base64");
    expect(comparePixels(png(picture, 0), torn)).toEqual(unseen);
    expect(comparePixels(png(picture, 0), "R0lGODlh")).toEqual(unseen);
    const endless = Buffer.from(png(picture, 0), "base64");
    endless.writeUInt32BE(2 ** 31, 16);
    expect(comparePixels(png(picture, 0), endless.toString("base64"))).toEqual(unseen);
    expect(pictureWords({ ...unseen, isFile: "a.png" } as never)).toBe(
      "Its file differs, but could not be read.",
    );
    expect(pictureWords({ ...unseen, isFile: "a.jpg" } as never)).toBe(
      "Its file differs; only PNG and SVG are compared by what they show.",
    );
  });
});
