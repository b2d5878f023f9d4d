/** Compares files of two briefings by what they show: SVG by what they draw, PNG by their pixels. */
import { format } from "d3-format";
import { Parser } from "htmlparser2";
import { PNG } from "pngjs";
import type { KindContext } from "./kind.js";
import { own } from "../../../lib/own.js";

/** Two files by their hashes, and their contents if they differ and could be read. */
export type FileComparison =
  | { readonly status: "same" }
  | { readonly status: "unread" }
  | { readonly status: "differ"; readonly before: string; readonly after: string };

type Files = Pick<KindContext, "briefings">;

export function compareFiles(formerPath: string, path: string, { briefings }: Files): FileComparison {
  const one = briefings.before.report;
  const two = briefings.after.report;
  const hash = own(one.files, formerPath);
  // A file without a recorded hash is only known to be the same within one report.
  const isSame = hash === undefined ? one === two && formerPath === path : hash === own(two.files, path);
  if (isSame) return { status: "same" };
  const before = briefings.before.files.get(formerPath);
  const after = briefings.after.files.get(path);
  if (before === undefined || after === undefined) return { status: "unread" };
  return before === after ? { status: "same" } : { status: "differ", before, after };
}

export interface PictureComparison {
  /** `alike` if the difference is invisible; `unknown` if the files differ and their contents were not compared. */
  readonly picture: "same" | "alike" | "differs" | "unknown";
  readonly pixels?: { readonly was: Size; readonly is: Size; readonly differing?: number };
}
type Size = readonly [width: number, height: number];

export function comparePictures(formerPath: string, path: string, context: Files): PictureComparison {
  const files = compareFiles(formerPath, path, context);
  if (files.status === "same") return { picture: "same" };
  if (files.status === "unread") return { picture: "unknown" };
  const { before, after } = files;
  if (path.slice(path.lastIndexOf(".")) !== formerPath.slice(formerPath.lastIndexOf(".")))
    return { picture: "unknown" };
  if (!formerPath.endsWith(".svg") || !path.endsWith(".svg")) return comparePixels(before, after);
  return { picture: svgMeaning(before) === svgMeaning(after) ? "same" : "differs" };
}

const mostPixels = 25_000_000;

/** How two PNG files in base64 differ, whatever program wrote them; unknown if one is damaged, too large or not PNG. */
export function comparePixels(before: string, after: string): PictureComparison {
  const one = readPng(before);
  const two = readPng(after);
  if (one === undefined || two === undefined) return { picture: "unknown" };
  const sizes = { was: [one.width, one.height], is: [two.width, two.height] } as const;
  if (sizes.was.join() !== sizes.is.join()) return { picture: "differs", pixels: sizes };
  let differing = 0;
  let isSeen = false;
  // Four bytes per pixel: red, green, blue and opacity.
  for (let at = 0; at < one.data.length; at += 4) {
    if (one.data.readUInt32BE(at) === two.data.readUInt32BE(at)) continue;
    differing += 1;
    for (let channel = at; channel < at + 4; channel += 1)
      isSeen ||= Math.abs((one.data[channel] ?? 0) - (two.data[channel] ?? 0)) > unseen;
  }
  if (differing === 0) return { picture: "same" };
  return { picture: isSeen ? "differs" : "alike", pixels: { ...sizes, differing } };
}

/** `2.4 %`, of 0.024. */
export function pixelShare(share: number): string {
  const percent = 100 * share;
  const written = percent < 0.1 ? "less than 0.1" : format(percent < 10 ? ".1f" : ".0f")(percent);
  return `${written}\u202f%`;
}

/** Largest invisible step of a channel, out of 255: pictures in which no pixel differs by more are alike. */
const unseen = 12;

function readPng(base64: string): PNG | undefined {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 24) return undefined;
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels) return undefined;
  try {
    return PNG.sync.read(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The drawing of an SVG as text: equal for two files that differ only in notation (blanks, quotes, order of attributes,
 * entities, comments, self-closing tags, spelling of numbers and colours). Title and description are left out: they
 * name the drawing and are compared as texts.
 */
export function svgMeaning(svg: string): string {
  const out: string[] = [];
  let silent = 0;
  let text = "";
  const flush = () => {
    const words = text.replace(/\s+/g, " ").trim();
    text = "";
    if (words !== "") out.push(JSON.stringify(words));
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        flush();
        if (silent > 0 || silentTags.has(name)) {
          silent += 1;
          return;
        }
        const written = Object.entries(attributes)
          .filter(([attribute]) => !namings.test(attribute))
          .map(([attribute, value]) => [attribute, valueMeaning(attribute, value)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
        out.push(`<${name} ${JSON.stringify(written)}`);
      },
      ontext(chunk) {
        if (silent === 0) text += chunk;
      },
      onclosetag() {
        flush();
        if (silent > 0) silent -= 1;
        else out.push(">");
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  return out.join("\n");
}

const silentTags = new Set(["title", "desc", "metadata"]);
const namings = /^(?:xmlns(?::.*)?|version|aria-.*|role|data-.*|xml:space)$/;

const colours = /^(?:fill|stroke|stop-color|flood-color|color)$/;
const words = /^(?:id|class|href|xlink:href|font-family|clip-path|mask|filter)$/;

function valueMeaning(attribute: string, value: string): string {
  if (words.test(attribute)) return value.replace(/\s+/g, " ").trim();
  if (colours.test(attribute)) {
    const colour = value.trim().toLowerCase();
    return colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/, "#$1$1$2$2$3$3");
  }
  // Numbers rounded to hundredths, like those in our drawings; blanks and commas between them are equivalent.
  return value
    .replace(
      /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi,
      (written) => ` ${String(Number(Number(written).toFixed(2)) || 0)} `,
    )
    .replace(/[\s,]+/g, " ")
    .replace(/ ?([^\d\s.+-]) ?/g, "$1")
    .trim();
}
