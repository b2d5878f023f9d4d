import { gzipSync, strToU8 } from "fflate";

/**
 * Text that a browser can decompress (`DecompressionStream`): gzip in base64. Compressed in JavaScript, because the
 * output of zlib depends on the processor.
 */
export function packed(text: string): string {
  return Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 })).toString("base64");
}
