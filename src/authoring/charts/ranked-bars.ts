import type { ColourName } from "../../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";

export interface BarRow {
  /** Stands above the bar. */
  readonly label: string;
  readonly value: number;
  /** Bounds of the value, drawn as a thin bar at the end. */
  readonly lower?: number;
  readonly upper?: number;
  /** What stands at the end of the bar: the formatted value. */
  readonly text: string;
  readonly colour?: ColourName;
}

export interface BarOptions {
  readonly rows: readonly BarRow[];
  /** `value` ranks by value, greatest first; `given` keeps the rows' order. */
  readonly order?: "value" | "given";
}

const barHeight = 15;
/** A line of text above each bar: beside the bars it would take a phone's whole width. */
const step = 40;
const barOffset = 8;

/** Horizontal bars from zero, each with its number at the end; no axis has to be read. */
export function rankedBars({ rows, order = "value" }: BarOptions): Spec {
  requireRows("rankedBars", rows);
  requireFields("rankedBars", rows, ["label", "value", "text"]);
  requireUnique(
    "rankedBars",
    rows.map(({ label }) => label),
  );
  for (const { label, value, lower = value, upper = value } of rows) {
    const bounds = extentOf({ lower, upper }, `rankedBars: "${label}"`);
    if (!(bounds.lower <= value && value <= bounds.upper))
      throw new ChartError(
        `rankedBars: "${label}" is ${value}, outside its bounds ${bounds.lower} and ${bounds.upper}`,
      );
  }
  const ranked = order === "given" ? rows : [...rows].sort((a, b) => b.value - a.value);
  const values = ranked.map(({ label, value, lower = value, upper = value, text, colour: name = "ink" }) => ({
    label,
    value,
    lower,
    upper,
    text,
    colour: name,
  }));
  const names = [...new Set(values.map((row) => row.colour))];
  requireColours("rankedBars", names);
  const { domain } = niceScale(
    values.flatMap(({ lower, upper }) => [lower, upper]),
    "zero",
  );
  const x = { type: "quantitative", scale: { domain, nice: false }, axis: null };
  const ends = (side: "left" | "right") => ({
    transform: [{ filter: side === "left" ? "datum.value >= 0" : "datum.value < 0" }],
    mark: { type: "text", align: side, baseline: "middle", dx: side === "left" ? 6 : -6, dy: barOffset },
    encoding: {
      x: { ...x, field: side === "left" ? "upper" : "lower" },
      text: { field: "text", type: "nominal" },
    },
  });
  return {
    ...theme,
    height: values.length * step,
    data: { values },
    encoding: {
      y: { field: "label", type: "nominal", sort: null, axis: null },
    },
    layer: [
      {
        mark: { type: "bar", height: barHeight, yOffset: barOffset },
        encoding: {
          x: { ...x, field: "value" },
          color: {
            field: "colour",
            type: "nominal",
            scale: { domain: names, range: names.map((name) => colour(name)) },
          },
        },
      },
      {
        transform: [{ filter: "datum.lower < datum.upper" }],
        mark: { type: "rule", color: colour("rule"), strokeWidth: 2, yOffset: barOffset },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" } },
      },
      {
        mark: { type: "text", align: "left", baseline: "middle", dy: -9 },
        encoding: { x: { value: 0 }, text: { field: "label", type: "nominal" } },
      },
      ends("left"),
      ends("right"),
    ],
  };
}
