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

/** Pixels around and between the parts of the picture. */
const margin = 14;
const gap = 8;

/** A drawing as a standalone picture: on white, with its title above and its source below. */
export function standaloneSvg(drawing: string, text: StandaloneText, { family, widthOf }: Typeface): string {
  const sides = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(drawing)?.slice(1) ?? ["680", "400"];
  const [width = 0, height = 0] = sides.map(Number);
  const body = drawing.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  let end = margin;
  const written = (words: string, size: number, weight: "regular" | "bold", colour: "ink" | "muted") => {
    const lines = wrap(words, (line) => widthOf(line, size, weight) <= width);
    return lines.map((line) => {
      const baseline = Math.round(end + size);
      end += Math.round(size * 1.35);
      return (
        `<text x="${margin}" y="${baseline}" font-family="${escapeHtml(family)}" font-size="${size}px"` +
        `${weight === "bold" ? ' font-weight="bold"' : ""} fill="${palette[colour].light}">${escapeHtml(line)}</text>`
      );
    });
  };
  const head = [...written(text.title, 17, "bold", "ink"), ...written(text.subtitle, 13, "regular", "muted")];
  const top = head.length === 0 ? margin : end + gap;
  end = top + height + gap;
  const foot = written(text.source, 11, "regular", "muted");
  const outer = { width: width + 2 * margin, height: Math.round(end + margin) };
  return withOwnSpaces(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="marks"` +
      ` width="${outer.width}" height="${outer.height}" viewBox="0 0 ${outer.width} ${outer.height}">` +
      `<rect width="100%" height="100%" fill="${palette.paper.light}"/>` +
      `${head.join("")}<g transform="translate(${margin},${top})">${body}</g>${foot.join("")}</svg>\n`,
  );
}

/** Lines of whole words, each as long as it fits. */
function wrap(text: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Replaces the narrow no-break space by a thin space: the fonts of figures have only the latter, and for the former
 * each machine would use another font. Text in a drawing is not broken at either.
 */
export const withOwnSpaces = (drawing: string): string => drawing.replaceAll("\u202f", "\u2009");
