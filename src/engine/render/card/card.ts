/** The picture that stands beside a link to the published page: its lead figure with what it finds. */
import { palette } from "../../../model/palette.js";
import type { FigureBlock, Report } from "../../../model/report.js";
import type { FigureDrawings } from "../figure/render-figure.js";
import { withOwnSpaces } from "../fonts/own-spaces.js";
import { textWidth } from "../fonts/text-width.js";
import { escapeHtml } from "../html/template.js";
import { openingOf } from "../opening.js";
import { proseText } from "../prose.js";

/** Beside the page; in figures/ a picture of a notebook may have that name. */
export const cardFile = "card.png";
/** What sites that show links ask for. */
export const cardSize = { width: 1200, height: 630 } as const;

/** The lead figure, else the first; undefined where the page has none or is published nowhere. */
export function cardFigure(report: Report): FigureBlock | undefined {
  if (report.publication?.url === undefined) return undefined;
  const blocks = report.sections.flatMap((section) => section.blocks);
  return openingOf(report).lead ?? blocks.find((block) => block.kind === "figure");
}

const margin = 56;
const inner = cardSize.width - 2 * margin;
const font = "Source Sans 3";
const [above, title] = [
  { size: 25, weight: "regular", colour: palette.muted.light },
  { size: 43, weight: "bold", colour: palette.ink.light },
] as const;

/** On white: the title of the page in small letters, what the figure finds in large ones, and its drawing. */
export function cardSvg(figure: FigureBlock, { wide }: FigureDrawings, report: Report): string {
  const finding = proseText(figure.title ?? figure.caption, report);
  const isSame = figure.title === undefined || finding === report.title;
  const lines = [
    ...(isSame ? [] : fitting(report.title, above, 1).map((text) => ({ text, ...above }))),
    ...fitting(isSame ? report.title : finding, title, 2).map((text) => ({ text, ...title })),
  ];
  let baseline = margin - 14;
  const written = lines.map(({ text, size, weight, colour }) => {
    baseline += Math.round(size * 1.2);
    const bold = weight === "bold" ? ' font-weight="600"' : "";
    return `<text x="${margin}" y="${baseline}" font-family="${font}" font-size="${size}"${bold} fill="${colour}">${escapeHtml(text)}</text>`;
  });
  const top = baseline + 34;
  const [, width = "680", height = "400"] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(wide) ?? [];
  const scale = Math.min(inner / Number(width), (cardSize.height - top - 30) / Number(height));
  const left = margin + (inner - scale * Number(width)) / 2;
  const body = wide.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return withOwnSpaces(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}">` +
      `<rect width="100%" height="100%" fill="${palette.paper.light}"/>${written.join("")}` +
      `<g transform="translate(${left.toFixed(2)},${top}) scale(${scale.toFixed(4)})">${body}</g></svg>`,
  );
}

/** The words on lines that are as wide as the card; what is more than `most` lines ends with an ellipsis. */
function fitting(
  text: string,
  { size, weight }: typeof above | typeof title,
  most: number,
): readonly string[] {
  const fits = (line: string) => textWidth(line, font, size, weight) <= inner;
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  let cut = lines.slice(0, most).at(-1) ?? "";
  while (cut.includes(" ") && !fits(`${cut} …`)) cut = cut.slice(0, cut.lastIndexOf(" "));
  return [...lines.slice(0, most - 1), `${cut} …`];
}
