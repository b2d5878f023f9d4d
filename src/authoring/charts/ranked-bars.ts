import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows, requireUnique } from "./checks.js";
import { atLeft, namedColour, words } from "./layers.js";
import { niceScale } from "./scale.js";
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
}

const barHeight = 15;
/** A line of text above each bar: beside the bars it would take a phone's whole width. */
const step = 40;
const barOffset = 8;

/** Horizontal bars from zero, the longest first, each with its number at the end; no axis has to be read. */
export function rankedBars({ rows }: BarOptions): Chart {
  requireRows("rankedBars", rows, ["label", "value", "text"]);
  requireUnique("rankedBars", rows, "label");
  const values = rows
    .map(({ label, value, lower = value, upper = value, text, colour: name = "ink" }) => {
      extentOf({ lower, upper }, `rankedBars: "${label}"`);
      if (!(lower <= value && value <= upper))
        throw new ChartError(`rankedBars: "${label}" is ${value}, outside its bounds ${lower} and ${upper}`);
      return { label, value, lower, upper, text, colour: name };
    })
    .sort((a, b) => b.value - a.value);
  requireColours("rankedBars", values);
  const ends = values.flatMap(({ lower, upper }) => [lower, upper]);
  const scale = { domain: niceScale(ends, "zero").domain, nice: false };
  const x = { type: "quantitative", scale, axis: null };
  const numbers = (filter: string, align: "left" | "right", field: "lower" | "upper") => ({
    transform: [{ filter }],
    mark: { type: "text", align, baseline: "middle", dx: align === "left" ? 6 : -6, dy: barOffset },
    encoding: { x: { ...x, field }, text: words("text") },
  });
  return ofRows(
    { rows },
    {
      ...theme,
      height: values.length * step,
      data: { values },
      encoding: { y: { field: "label", type: "nominal", sort: null, axis: null } },
      layer: [
        {
          mark: { type: "bar", height: barHeight, yOffset: barOffset },
          encoding: {
            x: { ...x, field: "value" },
            color: namedColour(
              "colour",
              values.map((row) => row.colour),
            ),
          },
        },
        {
          transform: [{ filter: "datum.lower < datum.upper" }],
          mark: { type: "rule", color: colour("rule"), strokeWidth: 2, yOffset: barOffset },
          encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" } },
        },
        {
          mark: { type: "text", align: "left", baseline: "middle", dy: -9 },
          encoding: { x: atLeft, text: words("label") },
        },
        numbers("datum.value >= 0", "left", "upper"),
        numbers("datum.value < 0", "right", "lower"),
      ],
    },
  );
}
