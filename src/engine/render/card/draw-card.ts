import type { Report } from "../../../model/report.js";
import { FigureError } from "../errors.js";
import type { Drawings } from "../figure/render-figure.js";
import { cardFigure, cardFile, cardSize, cardSvg } from "./card.js";

/** A PNG; undefined where the page has no card. */
export async function drawCard(report: Report, drawings: Drawings): Promise<Uint8Array | undefined> {
  const figure = cardFigure(report);
  const drawing = figure && drawings.get(figure.id);
  if (figure === undefined || drawing === undefined) return undefined;
  // Of native code, and most builds draw no card.
  const { svgToPng } = await import("../figure/png.js").catch((cause: unknown) => {
    throw new FigureError(
      `${cardFile}, the picture for links to the page, cannot be drawn on this machine.`,
      {
        cause,
        hint: "Install the packages with their optional dependencies, or leave url out of briefing.yml.",
      },
    );
  });
  return svgToPng({ svg: cardSvg(figure, drawing, report), width: cardSize.width });
}
