import { inflateSync } from "node:zlib";

/** What a PNG shows, whatever wrote it: its size, its header and its samples before compression. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
  /** Depth, kind of colour, palette and transparency: equal samples mean the same colour only if these are equal. */
  readonly meaning: string;
  readonly samples: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Larger pictures are compared by their bytes. */
const mostSamples = 100_000_000;

/** Undefined for what is no PNG, is damaged, or is interlaced, which no plotting library writes. */
export function pngPixels(base64: string): Pixels | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (!bytes.subarray(0, 8).equals(signature)) return undefined;
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ type }) => type === "IHDR")?.content;
  if (header?.length !== 13 || header[12] !== 0) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colour = 0] = header.subarray(8);
  const channels = [1, 0, 3, 1, 2, 0, 4][colour] ?? 0;
  const bytesPerPixel = Math.max(1, (channels * depth) / 8);
  const stride = Math.ceil((width * channels * depth) / 8);
  if (stride === 0 || stride * height > mostSamples) return undefined;
  const samples = unfiltered(chunks, { stride, height, bytesPerPixel });
  const extra = chunks.filter(({ type }) => type === "PLTE" || type === "tRNS");
  const meaning = [depth, colour, ...extra.map(({ content }) => content.toString("base64"))].join(" ");
  return samples && { width, height, bytesPerPixel, meaning, samples };
}

/** Number of pixels that differ; undefined where the two cannot be laid over each other. */
export function differingPixels(was: Pixels, is: Pixels): number | undefined {
  if (was.width !== is.width || was.height !== is.height || was.meaning !== is.meaning) return undefined;
  const step = was.bytesPerPixel;
  let count = 0;
  for (let at = 0; at < was.samples.length; at += step) {
    for (let byte = at; byte < at + step; byte += 1) {
      if (was.samples[byte] === is.samples[byte]) continue;
      count += 1;
      break;
    }
  }
  return count;
}

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
}

function chunksOf(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({
      type: bytes.toString("latin1", at + 4, at + 8),
      content: bytes.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

interface Layout {
  readonly stride: number;
  readonly height: number;
  readonly bytesPerPixel: number;
}

/** The scanlines without the filters that an encoder chose for each. */
function unfiltered(
  chunks: readonly Chunk[],
  { stride, height, bytesPerPixel }: Layout,
): Uint8Array | undefined {
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content));
  const size = (stride + 1) * height;
  let raw: Buffer;
  try {
    raw = inflateSync(data, { maxOutputLength: size });
  } catch {
    return undefined;
  }
  if (raw.length !== size) return undefined;
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    if (filter > 4) return undefined;
    const start = row * stride;
    for (let column = 0; column < stride; column += 1) {
      const left = column < bytesPerPixel ? 0 : (out[start + column - bytesPerPixel] ?? 0);
      const up = row === 0 ? 0 : (out[start + column - stride] ?? 0);
      const corner =
        row === 0 || column < bytesPerPixel ? 0 : (out[start + column - stride - bytesPerPixel] ?? 0);
      const sample = raw[row * (stride + 1) + 1 + column] ?? 0;
      out[start + column] = sample + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
