/** The series of plain rows: their names, their colours, and whether they are named at the lines or in a legend. */
import { type ColourName, palette, roles } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { type Column, namesIn } from "./columns.js";
import { own } from "../../lib/own.js";
import { nominal } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface Series {
  readonly name: string;
  readonly colour: ColourName;
  /** Drawn thin and without a name, for comparison. */
  readonly isBehind?: boolean;
}

/** The order in which series take their colours; beyond them it begins again. */
const colourOrder = ["blue", "vermilion", "green", "purple", "orange", "ink", "grey"] as const;

/** One unnamed series without a column that tells several apart. */
export function seriesOf(
  chart: string,
  by: Column | undefined,
  colours: Readonly<Record<string, ColourName>> = {},
): readonly [Series, ...Series[]] {
  const names = by === undefined ? [""] : namesIn(by);
  const known: readonly string[] = [...Object.keys(roles), ...Object.keys(palette)];
  for (const [name, wanted] of Object.entries(colours)) {
    if (!names.includes(name))
      throw new ChartError(`${chart}: colours names "${name}", which is no series`, {
        hint: `There are ${names.filter((each) => each !== "").join(", ") || "no series; name their column by: …"}.`,
      });
    if (!known.includes(wanted))
      throw new ChartError(`${chart}: there is no colour "${wanted}"`, {
        hint: `There are ${known.join(", ")}.`,
      });
  }
  const taken = new Set<string>(Object.values(colours));
  const free = colourOrder.filter((name) => !taken.has(name));
  let next = 0;
  const [first = { name: "", colour: "blue" as const }, ...others] = names.map((name) => ({
    name,
    colour: own(colours, name) ?? free[next++ % free.length] ?? ("ink" as const),
  }));
  return [first, ...others];
}

const mostAtLines = 6;
const longestAtLines = 24;

/** Whether there is room for the names where the lines end. */
export const fitAtLines = (series: readonly Series[]): boolean =>
  series.length <= mostAtLines && series.every(({ name }) => name.length <= longestAtLines);

/** Colours by the field `series`; the legend stands over the plot. */
export function seriesColour(series: readonly Series[], names: "legend" | "elsewhere"): Spec {
  const scale = nominal(
    "series",
    series.map(({ name }) => name),
    series.map((one) => colour(one.colour)),
  );
  if (names === "elsewhere" || series.length < 2) return { ...scale, legend: null };
  const pixels = series.map(({ name }) => Math.min(name.length, 32) * 7 + 36);
  // In one line, or two on a phone, as the theme has it; else as many as there is room for.
  const isLong = pixels.reduce((a, b) => a + b) > 600;
  const columns = { columns: { expr: `max(1, floor(width / ${Math.max(...pixels)}))` } };
  return {
    ...scale,
    legend: {
      orient: "top",
      title: null,
      labelColor: colour("ink"),
      labelFontSize: 12,
      labelLimit: 220,
      symbolType: "circle",
      symbolOpacity: 1,
      columnPadding: 14,
      symbolSize: 70,
      ...(isLong && columns),
    },
  };
}
