import jpeg from "jpeg-js";
import { GifWriter } from "omggif";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { comparePixels } from "../../src/diff/kinds/files.js";
import { pictureWords } from "../../src/diff/format/telling/image.js";

/** A PNG of grey samples, as one encoder or another would write it. */
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
  it.each([0, 1, 2, 3, 4] as const)("are the same picture whatever wrote them: filter %i", (filter) => {
    expect(comparePixels(png(picture, 0), png(picture, filter, 1))).toEqual({
      was: [4, 3],
      is: [4, 3],
      differing: 0,
    });
  });

  it("differ in as many pixels as another sample has", () => {
    const other = picture.map((row, index) => (index === 1 ? [11, 250, 3, 8] : row));
    expect(comparePixels(png(picture, 4), png(other, 2))?.differing).toBe(2);
  });

  it("of other sizes are not laid over each other; what is torn or none is not read", () => {
    expect(comparePixels(png(picture, 0), png(picture.slice(1), 0))).toEqual({ was: [4, 3], is: [4, 2] });
    const torn = Buffer.from(png(picture, 0), "base64").subarray(0, 50).toString("base64");
    expect(comparePixels(png(picture, 0), torn)).toBeUndefined();
    expect(comparePixels(png(picture, 0), "R0lGODlh")).toBeUndefined();
    const endless = Buffer.from(png(picture, 0), "base64");
    endless.writeUInt32BE(2 ** 31, 16);
    expect(comparePixels(png(picture, 0), endless.toString("base64"))).toBeUndefined();
  });
});

/** A JPEG of grey samples, what stands beside them in a note of the camera and a comment. */
function jpg(rows: readonly (readonly number[])[], note = ""): string {
  const data = Buffer.from(rows.flat().flatMap((sample) => [sample, sample, sample, 255]));
  const size = { width: rows[0]?.length ?? 0, height: rows.length };
  const { data: bytes } = jpeg.encode({ ...size, data, comments: note === "" ? [] : [note] }, 90);
  const exif = Buffer.from(`Exif\0\0${note}`, "latin1");
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  const parts = note === "" ? [bytes] : [bytes.subarray(0, 2), segment, bytes.subarray(2)];
  return Buffer.concat(parts).toString("base64");
}

/** An animation of frames in black and white. */
function gif(frames: readonly (readonly (0 | 1)[])[], { delay = 4, loop = 0 } = {}): string {
  const bytes = Buffer.alloc(2000);
  const writer = new GifWriter(bytes, 2, 2, { loop, palette: [0x000000, 0xffffff] });
  for (const frame of frames) writer.addFrame(0, 0, 2, 2, [...frame], { delay });
  return bytes.subarray(0, writer.end()).toString("base64");
}

describe("two JPEG", () => {
  it("are the same picture whatever their camera noted", () => {
    expect(jpg(picture)).not.toBe(jpg(picture, "Lisbon"));
    expect(comparePixels(jpg(picture), jpg(picture, "Lisbon"))).toEqual({
      was: [4, 3],
      is: [4, 3],
      differing: 0,
    });
  });

  it("differ by pixels and size; what is torn is said to be unread", () => {
    const dark = picture.map((row) => row.map((sample) => Math.floor(sample / 2)));
    expect(comparePixels(jpg(picture), jpg(dark))?.differing).toBeGreaterThan(0);
    expect(comparePixels(jpg(picture), jpg(picture.slice(1)))).toEqual({ was: [4, 3], is: [4, 2] });
    expect(comparePixels(jpg(picture), jpg(picture).slice(0, 40))).toBeUndefined();
    expect(pictureWords({ wasFile: "a.jpg" })).toBe("its bytes differ; its pixels could not be read");
  });
});

describe("two GIF", () => {
  const still = [[0, 1, 1, 0]] as const;
  const moving = [...still, [1, 1, 1, 0]] as const;
  it("are the same whatever stands beside their pixels", () => {
    expect(comparePixels(gif(moving), gif(moving, { loop: 3 }))?.differing).toBe(0);
  });
  it("differ where any frame does, in their number or their pace", () => {
    expect(comparePixels(gif(moving), gif([...still, [1, 0, 1, 0]]))?.differing).toBe(1);
    expect(comparePixels(gif(moving), gif(still))).toEqual({ was: [2, 2], is: [2, 2] });
    expect(comparePixels(gif(moving), gif(moving, { delay: 9 }))).toEqual({ was: [2, 2], is: [2, 2] });
  });
});
