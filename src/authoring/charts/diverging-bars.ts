import type { Interval } from "../../model/measure.js";
import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows, requireUnique } from "./checks.js";
import { filledUnless, namedColour, rule, thinLine, tooltip, words } from "./layers.js";
import { along, niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, inPanels, type PlotName } from "./theme.js";

export interface DivergingRow {
  /** Stands beside the bar, on the other side of zero. */
  readonly label: string;
  /** A change; with bounds where it is known between two numbers only. */
  readonly value: number | Interval;
  /** The formatted value, at the end of the bar. */
  readonly text: string;
  /** Grey, unless the bar matters. */
  readonly colour?: ColourName;
  /** A hollow bar is of another kind than the full ones: `183 others together`. */
  readonly fill?: "full" | "hollow";
  /** Key of the panel it stands in, where there are panels. */
  readonly panel?: string;
}

export interface DivergingOptions {
  /** A bar each. */
  readonly rows: readonly DivergingRow[];
  /** `value` ranks by value, greatest first; `given` keeps the rows' order. */
  readonly order?: "value" | "given";
  /** On one scale, side by side where the page is wide: a gap of either country. */
  readonly panels?: readonly PlotName[];
}

const step = 25;
const barHeight = 15;
/** Of the whole scale, at least so much on either side of zero: labels stand there. */
const leastSide = 0.36;

/** Gains to the right of zero, losses to the left, each with its name across zero and its number at the end. */
export function divergingBars({ rows, order = "value", panels }: DivergingOptions): Chart {
  requireRows("divergingBars", rows, ["label", "value", "text"]);
  requireColours(
    "divergingBars",
    rows.map(({ colour: name = "others" }) => ({ colour: name })),
  );
  const domain = domainOf(rows.map(barOf));
  const stray = rows.find(({ panel }) => panels?.every(({ key }) => key !== panel));
  if (panels !== undefined && panels.length > 0 && stray !== undefined)
    throw new ChartError(`divergingBars: "${stray.label}" is in the panel "${String(stray.panel)}"`, {
      hint: `There are ${panels.map(({ key }) => key).join(", ")}.`,
    });
  return ofRows(
    { rows },
    inPanels("divergingBars", rows, panels, (own) => {
      requireUnique("divergingBars", own, "label");
      const bars = own.map(barOf);
      return plotOf(order === "given" ? bars : bars.sort((a, b) => b.value - a.value), domain);
    }),
  );
}

interface Bar extends Interval {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly colour: ColourName;
  readonly fill: "full" | "hollow";
  readonly side: "gain" | "loss";
}

function barOf({ label, value, text, colour: name = "others", fill = "full" }: DivergingRow): Bar {
  const { lower, upper, middle } = extentOf(value, `divergingBars: "${label}"`);
  return { label, value: middle, lower, upper, text, colour: name, fill, side: middle < 0 ? "loss" : "gain" };
}

function plotOf(values: readonly Bar[], domain: readonly [number, number]): Spec {
  const height = values.length * step;
  const x = along(domain);
  const color = namedColour(
    "colour",
    values.map((row) => row.colour),
  );
  return {
    height,
    data: { values },
    encoding: { y: { field: "label", type: "nominal", sort: null, axis: null } },
    layer: [
      {
        mark: { type: "bar", height: barHeight, strokeWidth: 1.5 },
        encoding: {
          x: { ...x, field: "value" },
          fill: filledUnless("datum.fill === 'hollow'", color),
          stroke: color,
          ...tooltip({ label: "Row", text: "Value" }),
        },
      },
      {
        transform: [{ filter: "datum.lower < datum.upper" }],
        ...rule(
          { color: colour("rule"), strokeWidth: 2 },
          { x: { ...x, field: "lower" }, x2: { field: "upper" } },
        ),
      },
      rule(thinLine, { x: { ...x, field: "zero" }, y: { value: 0 }, y2: { value: height } }, [{ zero: 0 }]),
      ...sideLayers("gain", x),
      ...sideLayers("loss", x),
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

/** One for all panels. */
function domainOf(bars: readonly Bar[]): readonly [number, number] {
  const ends = bars.flatMap(({ lower, upper }) => [lower, upper]);
  if (ends.every((end) => end === 0))
    throw new ChartError("divergingBars: every value is zero", {
      hint: "Say in words that nothing changed; an empty figure is never published.",
    });
  return roomy(niceScale(ends, "zero").domain);
}

/** Names on both sides of zero need their part of the scale. */
function roomy([low, high]: readonly [number, number]): readonly [number, number] {
  const side = leastSide / (1 - leastSide);
  return [Math.min(low, -high * side), Math.max(high, -low * side)];
}
