export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The size of a picture as its file says it; throws where that is not a file of its kind. */
export function pixelSize(type: "png" | "jpg" | "gif", data: Uint8Array): PixelSize {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const { width, height } = readers[type](bytes);
  if (width === 0 || height === 0) throw new RangeError("A picture without extent.");
  return { width, height };
}

const readers = { png: pngSize, jpg: jpegSize, gif: gifSize } as const;

function pngSize(bytes: Buffer): PixelSize {
  expectStart(bytes, "\x89PNG\r\n\x1a\n");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function gifSize(bytes: Buffer): PixelSize {
  expectStart(bytes, "GIF8");
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

/** In the first segment that begins a frame: SOF0 to SOF15, without those that mean something else. */
function jpegSize(bytes: Buffer): PixelSize {
  expectStart(bytes, "\xff\xd8");
  let at = 2;
  for (;;) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
}

function expectStart(bytes: Buffer, start: string): void {
  if (bytes.toString("latin1", 0, start.length) !== start) throw new TypeError("Not a picture of its kind.");
}
