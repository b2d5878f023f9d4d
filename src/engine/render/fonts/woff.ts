import { inflateSync } from "node:zlib";

interface Table {
  readonly tag: string;
  readonly checksum: number;
  readonly content: Buffer;
}

/**
 * A font as packages for browsers carry it (WOFF 1.0) → as other programs read it, its tables unpacked. It gets the name
 * that a style sheet would give it: by its own, each weight may be a family of its own.
 */
export function sfntOfWoff(woff: Buffer, family: string): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index): Table => {
    const entry = woff.subarray(44 + index * 20);
    const tag = entry.toString("latin1", 0, 4);
    return tag === "name"
      ? { tag, checksum: 0, content: nameTable(family) }
      : { tag, checksum: entry.readUInt32BE(16), content: unpacked(woff, entry) };
  });
  const power = Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + tables.length * 16);
  woff.copy(header, 0, 4, 8);
  [tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].forEach((count, index) => {
    header.writeUInt16BE(count, 4 + 2 * index);
  });
  const parts = [header];
  let end = header.length;
  for (const [index, { tag, checksum, content }] of tables.entries()) {
    const entry = 12 + index * 16;
    header.write(tag, entry, "latin1");
    [checksum, end, content.length].forEach((number, place) => {
      header.writeUInt32BE(number, entry + 4 + 4 * place);
    });
    const padded = Buffer.alloc(Math.ceil(content.length / 4) * 4);
    content.copy(padded);
    parts.push(padded);
    end += padded.length;
  }
  return Buffer.concat(parts);
}

function unpacked(woff: Buffer, entry: Buffer): Buffer {
  const offset = entry.readUInt32BE(4);
  const stored = woff.subarray(offset, offset + entry.readUInt32BE(8));
  return stored.length < entry.readUInt32BE(12) ? inflateSync(stored) : stored;
}

/** The names that programs insist on, family and PostScript name, in the form of Windows: English, UTF-16. */
function nameTable(family: string): Buffer {
  const names = [
    { id: 1, text: family },
    { id: 6, text: family.replaceAll(" ", "") },
  ].map(({ id, text }) => ({ id, bytes: Buffer.from(text, "utf16le").swap16() }));
  let from = 0;
  const records = names.flatMap(({ id, bytes }) => {
    const record = [3, 1, 0x409, id, bytes.length, from];
    from += bytes.length;
    return record;
  });
  const head = [0, names.length, 6 + records.length * 2, ...records];
  const numbers = Buffer.alloc(head.length * 2);
  head.forEach((number, index) => {
    numbers.writeUInt16BE(number, index * 2);
  });
  return Buffer.concat([numbers, ...names.map(({ bytes }) => bytes)]);
}
