/** Two moments, one line for each name, with name and number at both ends. */
import { own } from "../../lib/own.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { type Chart, ofRows } from "../rows-of.js";
import { limitsOf, requireNoLimits } from "./axis-options.js";
import { requireValues } from "./checks-of-columns.js";
import { type Column, type ColumnName, nameAt, type Rows } from "./columns.js";
import * as layers from "./layers.js";
import { type Measure, measureOf } from "./measure.js";
import { type ChartOptions, inPanels, read, seriesAt, shownOf } from "./plain.js";
import { along } from "./scale.js";
import { spread } from "./series.js";
import type { Spec } from "./spec.js";
import { stepNames, stepWriter } from "./steps.js";
import { colour, lineHeight } from "./theme.js";

export interface SlopeOptions<Row> extends Pick<
  ChartOptions<Row>,
  "facet" | "style" | "digits" | "limits" | "height"
> {
  /** Column with the two moments: years, dates, months or words. */
  readonly x: ColumnName<Row>;
  /** Column of numbers. */
  readonly y: ColumnName<Row>;
  /** Column of the names, one line each. */
  readonly by: ColumnName<Row>;
  /** Colours of the highlighted lines by name, `{ China: "vermilion" }`; all others are grey. */
  readonly colours?: Readonly<Record<string, Colour>>;
  /** Start of the vertical scale. By default zero, or near the data if they are far above zero. */
  readonly baseline?: "zero" | "data";
}

interface End {
  readonly name: string;
  /** 0 for the first moment, 1 for the second. */
  readonly side: number;
  readonly value: number;
  readonly moment: string;
  readonly written: string;
  readonly colour: Colour;
  readonly y: number;
}

/** Pixels for the moments above the lines, and between neighbouring labels. */
const headroom = 26;
const labelGap = lineHeight + 1;
/** Longer names stand only at the right end, or a phone would have no room for the lines. */
const longestAtBothEnds = 14;

/** Two moments, one line per name: `slope(rows, { x: "year", y: "share", by: "country", colours: { China: "vermilion" } })`. */
export function slope<Row extends object>(given: Rows<Row>, options: SlopeOptions<Row>): Chart {
  const { colours = {} } = options;
  const source = read("slope", given, options, { ...options, named: Object.keys(colours) });
  const x = source.column(options.x);
  const y = source.numbers(options.y);
  requireValues("slope", x, y);
  requireNoLimits({ chart: "slope", axis: "x", limits: options.limits }, x, "two moments");
  const moments = momentsOf(x);
  const measure = measureOf([y], {
    style: options.style,
    digits: options.digits,
    baseline: options.baseline,
    limits: limitsOf({ chart: "slope", axis: "y", limits: options.limits }, [y]),
  });
  const momentOf = stepWriter(x);
  const most = Math.max(
    ...moments.map((moment) => source.rows.filter((_, at) => nameAt(x, at) === moment).length),
  );
  // Panels have fewer lines each, but the same height.
  const needed = source.facet === undefined ? headroom + most * labelGap : 0;
  const height = Math.max(options.height ?? (source.facet === undefined ? 300 : 240), needed);
  const [least, greatest] = measure.domain;
  const pixels = (value: number) =>
    height - 8 - ((value - least) / (greatest - least)) * (height - 8 - headroom);
  const ends = source.rows.map((_, index): End | undefined => {
    const moment = nameAt(x, index);
    const value = y.cells[index];
    if (moment === undefined || typeof value !== "number") return undefined;
    const name = seriesAt(source, index);
    return {
      name,
      side: moments.indexOf(moment),
      value,
      moment: momentOf(moment),
      written: measure.write(value),
      colour: own(colours, name) ?? "others",
      y: Number(pixels(value).toFixed(2)),
    };
  });
  const titles = { name: source.by?.title ?? "", moment: x.title, written: measure.title };
  return ofRows(
    shownOf(source, [x, y]),
    inPanels(source, (indices) => ({
      height,
      layer: layersOf(
        indices.flatMap((index) => ends[index] ?? []),
        { moments: moments.map(momentOf), measure, height, titles },
      ),
    })),
  );
}

/** In the order of time or, for words, of the rows. */
function momentsOf(column: Column): readonly string[] {
  const names = stepNames(column);
  if (names.length !== 2)
    throw new ChartError(
      `slope: the column "${column.field}" (x) has ${names.length} different values; expected two moments`,
      { hint: `Filter the rows to two of ${names.slice(0, 6).join(", ")}, or draw a line.` },
    );
  return column.kind === "category" ? names : [...names].sort((a, b) => momentOrder(a) - momentOrder(b));
}

const momentOrder = (name: string): number => (Number.isNaN(Number(name)) ? Date.parse(name) : Number(name));

interface Frame {
  readonly moments: readonly string[];
  readonly measure: Measure;
  readonly height: number;
  readonly titles: Readonly<Record<"name" | "moment" | "written", string>>;
}

const x = { field: "side", ...along([0, 1]) };
const y = layers.pixelY("y");

function layersOf(ends: readonly End[], { moments, measure, height, titles }: Frame): readonly Spec[] {
  requireOnce(ends);
  // Highlighted lines are drawn last, over the others.
  const ordered = [...ends].sort((a, b) => Number(a.colour !== "others") - Number(b.colour !== "others"));
  const color = layers.namedColour(
    "colour",
    ordered.map((end) => end.colour),
  );
  const sides = moments.map((moment, side) => ({ side, moment, top: headroom - 8, bottom: height, y: 8 }));
  const both = new Set(ends.filter(({ side }) => side === 0).map(({ name }) => name));
  const lines = ordered.filter(({ name, side }) => both.has(name) || side === 0);
  const longest = Math.max(...ends.map(({ name, written }) => name.length + written.length + 1));
  return [
    layers.rule(layers.gridLine, { x, ...layers.fromTopToBottom }, sides),
    layers.text("center", layers.muted, { x, y, text: layers.words("moment") }, sides),
    layers.quiet(
      "line",
      { strokeWidth: 2, strokeCap: "round" },
      { x, y, color, detail: layers.words("name") },
      lines.map(({ name, side, colour: of, y: at }) => ({ name, side, colour: of, y: at })),
    ),
    {
      data: { values: ordered.map((end) => ({ ...end })) },
      mark: { type: "point", filled: true, opacity: 1, size: 45 },
      encoding: { x, y, color, ...layers.tooltip(titles) },
    },
    ...labelLayers(ends, 0, {
      height,
      label: ({ name, written }) => (longest <= longestAtBothEnds ? `${name} ${written}` : written),
    }),
    ...labelLayers(ends, 1, { height, label: ({ name, written }) => `${written} ${name}` }),
    ...zeroLayer(measure, height),
  ];
}

/** Zero, if gains and losses are on either side of it. */
function zeroLayer({ domain: [least, greatest] }: Measure, height: number): readonly Spec[] {
  if (least >= 0 || greatest <= 0) return [];
  const at = height - 8 - ((0 - least) / (greatest - least)) * (height - 8 - headroom);
  return [
    layers.rule(
      { ...layers.thinLine, strokeDash: [2, 3] },
      { x: { ...x, field: "from" }, x2: { field: "to" }, y },
      [{ from: 0, to: 1, y: at }],
    ),
  ];
}

interface LabelOptions {
  readonly height: number;
  readonly label: (end: End) => string;
}

/**
 * Ends at the same place whose labels say the same have one label, in the colour of the text: lines that all begin at 100
 * begin at one "100".
 */
function oneForEachLabel<Labelled extends End & { readonly label: string }>(
  ends: readonly Labelled[],
): readonly Labelled[] {
  const byPlace = new Map<string, Labelled>();
  for (const end of ends) {
    const key = JSON.stringify([end.label, end.y]);
    byPlace.set(key, byPlace.has(key) ? { ...end, colour: "others" } : end);
  }
  return [...byPlace.values()];
}

/** Labels beside their points, moved apart if these are close together; a thin line then joins the two. */
function labelLayers(ends: readonly End[], side: 0 | 1, { height, label }: LabelOptions): readonly Spec[] {
  const own = oneForEachLabel(
    ends.filter((end) => end.side === side).map((end) => ({ ...end, label: label(end) })),
  );
  const places = spread(
    own.map((end) => end.y),
    labelGap,
    [headroom, height - 6],
  );
  const placed = own.map((end, index) => ({ ...end, position: places[index] ?? end.y }));
  const isMoved = placed.some((one) => Math.abs(one.position - one.y) > 4);
  const away = side === 0 ? -1 : 1;
  const distance = isMoved ? 20 : 9;
  const at = layers.pixelY("position");
  const joining = { xOffset: 6 * away, x2Offset: 16 * away, ...layers.thinLine };
  return [
    ...(isMoved
      ? [
          layers.rule(
            joining,
            { x, x2: { field: "side" }, y, y2: { field: "position" } },
            placed.map(({ y: from, position }) => ({ side, y: from, position })),
          ),
        ]
      : []),
    ...[...new Set(placed.map((one) => one.colour))].map((of) =>
      layers.text(
        side === 0 ? "right" : "left",
        {
          dx: distance * away,
          fontWeight: of === "others" ? 400 : 600,
          color: of === "others" ? colour("ink") : layers.textColour(of),
        },
        { x, y: at, text: layers.words("label") },
        placed
          .filter((one) => one.colour === of)
          .map((one) => ({ side, label: one.label, position: one.position })),
      ),
    ),
  ];
}

function requireOnce(ends: readonly End[]): void {
  const seen = new Set<string>();
  for (const { name, moment } of ends) {
    const key = JSON.stringify([name, moment]);
    if (seen.has(key))
      throw new ChartError(`slope: two rows are "${name}", "${moment}"`, {
        hint: "Add them up first, or name the column that distinguishes them (facet).",
      });
    seen.add(key);
  }
}
