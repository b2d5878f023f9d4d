import type { ColourName } from "../model/palette.js";
import { extentOf, type Level, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { clearText, pixelY, words } from "./marks.js";
import { niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";

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
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: { readonly value: number; readonly label: string };
}

const rowHeight = 40;
const pointsAt = 26;

/** Two values a row, two years or two sources, joined by a line, each with its number. */
export function dumbbell(options: DumbbellOptions): Spec {
  const { rows, first, second, reference } = options;
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
      leftText: inOrder ? one : two,
      rightText: inOrder ? two : one,
      heading: index * rowHeight + 9,
      middle: index * rowHeight + pointsAt,
    };
  });
  const level = reference === undefined ? [] : [extentOf(reference.value, "dumbbell: the reference").middle];
  const { domain } = niceScale(
    drawn.flatMap(({ left, right }) => [left, right]).concat(level),
    options.baseline ?? "zero",
  );
  const x = { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
  const height = drawn.length * rowHeight;
  return {
    ...theme,
    height: height + (reference === undefined ? 0 : 18),
    data: { values: drawn },
    encoding: { y: pixelY("middle") },
    layer: [
      {
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { x: { value: 0 }, x2: { value: { expr: "width" } } },
      },
      ...(reference === undefined ? [] : referenceLayers(reference, x, height)),
      {
        mark: { type: "rule", color: colour("rule"), strokeWidth: 3, opacity: 0.6, tooltip: null },
        encoding: { x: { ...x, field: "first" }, x2: { field: "second" } },
      },
      ...boundsLayers(x, first, second),
      point("first", first, x, { shape: "circle", fill: colour("paper"), size: 64 }),
      point("second", second, x, { shape: "square", fill: colour(second.colour), size: 58 }),
      ...clearText({
        mark: { type: "text", align: "left", baseline: "middle", tooltip: null },
        encoding: { x: { value: 0 }, y: pixelY("heading"), text: words("label") },
      }),
      ...numbers("left", x),
      ...numbers("right", x),
    ],
  };
}

function ranked({ rows, order = "second" }: DumbbellOptions) {
  const measured = rows.map((row) => ({
    row,
    from: extentOf(row.first, `dumbbell: the first value of "${row.label}"`),
    to: extentOf(row.second, `dumbbell: the second value of "${row.label}"`),
  }));
  if (order === "given") return measured;
  const weight = ({ from, to }: (typeof measured)[number]) =>
    order === "second" ? to.middle : to.middle - from.middle;
  return measured.sort((a, b) => weight(b) - weight(a));
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
  { value, label }: { readonly value: number; readonly label: string },
  x: Spec,
  height: number,
): readonly Spec[] {
  const data = { values: [{ level: value, note: label, top: 0, bottom: height }] };
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [2, 3], color: colour("rule"), tooltip: null },
      encoding: { x: { ...x, field: "level" }, y: pixelY("top"), y2: { field: "bottom" } },
    },
    {
      data,
      mark: { type: "text", align: "center", baseline: "top", dy: 4, color: colour("muted"), tooltip: null },
      encoding: { x: { ...x, field: "level" }, y: pixelY("bottom"), text: words("note") },
    },
  ];
}
