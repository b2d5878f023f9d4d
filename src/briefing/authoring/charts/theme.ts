import { type Colour, isHex, palette, paletteName } from "../../model/palette.js";
import type { Spec } from "./spec.js";

/** Smallest text that is legible on a phone, and its line height. */
const labelSize = 12;
export const lineHeight = 14;
/** Whether a plot is on a phone; on a page it is wider, whatever room labels take. */
export const isNarrow = "width <= 340";

/** The colours of marks: the light palette, which the page replaces with the dark one. */
export function colour(name: Colour): string {
  if (isHex(name)) return name.toLowerCase();
  return palette[paletteName(name)].light;
}

const look: Spec = {
  background: null,
  padding: 4,
  config: {
    view: { stroke: null, continuousWidth: 640, continuousHeight: 320, discreteWidth: 640 },
    axis: {
      domain: false,
      ticks: false,
      labelColor: colour("muted"),
      labelFontSize: labelSize,
      labelPadding: 6,
      gridColor: colour("grid"),
      gridWidth: 1,
      title: null,
    },
    text: { fontSize: labelSize, color: colour("ink") },
    legend: { disable: true },
  },
};

/** One style for every figure: few lines, quiet axes, labels in ink. No width: the page draws each at two. */
export const theme: Spec = { autosize: { type: "fit-x", contains: "padding" }, ...look };

/** Plots side by side on a wide page, one below the other on a phone; each needs a height. */
export function sideBySide(plots: readonly Spec[]): Spec {
  const own = { color: "independent", fill: "independent", stroke: "independent", strokeDash: "independent" };
  return { ...look, spacing: 24, resolve: { scale: own }, concat: plots };
}

export const panelTitle = {
  anchor: "start",
  frame: "group",
  fontSize: labelSize + 1,
  color: colour("ink"),
  offset: 6,
};
