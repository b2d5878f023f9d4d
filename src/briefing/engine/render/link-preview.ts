/** The preview picture that sites show for a link to the published page (Open Graph): its lead figure. */
import { palette } from "../../model/palette.js";
import type { FigureBlock, Report } from "../../model/report.js";
import { FigureError } from "./errors.js";
import type { Drawings } from "./figure/render-figure.js";
import { openingOf } from "./opening.js";

/** Beside the page; figures/ may contain a notebook's picture of that name. */
export const previewFile = "card.png";
/** The size that sites recommend. */
export const previewSize = { width: 1200, height: 630 } as const;

/** The lead figure, else the first; undefined if the page has no figures or is not published. */
export function previewFigure(report: Report): FigureBlock | undefined {
  if (report.publication?.url === undefined) return undefined;
  const blocks = report.sections.flatMap((section) => section.blocks);
  return openingOf(report).lead ?? blocks.find((block) => block.kind === "figure");
}

/** A PNG; undefined if the page has no such figure. */
export async function drawPreview(report: Report, drawings: Drawings): Promise<Uint8Array | undefined> {
  const figure = previewFigure(report);
  const drawing = figure && drawings.get(figure.id);
  if (drawing === undefined) return undefined;
  // Native code, which most builds do not need.
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

/** The standalone picture of a figure, with title and source, as large as the preview allows. */
function fitted(picture: string): string {
  const { width, height } = previewSize;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="${palette.paper.light}"/>` +
    `${picture.replace(/^<svg(?=[^>]* viewBox=)([^>]*?) width="[^"]*" height="[^"]*"/, `<svg$1 width="${width}" height="${height}"`)}</svg>`
  );
}
