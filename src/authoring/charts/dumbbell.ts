import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, type Level, requireColours, requireRows, requireUnique } from "./checks.js";
import { answers, atLeft, clearText, pixelY, rule, text, tooltip, words } from "./layers.js";
import { fixedScale, logScale, niceScale, type ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, theme } from "./theme.js";
import { axisLayers, emphasisLayer, levelLayers, rowRule } from "./value-axis.js";

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
  /** `second` ranks by the second value, greatest first; `given` keeps the rows' order. */
  readonly order?: "second" | "given";
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
export function dumbbell(options: DumbbellOptions): Chart {
  const { rows, first, second, reference, scale: kind = "linear", emphasised } = options;
  requireRows("dumbbell", rows, ["label", "first", "second", "firstText", "secondText"]);
  requireUnique("dumbbell", rows, "label");
  requireColours("dumbbell", [first, second]);
  const drawn = drawnRows(options);
  const levels = drawn.flatMap(({ left, right }) => [left, right]);
  if (reference !== undefined) levels.push(extentOf(reference.value, "dumbbell: the reference").middle);
  const { domain, ticks } =
    kind === "log" ? logScale(levels, "dumbbell") : niceScale(levels, options.baseline ?? "zero");
  const x = { type: "quantitative", scale: fixedScale(kind, domain), axis: null };
  const height = drawn.length * rowHeight;
  const bottom = height + (kind === "log" ? 18 : 0);
  return ofRows(
    { rows },
    {
      ...theme,
      ...answers("y"),
      height: bottom + (reference === undefined ? 0 : 18),
      data: { values: drawn },
      encoding: { y: pixelY("middle") },
      layer: [
        ...(emphasised === undefined ? [] : [emphasisLayer(rowHeight)]),
        ...axisLayers(kind, ticks, x, height),
        rowRule({}),
        ...levelLayers(reference === undefined ? [] : [reference], {
          x,
          rows: drawn,
          reach: pointReach,
          bottom,
        }),
        rule(
          { color: colour("rule"), strokeWidth: 3, opacity: 0.6 },
          { x: { ...x, field: "first" }, x2: { field: "second" } },
        ),
        boundsLayer("first", first, x),
        boundsLayer("second", second, x),
        pointLayer("first", first, x, { shape: "circle", fill: colour("paper"), size: 64 }),
        pointLayer("second", second, x, { shape: "square", fill: colour(second.colour), size: 58 }),
        ...(emphasised === undefined
          ? headings(400)
          : [
              ...headings(600, `datum.label === ${JSON.stringify(emphasised)}`),
              ...headings(400, `datum.label !== ${JSON.stringify(emphasised)}`),
            ]),
        ...numbers("left", x),
        ...numbers("right", x),
      ],
    },
  );
}

function drawnRows(options: DumbbellOptions) {
  const { first, second } = options;
  return ranked(options).map(({ row, from, to }, index) => {
    const { label, firstText, secondText } = row;
    const isTop = index === 0;
    const one = isTop ? `${first.label}: ${firstText}` : firstText;
    const two = isTop ? `${second.label}: ${secondText}` : secondText;
    const [left, right] = from.middle <= to.middle ? [one, two] : [two, one];
    // One number where both are the same, but for the top row, whose numbers carry the names.
    const isSame = firstText === secondText && !isTop;
    return {
      label,
      first: from.middle,
      second: to.middle,
      firstText,
      secondText,
      firstLower: from.lower,
      firstUpper: from.upper,
      secondLower: to.lower,
      secondUpper: to.upper,
      // Numbers stand outside, so that two points close together do not write over each other.
      left: Math.min(from.lower, to.lower),
      right: Math.max(from.upper, to.upper),
      leftText: isSame ? "" : left,
      rightText: isSame ? `both ${secondText}` : right,
      heading: index * rowHeight + 9,
      middle: index * rowHeight + pointsAt,
    };
  });
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
  return measured.sort(
    (a, b) => inFront(a) - inFront(b) || (order === "given" ? 0 : b.to.middle - a.to.middle),
  );
}

function headings(fontWeight: number, filter?: string): readonly Spec[] {
  const encoding = { x: atLeft, y: pixelY("heading"), text: words("label") };
  const layer = text("left", { fontWeight, dx: 3 }, encoding);
  return clearText(filter === undefined ? layer : { transform: [{ filter }], ...layer });
}

function pointLayer(field: "first" | "second", side: DumbbellSide, x: Spec, sign: Spec): Spec {
  return {
    mark: { type: "point", opacity: 1, stroke: colour(side.colour), strokeWidth: 2, ...sign },
    encoding: { x: { ...x, field }, ...tooltip({ label: "Row", [`${field}Text`]: side.label }) },
  };
}

function boundsLayer(field: "first" | "second", side: DumbbellSide, x: Spec): Spec {
  return {
    transform: [{ filter: `datum.${field}Lower < datum.${field}Upper` }],
    ...rule(
      { color: colour(side.colour), strokeWidth: 9, opacity: 0.35 },
      { x: { ...x, field: `${field}Lower` }, x2: { field: `${field}Upper` } },
    ),
  };
}

function numbers(side: "left" | "right", x: Spec): readonly Spec[] {
  const encoding = { x: { ...x, field: side }, text: words(`${side}Text`) };
  return clearText(side === "left" ? text("right", { dx: -9 }, encoding) : text("left", { dx: 9 }, encoding));
}
