import { inflateSync } from "node:zlib";

/**
 * A font of the web (WOFF 1.0) as TrueType, which is what a program that draws reads: the same tables, no longer
 * compressed. https://www.w3.org/TR/WOFF/
 */
export function trueTypeOf(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF file");
  const count = woff.readUInt16BE(12);
  const directory = 12 + 16 * count;
  const header = Buffer.alloc(directory);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  header.writeUInt16BE(16 * power, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(16 * (count - power), 10);
  const tables: Buffer[] = [header];
  let offset = directory;
  for (let index = 0; index < count; index += 1) {
    const from = 44 + 20 * index;
    const [at, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field)) as [
      number,
      number,
      number,
    ];
    const stored = woff.subarray(at, at + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const entry = 12 + 16 * index;
    woff.copy(header, entry, from, from + 4);
    woff.copy(header, entry + 4, from + 16, from + 20);
    header.writeUInt32BE(offset, entry + 8);
    header.writeUInt32BE(length, entry + 12);
    // Every table begins at a multiple of four bytes.
    const room = Buffer.alloc(Math.ceil(length / 4) * 4);
    table.copy(room);
    tables.push(room);
    offset += room.length;
  }
  return Buffer.concat(tables);
}
