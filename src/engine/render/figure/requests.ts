import type { DrawRequest } from "./draw.js";
import { figureFonts } from "./theme.js";

const widths = { wide: 680, narrow: 340 } as const;

/** The drawings of a figure: two for the page, chosen by the width of the screen, and one that stands alone. */
export function drawRequests({ id, spec }: Pick<DrawRequest, "id" | "spec">) {
  const drawn = (width: keyof typeof widths, font: keyof typeof figureFonts): DrawRequest => ({
    ...{ id, spec, width: widths[width], font: figureFonts[font] },
  });
  return { wide: drawn("wide", "page"), narrow: drawn("narrow", "page"), alone: drawn("wide", "file") };
}
