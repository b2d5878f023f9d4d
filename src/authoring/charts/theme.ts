import { type ColourName, palette, paletteName } from "../../model/palette.js";
import type { Spec } from "./spec.js";

/** Smallest text that a phone shows legibly, and the height of a line of it. */
const labelSize = 12;
export const lineHeight = 14;

/** The colours of marks; the palette's light twin, which the page exchanges for the dark one. */
export function colour(name: ColourName): string {
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

/** One look for every figure: few lines, quiet axes, labels in ink. Without a width: the page draws each figure at two. */
export const theme: Spec = { autosize: { type: "fit-x", contains: "padding" }, ...look };

/** Plots side by side where the page is wide, one under the other on a phone; each needs a height. */
export function sideBySide(plots: readonly Spec[]): Spec {
  const own = { color: "independent", fill: "independent", stroke: "independent", strokeDash: "independent" };
  return { ...look, spacing: 24, resolve: { scale: own }, concat: plots };
}

/** The name of one of several plots, above it. */
export function plotTitle(text: string): Spec {
  return { text, anchor: "start", frame: "group", fontSize: labelSize + 1, color: colour("ink"), offset: 6 };
}
