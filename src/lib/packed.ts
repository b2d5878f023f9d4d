import { gzipSync, strToU8 } from "fflate";

/**
 * Text that a browser unpacks by itself (`DecompressionStream`): gzip in base64. Compressed in JavaScript, for zlib gives
 * other bytes on other processors.
 */
export function packed(text: string): string {
  return Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 })).toString("base64");
}
