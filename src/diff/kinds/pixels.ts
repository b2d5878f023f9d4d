import jpeg from "jpeg-js";
import { GifReader } from "omggif";
import { PNG } from "pngjs";

/** What a PNG, JPEG or GIF shows, whatever wrote it. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, red, green, blue and opacity; one picture, or those of an animation. */
  readonly frames: readonly Buffer[];
  /** How long each stands, of an animation. */
  readonly pace: string;
}

/** Larger pictures are compared by their bytes. */
const mostPixels = 25_000_000;

/** Undefined for what is none of them, is damaged, or is too large to lay out. */
export function pixelsOf(base64: string): Pixels | undefined {
  const bytes = Buffer.from(base64, "base64");
  try {
    return readers
      .find(({ signature }) => bytes.subarray(0, signature.length).equals(signature))
      ?.read(bytes);
  } catch {
    return undefined;
  }
}

const readers: readonly {
  readonly signature: Buffer;
  readonly read: (bytes: Buffer) => Pixels | undefined;
}[] = [
  { signature: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), read: readPng },
  { signature: Buffer.from([0xff, 0xd8, 0xff]), read: readJpeg },
  { signature: Buffer.from("GIF8", "latin1"), read: readGif },
];

function readPng(bytes: Buffer): Pixels | undefined {
  if (bytes.length < 24 || bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels) return undefined;
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, frames: [data], pace: "" };
}

/** Whatever stands beside the picture (camera, place, program) is left out; so is a note that it lies on its side. */
function readJpeg(bytes: Buffer): Pixels {
  const { width, height, data } = jpeg.decode(bytes, { maxResolutionInMP: mostPixels / 1e6 });
  return { width, height, frames: [data], pace: "" };
}

function readGif(bytes: Buffer): Pixels | undefined {
  const gif = new GifReader(bytes);
  const { width, height } = gif;
  const count = gif.numFrames();
  if (count === 0 || width * height * count > mostPixels) return undefined;
  const frames: Buffer[] = [];
  const delays: number[] = [];
  for (let index = 0; index < count; index += 1) {
    // A frame is drawn over the one before.
    const frame = Buffer.from(frames[index - 1] ?? Buffer.alloc(width * height * 4));
    gif.decodeAndBlitFrameRGBA(index, frame);
    frames.push(frame);
    delays.push(gif.frameInfo(index).delay);
  }
  return { width, height, frames, pace: count > 1 ? delays.join() : "" };
}

/** Number of pixels that differ, in any of the frames; undefined where the two cannot be laid over each other. */
export function differingPixels(was: Pixels, is: Pixels): number | undefined {
  if (was.width !== is.width || was.height !== is.height) return undefined;
  if (was.frames.length !== is.frames.length || was.pace !== is.pace) return undefined;
  let count = 0;
  for (let at = 0; at < 4 * was.width * was.height; at += 4)
    if (was.frames.some((frame, index) => frame.readUInt32BE(at) !== is.frames[index]?.readUInt32BE(at)))
      count += 1;
  return count;
}
