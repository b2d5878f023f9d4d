import { PNG } from "pngjs";

/** What a PNG shows, whatever wrote it: four bytes a pixel, red, green, blue and opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Larger pictures are compared by their bytes. */
const mostPixels = 25_000_000;

/** Undefined for what is no PNG, is damaged, or is too large to lay out. */
export function pngPixels(base64: string): Pixels | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels) return undefined;
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    return { width, height, rgba: data };
  } catch {
    return undefined;
  }
}

/** Number of pixels that differ; undefined where the two cannot be laid over each other. */
export function differingPixels(was: Pixels, is: Pixels): number | undefined {
  if (was.width !== is.width || was.height !== is.height) return undefined;
  let count = 0;
  for (let at = 0; at < was.rgba.length; at += 4)
    if (was.rgba.readUInt32BE(at) !== is.rgba.readUInt32BE(at)) count += 1;
  return count;
}
