import type { SpecObject } from "./size.js";
import { figureFonts } from "./theme.js";

/** What the program that draws figures writes last when a drawing has used up its time. */
export const outOfTime = "briefing: the drawing has used up its time";

export interface DrawRequest {
  /** For messages. */
  readonly id: string;
  readonly spec: SpecObject;
  readonly width: number;
  readonly font: string;
}

const widths = { wide: 680, narrow: 340 } as const;

/** The drawings of a figure: two for the page, for wide and narrow screens, and a standalone one. */
export function drawRequests({ id, spec }: Pick<DrawRequest, "id" | "spec">) {
  const drawing = drawnPart(spec);
  const drawn = (width: keyof typeof widths, font: keyof typeof figureFonts): DrawRequest => ({
    id,
    spec: drawing,
    width: widths[width],
    font: figureFonts[font],
  });
  return { wide: drawn("wide", "page"), narrow: drawn("narrow", "page"), alone: drawn("wide", "file") };
}

/** The specification without what neither Vega-Lite nor the tooltips need. */
function drawnPart({ usermeta, ...drawn }: SpecObject): SpecObject {
  const answers = (usermeta as SpecObject | null | undefined)?.["answers"];
  return answers === undefined ? drawn : { ...drawn, usermeta: { answers } };
}
