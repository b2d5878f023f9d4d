/** The colours of a heat map from the lowest to the highest number, between its title and the cells. */
import { quiet, text, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

interface HeatScale {
  readonly least: number;
  readonly greatest: number;
  readonly write: (value: number) => string;
  readonly shadeOf: (value: number) => { readonly hue: string; readonly strength: number };
}

const hues = { domain: ["above", "below"], range: [colour("blue"), colour("vermilion")] };
/** Of a number above or below zero. */
export const hue: Spec = { ...words("hue"), scale: hues, legend: null };

/** Pixels. */
const swatch = { width: 22, height: 11 };
const middle = -15;
const characterWidth = 7;
const swatches = 7;

export function heatKey({ least, greatest, write, shadeOf }: HeatScale): readonly Spec[] {
  const values = Array.from(
    { length: swatches },
    (_, index) => least + ((greatest - least) * index) / (swatches - 1),
  );
  const from = write(least).length * characterWidth + 4;
  const cells = values.map((value, index) => ({
    left: from + index * swatch.width,
    right: from + (index + 1) * swatch.width,
    ...shadeOf(value),
  }));
  const ends = [
    { left: 0, end: write(least) },
    { left: from + swatches * swatch.width + 6, end: write(greatest) },
  ];
  const x = { field: "left", type: "quantitative", scale: null, axis: null };
  const top = middle - swatch.height / 2;
  return [
    quiet(
      "rect",
      { stroke: colour("paper"), strokeWidth: 1 },
      {
        x,
        x2: { field: "right" },
        y: { value: top },
        y2: { value: top + swatch.height },
        fill: hue,
        fillOpacity: { field: "strength", type: "quantitative", scale: null },
      },
      cells,
    ),
    text("left", { color: colour("muted") }, { x, y: { value: middle }, text: words("end") }, ends),
  ];
}
