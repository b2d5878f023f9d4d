/** How two pictures differ, pixel by pixel; rows that only one has are inserted, so that the rest stays comparable. */
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { align } from "../words/align.js";
import type { Raster } from "../../render/photograph.js";

/** Both pictures at the same size, and one in which the pixels that differ are marked. */
export interface RasterDifference {
  readonly before: Raster;
  readonly after: Raster;
  readonly marked: Raster;
  /** Of the pixels of either, from 0 to 1. */
  readonly share: number;
  /** From the first row to the one after the last: what differs, with some rows around it. */
  readonly regions: readonly Rows[];
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

const mark: [number, number, number] = [213, 0, 50];
/** The smallest step in brightness that is seen on an even surface, about 5 per cent. */
const threshold = 0.05;

/** Undefined if no difference can be seen. */
export function compareRasters(former: Raster, later: Raster): RasterDifference | undefined {
  if (former.width === later.width && former.data.equals(later.data)) return undefined;
  const { before, after } = sameSize(former, later);
  const { width, height } = before;
  const data = Buffer.alloc(before.data.length);
  // All pixels count, those that smooth an edge too: one browser smooths the same edge in the same way.
  const differing = pixelmatch(before.data, after.data, data, width, height, {
    threshold,
    includeAA: true,
    alpha: 0.2,
    diffColor: mark,
  });
  if (differing === 0) return undefined;
  const marked = { width, height, data };
  return { before, after, marked, share: differing / (width * height), regions: regionsOf(marked) };
}

/** If they have the same height, nothing was inserted. */
function sameSize(former: Raster, later: Raster): { readonly before: Raster; readonly after: Raster } {
  const width = Math.max(former.width, later.width);
  const one = widened(former, width);
  const two = widened(later, width);
  if (former.height === later.height) return { before: one, after: two };
  const blankBefore = blankRow(one);
  const blankAfter = blankRow(two);
  const before: Buffer[] = [];
  const after: Buffer[] = [];
  for (const run of align(rowsOf(one), rowsOf(two), (row) => row.toString("latin1"))) {
    const count = Math.max(run.before.length, run.after.length);
    for (let index = 0; index < count; index += 1) {
      before.push(run.before[index] ?? blankBefore);
      after.push(run.after[index] ?? blankAfter);
    }
  }
  const height = before.length;
  return {
    before: { width, height, data: Buffer.concat(before) },
    after: { width, height, data: Buffer.concat(after) },
  };
}

function rowsOf({ width, height, data }: Raster): readonly Buffer[] {
  return Array.from({ length: height }, (_, row) => data.subarray(4 * width * row, 4 * width * (row + 1)));
}

const blankRow = (raster: Raster): Buffer => Buffer.alloc(4 * raster.width, backgroundOf(raster));

/** The most frequent colour at the left edge. */
function backgroundOf(raster: Raster): Buffer {
  const counts = new Map<number, number>();
  let most: Buffer = Buffer.from([255, 255, 255, 255]);
  let highest = 0;
  for (const row of rowsOf(raster)) {
    const colour = row.readUInt32BE(0);
    const count = (counts.get(colour) ?? 0) + 1;
    counts.set(colour, count);
    if (count <= highest) continue;
    highest = count;
    most = row.subarray(0, 4);
  }
  return most;
}

function widened(raster: Raster, width: number): Raster {
  if (raster.width === width) return raster;
  const margin = Buffer.alloc(4 * (width - raster.width), backgroundOf(raster));
  return {
    width,
    height: raster.height,
    data: Buffer.concat(rowsOf(raster).flatMap((row) => [row, margin])),
  };
}

/** Rows shown around those that differ. */
const margin = 24;

function regionsOf({ width, height, data }: Raster): readonly Rows[] {
  const [red, green, blue] = mark;
  const isMarked = (at: number) => data[at] === red && data[at + 1] === green && data[at + 2] === blue;
  const regions: Rows[] = [];
  for (let row = 0; row < height; row += 1) {
    let at = 4 * width * row;
    const end = at + 4 * width;
    while (at < end && !isMarked(at)) at += 4;
    if (at === end) continue;
    const from = Math.max(0, row - margin);
    const to = Math.min(height, row + 1 + margin);
    const last = regions.at(-1);
    if (last !== undefined && from <= last.to) regions.splice(-1, 1, { from: last.from, to });
    else regions.push({ from, to });
  }
  return regions;
}

/** As a PNG file in base64; some of its rows, or all. */
export function pngOf({ width, height, data }: Raster, { from, to }: Rows = { from: 0, to: height }): string {
  const picture = new PNG({ width, height: to - from });
  picture.data = data.subarray(4 * width * from, 4 * width * to);
  return PNG.sync.write(picture).toString("base64");
}
