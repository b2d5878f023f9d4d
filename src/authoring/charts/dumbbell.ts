import type { ColourName } from "../../model/palette.js";
import { extentOf, type Level, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { clearText, pixelY, words } from "./marks.js";
import { fixedScale, logScale, niceScale, type ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";
import { axisLayers, emphasisLayer, levelRows } from "./value-axis.js";

export interface DumbbellRow {
  /** Stands above the two points. */
  readonly label: string;
  readonly first: Level;
  readonly second: Level;
  /** The formatted values. */
  readonly firstText: string;
  readonly secondText: string;
}

export interface DumbbellSide {
  /** What the point is: a year, a source. Stands at the points of the top row. */
  readonly label: string;
  readonly colour: ColourName;
}

export interface DumbbellOptions {
  readonly rows: readonly DumbbellRow[];
  /** Drawn as a hollow circle. */
  readonly first: DumbbellSide;
  /** Drawn as a full square. */
  readonly second: DumbbellSide;
  /** `second` ranks by the second value, greatest first; `change` by the difference; `given` keeps the rows' order. */
  readonly order?: "second" | "change" | "given";
  /** Where the horizontal scale begins; `data` where the distance from zero says nothing. */
  readonly baseline?: "zero" | "data";
  /** `log` for ratios, odds among them: half as much is as far as twice as much. */
  readonly scale?: ScaleKind;
  /** Label of the row that the others are measured by: it stands first, in bold, on a shade. */
  readonly emphasised?: string;
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: { readonly value: number; readonly label: string };
}

const rowHeight = 40;
const pointsAt = 26;
const pointReach = 11;

/** Two values a row, two years or two sources, joined by a line, each with its number. */
export function dumbbell(options: DumbbellOptions): Spec {
  const { rows, first, second, reference, scale: kind = "linear", emphasised } = options;
  requireRows("dumbbell", rows);
  requireFields("dumbbell", rows, ["label", "first", "second", "firstText", "secondText"]);
  requireUnique(
    "dumbbell",
    rows.map(({ label }) => label),
  );
  requireColours("dumbbell", [first.colour, second.colour]);
  const drawn = ranked(options).map(({ row, from, to }, index) => {
    const name = (side: DumbbellSide, text: string) => (index === 0 ? `${side.label}: ${text}` : text);
    const [one, two] = [name(first, row.firstText), name(second, row.secondText)];
    const inOrder = from.middle <= to.middle;
    // One number where both are the same, but for the top row, whose numbers carry the names.
    const isSame = row.firstText === row.secondText && index > 0;
    return {
      label: row.label,
      first: from.middle,
      second: to.middle,
      firstText: row.firstText,
      secondText: row.secondText,
      firstLower: from.lower,
      firstUpper: from.upper,
      secondLower: to.lower,
      secondUpper: to.upper,
      // Numbers stand outside, so that two points close together do not write over each other.
      left: Math.min(from.lower, to.lower),
      right: Math.max(from.upper, to.upper),
      leftText: isSame ? "" : inOrder ? one : two,
      rightText: isSame ? `both ${row.secondText}` : inOrder ? two : one,
      heading: index * rowHeight + 9,
      middle: index * rowHeight + pointsAt,
    };
  });
  const level = reference === undefined ? [] : [extentOf(reference.value, "dumbbell: the reference").middle];
  const levels = drawn.flatMap(({ left, right }) => [left, right]).concat(level);
  const { domain, ticks } =
    kind === "log" ? logScale(levels, "dumbbell") : niceScale(levels, options.baseline ?? "zero");
  const x = { type: "quantitative", scale: fixedScale(kind, domain), axis: null };
  const height = drawn.length * rowHeight;
  const axisHeight = kind === "log" ? 18 : 0;
  const headings = (sameAs: "===" | "!==", fontWeight: number) =>
    clearText({
      ...(emphasised !== undefined && {
        transform: [{ filter: `datum.label ${sameAs} ${JSON.stringify(emphasised)}` }],
      }),
      mark: { type: "text", align: "left", baseline: "middle", fontWeight, dx: 3, tooltip: null },
      encoding: { x: { value: 0 }, y: pixelY("heading"), text: words("label") },
    });
  return {
    ...theme,
    height: height + axisHeight + (reference === undefined ? 0 : 18),
    data: { values: drawn },
    encoding: { y: pixelY("middle") },
    layer: [
      ...(emphasised === undefined ? [] : [emphasisLayer(rowHeight)]),
      ...axisLayers(kind, ticks, { x, top: 0, bottom: height }),
      {
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { x: { value: 0 }, x2: { value: { expr: "width" } } },
      },
      ...(reference === undefined ? [] : referenceLayers(reference, x, drawn, height + axisHeight)),
      {
        mark: { type: "rule", color: colour("rule"), strokeWidth: 3, opacity: 0.6, tooltip: null },
        encoding: { x: { ...x, field: "first" }, x2: { field: "second" } },
      },
      ...boundsLayers(x, first, second),
      point("first", first, x, { shape: "circle", fill: colour("paper"), size: 64 }),
      point("second", second, x, { shape: "square", fill: colour(second.colour), size: 58 }),
      ...(emphasised === undefined ? [] : headings("===", 600)),
      ...headings("!==", 400),
      ...numbers("left", x),
      ...numbers("right", x),
    ],
  };
}

function ranked({ rows, order = "second", emphasised }: DumbbellOptions) {
  if (emphasised !== undefined && !rows.some(({ label }) => label === emphasised))
    throw new ChartError(`dumbbell: there is no row "${emphasised}" to emphasise`);
  const inFront = (one: { readonly row: DumbbellRow }) => (one.row.label === emphasised ? 0 : 1);
  const measured = rows.map((row) => ({
    row,
    from: extentOf(row.first, `dumbbell: the first value of "${row.label}"`),
    to: extentOf(row.second, `dumbbell: the second value of "${row.label}"`),
  }));
  const weightless = order === "given";
  const weight = ({ from, to }: (typeof measured)[number]) =>
    order === "second" ? to.middle : to.middle - from.middle;
  return measured.sort((a, b) => inFront(a) - inFront(b) || (weightless ? 0 : weight(b) - weight(a)));
}

function point(
  field: "first" | "second",
  side: DumbbellSide,
  x: Spec,
  sign: { readonly shape: string; readonly fill: string; readonly size: number },
): Spec {
  return {
    mark: { type: "point", opacity: 1, stroke: colour(side.colour), strokeWidth: 2, ...sign },
    encoding: {
      x: { ...x, field },
      tooltip: [
        { ...words("label"), title: "Row" },
        { ...words(`${field}Text`), title: side.label },
      ],
    },
  };
}

function boundsLayers(x: Spec, first: DumbbellSide, second: DumbbellSide): readonly Spec[] {
  return (["first", "second"] as const).map((field) => ({
    transform: [{ filter: `datum.${field}Lower < datum.${field}Upper` }],
    mark: {
      type: "rule",
      color: colour(field === "first" ? first.colour : second.colour),
      strokeWidth: 9,
      opacity: 0.35,
      tooltip: null,
    },
    encoding: { x: { ...x, field: `${field}Lower` }, x2: { field: `${field}Upper` } },
  }));
}

function numbers(side: "left" | "right", x: Spec): readonly Spec[] {
  const align = side === "left" ? "right" : "left";
  return clearText({
    mark: { type: "text", align, baseline: "middle", dx: side === "left" ? -9 : 9, tooltip: null },
    encoding: { x: { ...x, field: side }, text: words(`${side}Text`) },
  });
}

function referenceLayers(
  reference: { readonly value: number; readonly label: string },
  x: Spec,
  rows: readonly { readonly middle: number }[],
  bottom: number,
): readonly Spec[] {
  const encoding = { x: { ...x, field: "value" } };
  return [
    {
      data: { values: levelRows([reference], rows, pointReach) },
      mark: { type: "rule", strokeDash: [2, 3], color: colour("muted"), tooltip: null },
      encoding: { ...encoding, y: pixelY("top"), y2: { field: "bottom" } },
    },
    {
      data: { values: [{ ...reference, bottom }] },
      mark: { type: "text", align: "center", baseline: "top", dy: 4, color: colour("muted"), tooltip: null },
      encoding: { ...encoding, y: pixelY("bottom"), text: words("label") },
    },
  ];
}
