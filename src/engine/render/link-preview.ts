/** The picture that sites show beside a link to the published page (Open Graph): its lead figure. */
import { palette } from "../../model/palette.js";
import type { FigureBlock, Report } from "../../model/report.js";
import { FigureError } from "./errors.js";
import type { Drawings } from "./figure/render-figure.js";
import { openingOf } from "./opening.js";

/** Beside the page; in figures/ a picture of a notebook may have that name. */
export const previewFile = "card.png";
/** What sites that show links ask for. */
export const previewSize = { width: 1200, height: 630 } as const;

/** The lead figure, else the first; undefined where the page has none or is published nowhere. */
export function previewFigure(report: Report): FigureBlock | undefined {
  if (report.publication?.url === undefined) return undefined;
  const blocks = report.sections.flatMap((section) => section.blocks);
  return openingOf(report).lead ?? blocks.find((block) => block.kind === "figure");
}

/** A PNG; undefined where the page has no such figure. */
export async function drawPreview(report: Report, drawings: Drawings): Promise<Uint8Array | undefined> {
  const figure = previewFigure(report);
  const drawing = figure && drawings.get(figure.id);
  if (drawing === undefined) return undefined;
  // Of native code, and most builds draw no preview.
  const { svgToPng } = await import("./figure/png.js").catch((cause: unknown) => {
    throw new FigureError(
      `${previewFile}, the picture for links to the page, cannot be drawn on this machine.`,
      {
        cause,
        hint: "Install the packages with their optional dependencies, or leave url out of briefing.yml.",
      },
    );
  });
  return svgToPng({ svg: fitted(drawing.file), width: previewSize.width });
}

/** The picture of a figure that stands alone, with its title and source, as large as the preview allows. */
function fitted(picture: string): string {
  const { width, height } = previewSize;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="${palette.paper.light}"/>` +
    `${picture.replace(/^<svg(?=[^>]* viewBox=)([^>]*?) width="[^"]*" height="[^"]*"/, `<svg$1 width="${width}" height="${height}"`)}</svg>`
  );
}
