/** Gains and losses on either side of zero. */
import { own } from "../../lib/own.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { type Chart, ofRows } from "../rows-of.js";
import { asName, type ColumnName, nameAt, numbersIn, type Rows } from "./columns.js";
import { requireUnique } from "./checks.js";
import { requireValues } from "./checks-of-columns.js";
import { namedColour, rule, thinLine, tooltip, words } from "./layers.js";
import { measureOf } from "./measure.js";
import { type ChartOptions, inPanels, read, shownOf } from "./plain.js";
import { along, niceScale } from "./scale.js";
import type { Spec } from "./spec.js";

export interface DivergingOptions<Row> extends Pick<ChartOptions<Row>, "facet" | "style" | "digits"> {
  /** Column of numbers: gains are positive, losses negative. */
  readonly x: ColumnName<Row>;
  /** Column of the names, one bar each, in the order of the rows. */
  readonly y: ColumnName<Row>;
  /** Column with the number in words, for the end of the bar; by default the number with its sign. */
  readonly text?: ColumnName<Row>;
  /** Colours of the highlighted bars by name, `{ China: "vermilion" }`; all others are grey. */
  readonly colours?: Readonly<Record<string, Colour>>;
}

const step = 25;
const barHeight = 15;
/** Minimum fraction of the scale on either side of zero, reserved for labels. */
const leastSide = 0.36;

/**
 * Gains to the right of zero, losses to the left, each with its name across zero and its number at the end:
 * `divergingBars(rows, { x: "change", y: "country" })`.
 */
export function divergingBars<Row extends object>(given: Rows<Row>, options: DivergingOptions<Row>): Chart {
  const { colours = {} } = options;
  const named = { by: options.y, colours, named: Object.keys(colours) };
  const source = read("divergingBars", given, options, named);
  const x = source.numbers(options.x);
  const y = source.column(options.y);
  const text = source.column(options.text);
  requireValues("divergingBars", x, y);
  const measure = measureOf([x], { style: options.style, digits: options.digits });
  const domain = domainOf(numbersIn(x));
  const bars = source.rows.map((_, index): Bar => {
    const label = nameAt(y, index) ?? "";
    const value = x.cells[index];
    if (label === "" || typeof value !== "number")
      throw new ChartError(
        `divergingBars: ${label === "" ? `row ${index + 1} has no name in` : `"${label}" has no value in`} the column "${label === "" ? y.field : x.field}"`,
        { hint: "Leave out such rows, and say so in the caption." },
      );
    return {
      label,
      value,
      text: asName(text?.cells[index] ?? measure.write(value, "always")),
      colour: own(colours, label) ?? "others",
      side: value < 0 ? "loss" : "gain",
    };
  });
  const titles = { label: y.title, text: measure.title };
  return ofRows(
    shownOf(source, [x]),
    inPanels(source, (indices) =>
      plotOf(
        indices.flatMap((index) => bars[index] ?? []),
        along(domain),
        titles,
      ),
    ),
  );
}

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly colour: Colour;
  readonly side: "gain" | "loss";
}

function plotOf(values: readonly Bar[], x: Spec, titles: Readonly<Record<"label" | "text", string>>): Spec {
  requireUnique("divergingBars", values);
  const height = values.length * step;
  const names = values.map((row) => row.colour);
  const color = namedColour("colour", names);
  const tooltips = tooltip(titles);
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
