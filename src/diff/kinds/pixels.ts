import { PNG } from "pngjs";
import type { PixelDifference } from "../contract/image.js";

/** Larger pictures are compared by their bytes. */
const mostPixels = 25_000_000;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How two PNG differ, in base64, whatever wrote them; undefined where one is none, is damaged, or is too large. */
export function comparePixels(before: string, after: string): PixelDifference | undefined {
  const [was, is] = [readPng(before), readPng(after)];
  if (was === undefined || is === undefined) return undefined;
  const hasOneSize = was.width === is.width && was.height === is.height;
  return {
    was: [was.width, was.height],
    is: [is.width, is.height],
    ...(hasOneSize && { differing: differingPixels(was.data, is.data) }),
  };
}

/** Four bytes a pixel: red, green, blue and opacity. */
function readPng(base64: string): PNG | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels) return undefined;
  try {
    return PNG.sync.read(bytes);
  } catch {
    return undefined;
  }
}

function differingPixels(was: Buffer, is: Buffer): number {
  let count = 0;
  for (let at = 0; at < was.length; at += 4) if (was.readUInt32BE(at) !== is.readUInt32BE(at)) count += 1;
  return count;
}
