/** A drawing as pixels. */
import { Resvg } from "@resvg/resvg-js";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { own } from "../../../lib/own.js";
import { palette } from "../../../model/palette.js";
import { sfntOfWoff } from "../fonts/woff.js";

interface PngRequest {
  /** With colours of its own, or with the variables of the page, which become those of a light one. */
  readonly svg: string;
  /** Width in pixels; the height follows. A very high drawing gets fewer (`mostPixels`). */
  readonly width: number;
}

/** What a small machine holds in memory with ease. */
const mostPixels = 16_000_000;

/**
 * On white, in the page's font: the same bytes on every machine. For a drawing with signs that the font lacks (Chinese, a
 * check mark) the fonts of the machine are asked, and the bytes are those of that machine.
 */
export function svgToPng({ svg, width }: PngRequest): Uint8Array {
  const fixed = svg.replace(
    /var\(--([A-Za-z-]+)\)/g,
    (_, name: string) => own(palette, name)?.light ?? palette.ink.light,
  );
  const { files, has } = (fonts ??= loadFonts());
  const drawn = (width: number) =>
    new Resvg(fixed, {
      background: "white",
      fitTo: { mode: "width", value: width },
      font: {
        loadSystemFonts: !Array.from(textOf(fixed)).every(has),
        fontFiles: [...files],
        defaultFontFamily: family,
        sansSerifFamily: family,
      },
    });
  const asked = drawn(width);
  const widest = Math.floor(Math.sqrt((mostPixels * asked.width) / asked.height));
  if (widest < 1) throw new RangeError("A drawing that is too high for its width.");
  return (widest < width ? drawn(widest) : asked).render().asPng();
}

/** What is drawn: a drawing's name and description are not. */
const textOf = (svg: string): string =>
  svg.replace(/<(title|desc)\b[^>]*>[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, "");

const family = "Source Sans 3";
const subsets = ["latin", "latin-ext", "greek", "cyrillic"];

interface Fonts {
  readonly files: readonly string[];
  readonly has: (character: string) => boolean;
}
let fonts: Fonts | undefined;

/** Once a run: the program takes fonts as files, and not in the form that browsers load them in. */
function loadFonts(): Fonts {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@fontsource/source-sans-3"));
  const faces = ["400", "600"].flatMap((weight) =>
    subsets.map((subset) =>
      sfntOfWoff(
        readFileSync(path.join(folder, `files/source-sans-3-${subset}-${weight}-normal.woff`)),
        family,
      ),
    ),
  );
  const characters = JSON.parse(readFileSync(path.join(folder, "unicode.json"), "utf8")) as Record<
    string,
    string
  >;
  const ranges = subsets.flatMap((subset) => rangesOf(own(characters, subset) ?? ""));
  const has = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([first, last]) => code >= first && code <= last);
  };
  return { files: filesOf(faces), has };
}

/** They are there until the process ends. */
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
