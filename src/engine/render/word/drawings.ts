import type { Report } from "../../../model/report.js";
import { drawFigure, type Draw } from "../figure/draw.js";
import { drawRequests } from "../figure/requests.js";

/**
 * The wide drawing of each figure as Vega writes it, by its id; a figure that cannot be drawn has none, which
 * the page reports.
 */
export async function drawingsOf(
  { sections }: Pick<Report, "sections">,
  draw: Draw = drawFigure,
): Promise<ReadonlyMap<string, string>> {
  const figures = sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === "figure");
  const drawn = await Promise.allSettled(figures.map((figure) => draw(drawRequests(figure).wide)));
  return new Map(
    drawn.flatMap((result, index) => {
      const figure = figures[index];
      return figure === undefined || result.status === "rejected"
        ? []
        : [[figure.id, result.value.svg] as const];
    }),
  );
}
