import { Resvg } from "@resvg/resvg-js";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";
import { withMissingLetters } from "./missing-letters.js";
import { palette } from "../../../model/palette.js";
import { inflateSync } from "node:zlib";

interface PngRequest {
  /** With its own colours, or with variables of the page, which are replaced by those of the light scheme. */
  readonly svg: string;
  /** Width in pixels; the height follows. A very tall drawing is made smaller (`maxPixels`). */
  readonly width: number;
}

/** A size that fits in the memory of a small machine. */
const maxPixels = 16_000_000;

/**
 * On white, in the page's font: the same bytes on every machine. Characters that the font lacks (Chinese, a check mark)
 * are set in the machine's fonts, and the bytes then depend on the machine; raised and lowered digits are small ones.
 */
export function svgToPng({ svg, width }: PngRequest): Uint8Array {
  const fixed = svg.replace(
    /var\(--([A-Za-z-]+)\)/g,
    (_, name: string) => own(palette, name)?.light ?? palette.ink.light,
  );
  const { files, has } = fonts();
  const legible = withMissingLetters(fixed, has);
  const drawn = (width: number) =>
    new Resvg(legible, {
      background: "white",
      fitTo: { mode: "width", value: width },
      font: {
        loadSystemFonts: !Array.from(visibleText(legible)).every(has),
        fontFiles: [...files],
        defaultFontFamily: family,
        sansSerifFamily: family,
      },
    });
  const requested = drawn(width);
  const widest = Math.floor(Math.sqrt((maxPixels * requested.width) / requested.height));
  if (widest < 1) throw new RangeError("A drawing that is too high for its width.");
  return (widest < width ? drawn(widest) : requested).render().asPng();
}

/** The text that is drawn, without the drawing's name and description. */
const visibleText = (svg: string): string =>
  svg.replace(/<(title|desc)\b[^>]*>[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, "");

const family = "Source Sans 3";
const subsets = ["latin", "latin-ext", "greek", "cyrillic"];

/** Loaded once: the program takes fonts only as files, and not in the format for browsers. */
const fonts = once(() => {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@fontsource/source-sans-3"));
  const read = (name: string) => readFileSync(path.join(folder, name));
  const faces = ["400", "600"].flatMap((weight) =>
    subsets.map((subset) => sfntOfWoff(read(`files/source-sans-3-${subset}-${weight}-normal.woff`), family)),
  );
  const characters = JSON.parse(read("unicode.json").toString()) as Record<string, string>;
  const ranges = subsets.flatMap((subset) => rangesOf(own(characters, subset) ?? ""));
  const has = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([first, last]) => code >= first && code <= last);
  };
  return { files: filesOf(faces), has };
});

/** The files exist until the process ends. */
function filesOf(faces: readonly Buffer[]): readonly string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "briefing-fonts-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return faces.map((face, index) => {
    const file = path.join(folder, `${index}.ttf`);
    writeFileSync(file, face);
    return file;
  });
}

/** As style sheets write them: `U+0000-00FF,U+0131`. */
function rangesOf(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].map(([, first = "", last = first]) => [
    parseInt(first, 16),
    parseInt(last, 16),
  ]);
}

/**
 * Converts a font from packages for browsers (WOFF 1.0) to the uncompressed format of other programs. It gets the name
 * from the style sheet, because by its own each weight may be a separate family.
 */
export function sfntOfWoff(woff: Buffer, family: string): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const entry = woff.subarray(44 + index * 20);
    const tag = entry.toString("latin1", 0, 4);
    return tag === "name"
      ? { tag, checksum: 0, content: nameTable(family) }
      : { tag, checksum: entry.readUInt32BE(16), content: unpacked(woff, entry) };
  });
  const power = Math.floor(Math.log2(tables.length));
  const counts = [tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)];
  let end = 12 + tables.length * 16;
  const records = tables.flatMap(({ tag, checksum, content }) => {
    const numbers = bytesOf(4, checksum, end, content.length);
    end += Math.ceil(content.length / 4) * 4;
    return [Buffer.from(tag, "latin1"), numbers];
  });
  const contents = tables.flatMap(({ content }) => [content, Buffer.alloc(-content.length & 3)]);
  return Buffer.concat([woff.subarray(4, 8), bytesOf(2, ...counts), ...records, ...contents]);
}

/** Numbers as fonts store them, each in the same number of bytes. */
const bytesOf = (size: 2 | 4, ...numbers: readonly number[]): Buffer =>
  Buffer.concat(
    numbers.map((number) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntBE(number, 0, size);
      return bytes;
    }),
  );

function unpacked(woff: Buffer, entry: Buffer): Buffer {
  const offset = entry.readUInt32BE(4);
  const stored = woff.subarray(offset, offset + entry.readUInt32BE(8));
  return stored.length < entry.readUInt32BE(12) ? inflateSync(stored) : stored;
}

/** The required names, family and PostScript name, in Windows format: English, UTF-16. */
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
  const head = bytesOf(2, 0, names.length, 6 + records.length * 2, ...records);
  return Buffer.concat([head, ...names.map(({ bytes }) => bytes)]);
}
