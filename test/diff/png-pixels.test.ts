import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { comparePixels } from "../../src/diff/kinds/files.js";

/** A PNG of grey samples, written with one filter throughout, in one or more IDAT. */
function png(rows: readonly (readonly number[])[], filter: 0 | 1 | 2 | 3 | 4, comment = ""): string {
  const width = rows[0]?.length ?? 0;
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  const lines = rows.map((samples, row) => [
    filter,
    ...samples.map((sample, column) => {
      const [left, up, corner] = [at(row, column - 1), at(row - 1, column), at(row - 1, column - 1)];
      const guess = left + up - corner;
      const near = [left, up, corner].reduce((best, each) =>
        Math.abs(guess - each) < Math.abs(guess - best) ? each : best,
      );
      return (sample - ([0, left, up, (left + up) >> 1, near][filter] ?? 0)) & 255;
    }),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = 8;
  const data = deflateSync(Buffer.from(lines.flat()), { level: filter });
  const chunks = [
    chunk("IHDR", header),
    ...(comment === "" ? [] : [chunk("tEXt", Buffer.from(`Software\0${comment}`))]),
    chunk("IDAT", data.subarray(0, 5)),
    chunk("IDAT", data.subarray(5)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]).toString("base64");
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), content, Buffer.alloc(4)]);
}

const picture = [
  [0, 40, 90, 200],
  [10, 250, 3, 7],
  [99, 98, 97, 255],
];

describe("two PNG", () => {
  it.each([0, 1, 2, 3, 4] as const)("are the same picture whatever wrote them: filter %i", (filter) => {
    expect(comparePixels(png(picture, 0), png(picture, filter, "Matplotlib 3.9"))).toEqual({
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
  });
});
