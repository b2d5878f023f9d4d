import { palette } from "../../../model/palette.js";
import { escapeHtml } from "../../../lib/escape-html.js";

export interface StandaloneText {
  readonly title: string;
  readonly subtitle: string;
  readonly source: string;
}

/** The font of the lines around the drawing. */
export interface Typeface {
  readonly family: string;
  readonly widthOf: (text: string, size: number, weight: "regular" | "bold") => number;
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: "regular" | "bold";
  readonly colour: string;
  readonly baseline: number;
}

const margin = 14;

/** A drawing as a standalone picture: on white, with its title above and its source below. */
export function standaloneSvg(drawing: string, text: StandaloneText, typeface: Typeface): string {
  const [, width = "680", height = "400"] =
    /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(drawing) ?? [];
  const inner = Number(width);
  const body = drawing.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const head = stack(
    [
      { text: text.title, size: 17, weight: "bold", colour: palette.ink.light },
      { text: text.subtitle, size: 13, weight: "regular", colour: palette.muted.light },
    ],
    { width: inner, typeface },
    margin,
  );
  const top = head.end === margin ? margin : head.end + 8;
  const foot = stack(
    [{ text: text.source, size: 11, weight: "regular", colour: palette.muted.light }],
    { width: inner, typeface },
    top + Number(height) + 8,
  );
  const outer = { width: inner + 2 * margin, height: Math.round(foot.end + margin) };
  return withOwnSpaces(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="marks"` +
      ` width="${outer.width}" height="${outer.height}" viewBox="0 0 ${outer.width} ${outer.height}">` +
      `<rect width="100%" height="100%" fill="${palette.paper.light}"/>` +
      head.lines.map((line) => writeLine(line, typeface)).join("") +
      `<g transform="translate(${margin},${top})">${body}</g>` +
      foot.lines.map((line) => writeLine(line, typeface)).join("") +
      `</svg>\n`,
  );
}

interface Frame {
  readonly width: number;
  readonly typeface: Typeface;
}

function stack(
  texts: readonly Omit<Line, "baseline">[],
  frame: Frame,
  from: number,
): { readonly lines: readonly Line[]; readonly end: number } {
  const lines: Line[] = [];
  let end = from;
  for (const each of texts) {
    for (const text of wrap(each, frame)) {
      lines.push({ ...each, text, baseline: Math.round(end + each.size) });
      end += Math.round(each.size * 1.35);
    }
  }
  return { lines, end };
}

function wrap({ text, size, weight }: Omit<Line, "baseline">, { width, typeface }: Frame): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && typeface.widthOf(longer, size, weight) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

function writeLine({ text, size, weight, colour, baseline }: Line, { family }: Typeface): string {
  return (
    `<text x="${margin}" y="${baseline}" font-family="${escapeHtml(family)}" font-size="${size}px"` +
    `${weight === "bold" ? ' font-weight="bold"' : ""} fill="${colour}">${escapeHtml(text)}</text>`
  );
}

/**
 * Replaces the narrow no-break space by a thin space: the fonts of figures have only the latter, and for the former
 * each machine would use another font. Text in a drawing is not broken at either.
 */
export function withOwnSpaces(drawing: string): string {
  return drawing.replaceAll("\u202f", "\u2009");
}
