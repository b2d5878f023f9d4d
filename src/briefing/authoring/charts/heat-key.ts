/** The colours of a heat map from the lowest to the highest number, between its title and the cells. */
import { quiet, text, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

interface HeatScale {
  readonly least: number;
  readonly greatest: number;
  readonly write: (value: number) => string;
  readonly layout: "plot" | "panels";
  readonly shadeOf: (value: number) => { readonly hue: string; readonly strength: number };
}

const hues = { domain: ["above", "below"], range: [colour("blue"), colour("vermilion")] };
/** Of a number above or below zero. */
export const hue: Spec = { ...words("hue"), scale: hues, legend: null };

/** Pixels. */
const widths = { plot: 22, panels: 13 } as const;
const swatchHeight = 11;
const middle = -15;
/** Room of the key above the cells. */
export const keyHeight = 20;
const characterWidth = 7;
const swatches = 7;

export function heatKey({ least, greatest, write, shadeOf, layout }: HeatScale): readonly Spec[] {
  const width = widths[layout];
  const values = Array.from(
    { length: swatches },
    (_, index) => least + ((greatest - least) * index) / (swatches - 1),
  );
  const from = write(least).length * characterWidth + 4;
  const cells = values.map((value, index) => ({
    left: from + index * width,
    right: from + (index + 1) * width,
    ...shadeOf(value),
  }));
  const ends = [
    { left: 0, end: write(least) },
    { left: from + swatches * width + 6, end: write(greatest) },
  ];
  const x = { field: "left", type: "quantitative", scale: null, axis: null };
  const top = middle - swatchHeight / 2;
  return [
    quiet(
      "rect",
      { stroke: colour("paper"), strokeWidth: 1 },
      {
        x,
        x2: { field: "right" },
        y: { value: top },
        y2: { value: top + swatchHeight },
        fill: hue,
        fillOpacity: { field: "strength", type: "quantitative", scale: null },
      },
      cells,
    ),
    text("left", { color: colour("muted") }, { x, y: { value: middle }, text: words("end") }, ends),
  ];
}
