/** Pictures: redrawn figures, and pictures from cells. */
import { ImageRun, TextRun, type ParagraphChild } from "docx";
import { imageSize } from "image-size";
import type { Picture } from "../../../model/report.js";
import { svgToPng } from "../figure/png.js";
import { sanitizeSvg } from "../sanitize.js";
import type { DocState } from "./doc-state.js";
import { textWidth } from "./layout.js";
import { xmlText } from "./xml.js";

/** The largest picture, in pixels of the page, 96 to the inch. */
const limit = { width: Math.floor(textWidth / 15), height: 800 } as const;

/** Twice the page's resolution, for print. */
const density = 2;

interface Described {
  readonly name: string;
  readonly alt: string;
}

type Pixels = ReturnType<typeof pixelsOf>;

/** An SVG made by the package, at its own size if that fits on a page. */
export function drawing(svg: string, described: Described, doc: DocState): ParagraphChild {
  return inlinePicture(pixelsOfSvg(svg), described, doc);
}

/** A picture from a cell; its description if it is not valid. */
export function picture({ mediaType, data }: Picture, described: Described, doc: DocState): ParagraphChild {
  try {
    const pixels = mediaType === "image/svg+xml" ? pixelsOfSvg(sanitizeSvg(data)) : pixelsOf(mediaType, data);
    return inlinePicture(pixels, described, doc);
  } catch (error) {
    const why = error instanceof TooLarge ? `, too large for a document: ${error.message}` : "";
    return new TextRun(xmlText(`[picture: ${described.alt}${why}]`));
  }
}

const types = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif" } as const;

/** Limit of pixels in a picture: a reader's program holds them all in memory. */
const maxPixels = 100_000_000;

class TooLarge extends Error {}

function pixelsOf(mediaType: keyof typeof types, base64: string) {
  const data = Buffer.from(base64, "base64");
  const size = imageSize(data);
  if (size.type !== types[mediaType] || size.width === 0 || size.height === 0)
    throw new TypeError(`Not a picture of the type ${mediaType}.`);
  if (size.width * size.height > maxPixels) throw new TooLarge(`${size.width} × ${size.height} pixels`);
  return { type: types[mediaType], data: data as Uint8Array, size };
}

/** In pixels of a page. */
const units = { px: 1, pt: 96 / 72, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 } as const;

function pixelsOfSvg(svg: string): Pixels {
  const [, number = limit.width, unit = "px"] = /<svg[^>]* width="([\d.]+)(px|pt|in|cm|mm)?"/.exec(svg) ?? [];
  const width = Number(number) * units[unit as keyof typeof units];
  const shown = Math.max(1, Math.min(width, 2 * limit.width));
  const data = svgToPng({ svg, width: Math.round(shown * density) });
  const pixels = imageSize(data);
  return { type: "png", data, size: { width: shown, height: (shown * pixels.height) / pixels.width } };
}

function inlinePicture(
  { type, data, size }: Pixels,
  { name, alt }: Described,
  doc: DocState,
): ParagraphChild {
  const scale = Math.min(1, limit.width / size.width, limit.height / size.height);
  const fitted = (side: number) => Math.max(1, Math.round(side * scale));
  const number = doc.nextPicture();
  const words = xmlText(alt).replace(/\s+/g, " ").trim();
  return new ImageRun({
    type,
    data,
    transformation: { width: fitted(size.width), height: fitted(size.height) },
    altText: { id: String(number), name: xmlText(name), title: "", description: words },
  });
}
