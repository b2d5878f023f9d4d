import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireColours, requireRows, requireUnique } from "./checks.js";
import { namedColour, rule, thinLine, tooltip, words } from "./layers.js";
import { along, niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { inPanels, type PlotName } from "./theme.js";

export interface DivergingRow {
  /** Label beside the bar, on the other side of zero. */
  readonly label: string;
  /** A change. */
  readonly value: number;
  /** The formatted value, at the end of the bar. */
  readonly text: string;
  /** Grey by default; a colour highlights the bar. */
  readonly colour?: ColourName;
  /** Key of its panel, if there are panels. */
  readonly panel?: string;
}

export interface DivergingOptions {
  /** One bar per row, in drawing order. */
  readonly rows: readonly DivergingRow[];
  /** Panels on one scale, side by side on a wide page: for example, a gap of either country. */
  readonly panels?: readonly PlotName[];
}

const step = 25;
const barHeight = 15;
/** Minimum fraction of the scale on either side of zero, reserved for labels. */
const leastSide = 0.36;

/** Gains to the right of zero, losses to the left, each with its name across zero and its number at the end. */
export function divergingBars({ rows, panels }: DivergingOptions): Chart {
  requireRows("divergingBars", rows, ["label", "value", "text"]);
  requireColours(
    "divergingBars",
    rows.flatMap(({ colour: name }) => name ?? []),
  );
  const unknown = rows.find(({ value }) => !Number.isFinite(value));
  if (unknown !== undefined)
    throw new ChartError(
      `divergingBars: "${unknown.label}" is ${unknown.value}, not a number that can be drawn`,
      { hint: "Leave out entries without a value, and say so in the caption." },
    );
  const stray = rows.find(({ panel }) => panels?.every(({ key }) => key !== panel));
  if (panels !== undefined && panels.length > 0 && stray !== undefined)
    throw new ChartError(`divergingBars: "${stray.label}" is in the panel "${String(stray.panel)}"`, {
      hint: `There are ${panels.map(({ key }) => key).join(", ")}.`,
    });
  const x = along(domainOf(rows.map(({ value }) => value)));
  const plot = inPanels("divergingBars", rows, panels, (own) => plotOf(own, x));
  return ofRows({ rows }, plot);
}

function plotOf(rows: readonly DivergingRow[], x: Spec): Spec {
  requireUnique("divergingBars", rows);
  const values = rows.map(({ label, value, text, colour: name = "others" }) => {
    return { label, value, text, colour: name, side: value < 0 ? "loss" : "gain" };
  });
  const height = values.length * step;
  const names = values.map((row) => row.colour);
  const color = namedColour("colour", names);
  const tooltips = tooltip({ label: "Row", text: "Value" });
  return {
    height,
    data: { values },
    encoding: { y: { field: "label", type: "nominal", sort: null, axis: null } },
    layer: [
      {
        mark: { type: "bar", height: barHeight, strokeWidth: 1.5 },
        encoding: { x: { ...x, field: "value" }, fill: color, stroke: color, ...tooltips },
      },
      rule(thinLine, { x: { ...x, field: "zero" }, y: { value: 0 }, y2: { value: height } }, [{ zero: 0 }]),
      ...sideLayers("gain", x),
      ...sideLayers("loss", x),
    ],
  };
}

/** Names across zero and numbers beyond the ends, on one side. */
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
      encoding: { x: { ...x, field: "value" }, text: words("text") },
    },
  ];
}

/** One for all panels; names on both sides of zero need their share of it. */
function domainOf(ends: readonly number[]): readonly [number, number] {
  if (ends.every((end) => end === 0))
    throw new ChartError("divergingBars: every value is zero", {
      hint: "Say in words that nothing changed: empty figures are not published.",
    });
  const [low, high] = niceScale(ends, "zero").domain;
  const side = leastSide / (1 - leastSide);
  return [Math.min(low, -high * side), Math.max(high, -low * side)];
}
