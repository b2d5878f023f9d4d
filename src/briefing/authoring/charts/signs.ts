/**
 * What tells series apart besides their colours. Series with their names beside their lines need nothing else. Where a
 * legend names them, each line has dashes of its own, each point a shape of its own, and bars and areas stand in the order of the legend.
 */
import { nominal } from "./layers.js";
import type { Series } from "./series.js";
import type { Spec } from "./spec.js";

const dashes = [
  [1, 0],
  [8, 3],
  [3, 3],
  [12, 3, 3, 3],
  [16, 4],
  [6, 2, 2, 2, 2, 2],
  [5, 6],
  [16, 3, 5, 3],
];
const shapes = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
];

/** One for each series, again from the first if there are more: their author chose colours that repeat, too. */
function signs<Sign>(series: readonly Series[], all: readonly Sign[]): readonly (Sign | undefined)[] {
  const inFront = series.filter(({ isBehind }) => isBehind !== true);
  return series.map((one) => all[Math.max(0, inFront.indexOf(one)) % all.length]);
}

const namesOf = (series: readonly Series[]): readonly string[] => series.map(({ name }) => name);

export const seriesDash = (series: readonly Series[]): Spec =>
  nominal("series", namesOf(series), signs(series, dashes));

export const seriesShape = (series: readonly Series[]): Spec =>
  nominal("series", namesOf(series), signs(series, shapes));

/** Whether series need another sign than their colour. */
export const needSigns = (series: readonly Series[], names: "legend" | "elsewhere"): boolean =>
  names === "legend" && series.filter(({ isBehind }) => isBehind !== true).length > 1;
