import type { ColourName } from "../model/palette.js";
import { extentOf, type Level, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "./errors.js";
import { clearText, namedColour, pixelY, words } from "./marks.js";
import { niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";

export interface WaterfallTotal {
  readonly label: string;
  readonly value: Level;
  /** The formatted value. */
  readonly text: string;
}

export interface WaterfallStep extends WaterfallTotal {
  /** By default blue where the step adds and vermilion where it takes away; its text carries the sign. */
  readonly colour?: ColourName;
}

export interface WaterfallOptions {
  /** Where the steps begin; without it they begin at zero and explain a change. */
  readonly start?: WaterfallTotal;
  readonly steps: readonly WaterfallStep[];
  /** Where they end; must be the sum. */
  readonly end: WaterfallTotal;
}

interface Bar {
  readonly label: string;
  readonly text: string;
  readonly begin: number;
  readonly finish: number;
  readonly lower: number;
  readonly upper: number;
  readonly colour: ColourName;
}

const rowHeight = 40;
const barTop = 18;
const barHeight = 15;
/** A line from bar to bar ends at a heading in its way and does not show between its letters. */
const headingHalo = 4;
/** Parts are summed in floating point: so much of the greatest of them may be lost. */
const tolerance = 1e-9;

/** Signed parts from a start to an end, each bar beginning where the one before ended. */
export function waterfall({ start, steps, end }: WaterfallOptions): Spec {
  requireRows("waterfall", steps, "steps");
  const totals = [...(start === undefined ? [] : [start]), ...steps, end];
  requireFields("waterfall", totals, ["label", "value", "text"]);
  requireUnique(
    "waterfall",
    totals.map(({ label }) => label),
  );
  const bars = barsOf(start, steps, end);
  requireColours(
    "waterfall",
    bars.map((bar) => bar.colour),
  );
  const { domain } = niceScale(
    bars.flatMap(({ begin, lower, upper }) => [begin, lower, upper]),
    "zero",
  );
  const values = bars.map((bar, index) => ({
    ...bar,
    heading: index * rowHeight + 9,
    top: index * rowHeight + barTop,
    bottom: index * rowHeight + barTop + barHeight,
    middle: index * rowHeight + barTop + barHeight / 2,
    // A number stands beyond the bar and its bounds, on the side away from zero.
    side: Math.max(bar.begin, bar.upper),
  }));
  const links = values.slice(0, -1).map(({ finish, bottom }, index) => ({
    at: finish,
    bottom,
    next: values[index + 1]?.top ?? bottom,
  }));
  const x = { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
  return {
    ...theme,
    height: values.length * rowHeight,
    data: { values },
    layer: [
      {
        data: { values: values.map(({ top, bottom }) => ({ at: 0, top, bottom: bottom + 4 })) },
        mark: { type: "rule", color: colour("rule"), strokeWidth: 1, tooltip: null },
        encoding: { x: { ...x, field: "at" }, y: pixelY("top"), y2: { field: "bottom" } },
      },
      {
        data: { values: links },
        mark: { type: "rule", color: colour("rule"), strokeWidth: 1, strokeDash: [2, 2], tooltip: null },
        encoding: { x: { ...x, field: "at" }, y: pixelY("bottom"), y2: { field: "next" } },
      },
      ...clearText(
        {
          mark: { type: "text", align: "left", baseline: "middle", tooltip: null },
          encoding: { x: { value: 0 }, y: pixelY("heading"), text: words("label") },
        },
        headingHalo,
      ),
      {
        mark: { type: "bar" },
        encoding: {
          x: { ...x, field: "begin" },
          x2: { field: "finish" },
          y: pixelY("top"),
          y2: { field: "bottom" },
          color: namedColour(
            "colour",
            bars.map((bar) => bar.colour),
          ),
          tooltip: [
            { ...words("label"), title: "Part" },
            { ...words("text"), title: "Value" },
          ],
        },
      },
      {
        transform: [{ filter: "datum.lower < datum.upper" }],
        mark: { type: "rule", color: colour("ink"), strokeWidth: 2, tooltip: null },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y: pixelY("middle") },
      },
      ...clearText({
        mark: { type: "text", align: "left", baseline: "middle", dx: 6, fontWeight: 600, tooltip: null },
        encoding: { x: { ...x, field: "side" }, y: pixelY("middle"), text: words("text") },
      }),
    ],
  };
}

function barsOf(
  start: WaterfallTotal | undefined,
  steps: readonly WaterfallStep[],
  end: WaterfallTotal,
): readonly Bar[] {
  const total = (given: WaterfallTotal): Bar => {
    const { lower, upper, middle } = extentOf(given.value, `waterfall: "${given.label}"`);
    return { label: given.label, text: given.text, begin: 0, finish: middle, lower, upper, colour: "ink" };
  };
  const first = start === undefined ? [] : [total(start)];
  const bars = steps.reduce<readonly Bar[]>((before, { label, text, value, colour: name }) => {
    const begin = before[before.length - 1]?.finish ?? 0;
    const { lower, upper, middle } = extentOf(value, `waterfall: "${label}"`);
    const bar = {
      label,
      text,
      begin,
      finish: begin + middle,
      lower: begin + lower,
      upper: begin + upper,
      colour: name ?? (middle < 0 ? "vermilion" : "blue"),
    };
    return [...before, bar];
  }, first);
  const last = total(end);
  const reached = bars[bars.length - 1]?.finish ?? 0;
  const greatest = Math.max(...[...bars, last].map(({ finish }) => Math.abs(finish)));
  if (Math.abs(reached - last.finish) > tolerance * greatest)
    throw new ChartError(
      `waterfall: the parts add up to ${reached}, but "${end.label}" is ${last.finish}: they differ by ${last.finish - reached}`,
      { hint: "Pass numbers as they were computed, before rounding, and every part, the residual too." },
    );
  return [...bars, last];
}
