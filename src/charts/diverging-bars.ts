import type { Interval } from "../model/measure.js";
import type { ColourName } from "../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "./errors.js";
import { namedColour, words } from "./marks.js";
import { niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";

export interface DivergingRow {
  /** Stands beside the bar, on the other side of zero. */
  readonly label: string;
  /** A change; with bounds where it is known between two numbers only. */
  readonly value: number | Interval;
  /** The formatted value, at the end of the bar. */
  readonly text: string;
  /** Grey, unless the bar matters. */
  readonly colour?: ColourName;
}

export interface DivergingOptions {
  readonly rows: readonly DivergingRow[];
  /** `value` ranks by value, greatest first; `given` keeps the rows' order. */
  readonly order?: "value" | "given";
  /** What the scale must hold besides the values: the same in figures that are compared. */
  readonly extent?: Interval;
}

const step = 25;
const barHeight = 15;
/** Of the whole scale, at least so much on either side of zero: labels stand there. */
const leastSide = 0.36;

/** Gains to the right of zero, losses to the left, each with its name across zero and its number at the end. */
export function divergingBars({ rows, order = "value", extent }: DivergingOptions): Spec {
  requireRows("divergingBars", rows);
  requireFields("divergingBars", rows, ["label", "value", "text"]);
  requireUnique(
    "divergingBars",
    rows.map(({ label }) => label),
  );
  const measured = rows.map(({ label, value, text, colour: name = "grey" }) => {
    const { lower, upper, middle } = extentOf(value, `divergingBars: "${label}"`);
    return { label, value: middle, lower, upper, text, colour: name, side: middle < 0 ? "loss" : "gain" };
  });
  const values = order === "given" ? measured : measured.sort((a, b) => b.value - a.value);
  requireColours(
    "divergingBars",
    values.map((row) => row.colour),
  );
  const domain = domainOf(values, extent);
  const x = { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
  return {
    ...theme,
    height: values.length * step,
    data: { values },
    encoding: { y: { field: "label", type: "nominal", sort: null, axis: null } },
    layer: [
      {
        mark: { type: "bar", height: barHeight },
        encoding: {
          x: { ...x, field: "value" },
          color: namedColour(
            "colour",
            values.map((row) => row.colour),
          ),
          tooltip: [
            { ...words("label"), title: "Row" },
            { ...words("text"), title: "Value" },
          ],
        },
      },
      {
        transform: [{ filter: "datum.lower < datum.upper" }],
        mark: { type: "rule", color: colour("rule"), strokeWidth: 2, tooltip: null },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" } },
      },
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: "rule", color: colour("rule"), strokeWidth: 1, tooltip: null },
        encoding: { x: { ...x, field: "zero" }, y: { value: 0 }, y2: { value: values.length * step } },
      },
      ...(["gain", "loss"] as const).flatMap((side) => sideLayers(side, x)),
    ],
  };
}

/** Names across zero and numbers beyond the ends, of one side. */
function sideLayers(side: "gain" | "loss", x: Spec): readonly Spec[] {
  const transform = [{ filter: `datum.side === "${side}"` }];
  const [outside, across] = side === "gain" ? (["left", "right"] as const) : (["right", "left"] as const);
  const away = side === "gain" ? 6 : -6;
  const text = { type: "text", baseline: "middle", tooltip: null };
  return [
    {
      transform: [...transform, { calculate: "0", as: "zero" }],
      mark: { ...text, align: across, dx: -away },
      encoding: { x: { ...x, field: "zero" }, text: words("label") },
    },
    {
      transform,
      mark: { ...text, align: outside, dx: away },
      encoding: { x: { ...x, field: side === "gain" ? "upper" : "lower" }, text: words("text") },
    },
  ];
}

function domainOf(values: readonly Interval[], extent: Interval | undefined): readonly [number, number] {
  const held = extent === undefined ? [] : [extentOf(extent, "divergingBars: the extent")];
  const ends = [...values, ...held].flatMap(({ lower, upper }) => [lower, upper]);
  if (ends.every((end) => end === 0))
    throw new ChartError("divergingBars: every value is zero", {
      hint: "Say in words that nothing changed; an empty figure is never published.",
    });
  const [low, high] = roomy(niceScale(ends, "zero").domain);
  if (held.length === 0) return [low, high];
  // As long as that of the figures compared with, but no emptier on the left than its own bars and names make it.
  const ownLow = roomy(
    niceScale(
      values.flatMap(({ lower, upper }) => [lower, upper]),
      "zero",
    ).domain,
  )[0];
  const start = Math.max(low, Math.min(ownLow, -leastSide * (high - low)));
  return [start, start + high - low];
}

/** Names on both sides of zero need their part of the scale. */
function roomy([low, high]: readonly [number, number]): readonly [number, number] {
  const side = leastSide / (1 - leastSide);
  return [Math.min(low, -high * side), Math.max(high, -low * side)];
}
