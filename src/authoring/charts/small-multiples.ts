/** The same lines once a panel, every panel on the same scales. */
import type { Interval } from "../../model/measure.js";
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { cutLayers, scaleWithin } from "./cut-scale.js";
import { ChartError } from "../errors.js";
import type { LineRow, LineSeries } from "./line-with-bounds.js";
import { endLabelLayers } from "./line-labels.js";
import { dashedIncomplete, pixelY, words } from "./marks.js";
import {
  type Frame,
  frameOf,
  gridLayer,
  keyLayers,
  type Panel,
  referenceKeyLayers,
  titleLayers,
  yearLayer,
} from "./panels.js";
import { runsOf } from "./runs.js";
import { niceScale } from "./scale.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { colour, theme } from "./theme.js";

export interface PanelRow extends LineRow {
  /** Key of the panel the point belongs to. */
  readonly panel: string;
}

export interface MultiplesOptions {
  readonly rows: readonly PanelRow[];
  /** In the order of reading. */
  readonly panels: readonly Panel[];
  /** One line needs no name; two to four are named above the panels. */
  readonly series: readonly LineSeries[];
  readonly style: NumberStyle;
  readonly baseline?: "zero" | "data";
  /**
   * Ends of the vertical scale, which must hold every value; by default they follow the data. A scale that begins above
   * zero is said to do so, above the panels.
   */
  readonly domain?: Interval;
  /** Names of several lines above the panels, or at the lines of the panel on the upper right. */
  readonly names?: "above" | "lines";
  /** A level to compare with, drawn dashed in every panel. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** Years without a value that a line still crosses. */
  readonly bridgedGap?: number;
  /** Two fit a phone; three only with short labels. */
  readonly columns?: 1 | 2 | 3;
  readonly panelHeight?: number;
}

const mostPanels = 30;
const mostSeries = 4;
/** What a sign before a name takes, in characters. */
const signCharacters = 3;

export function smallMultiples(options: MultiplesOptions): Spec {
  const { panels, series, style, reference, baseline = "zero" } = options;
  const points = pointsOf(options);
  const levels = points.flatMap(({ lower, upper }) => [lower, upper]).concat(reference?.value ?? []);
  const scale =
    options.domain === undefined ? niceScale(levels, baseline) : scaleWithin(options.domain, levels);
  const atLines = options.names === "lines" && series.length > 1;
  const named = series.length > 1 && !atLines ? series.length : 0;
  const cut = scale.domain[0] > 0;
  const frame = frameOf(
    {
      panels,
      columns: options.columns ?? 2,
      panelHeight: options.panelHeight ?? 96,
      keyRows: named + (reference === undefined ? 0 : 1) + (cut ? 1 : 0),
      beside: atLines ? Math.max(...series.map(({ label }) => label.length)) + signCharacters : 0,
    },
    points.map(({ year }) => year),
    scale.domain,
  );
  const xScale = { domain: [0, frame.end], nice: false, zero: false };
  const x = (field: string) => ({ field, type: "quantitative", scale: xScale, axis: null });
  const labels = series.map(({ label }) => label);
  const color = {
    field: "label",
    type: "nominal",
    scale: { domain: labels, range: series.map((one) => colour(one.colour)) },
  };
  const shape = {
    field: "label",
    type: "nominal",
    scale: { domain: labels, range: series.map((one) => one.shape ?? "circle") },
  };
  const placed = points.map((point) => ({
    ...point,
    x: frame.x(point.index, point.year),
    y: frame.y(point.index, point.value),
    lowerY: frame.y(point.index, point.lower),
    upperY: frame.y(point.index, point.upper),
  }));
  const grid = panels.flatMap((_, index) =>
    [
      ...scale.ticks.map((tick) => ({ tick, kind: "grid" })),
      ...(reference === undefined ? [] : [{ tick: reference.value, kind: "reference" }]),
    ].map(({ tick, kind }) => ({
      tick,
      kind,
      left: frame.left(index),
      right: frame.left(index) + 1,
      y: frame.y(index, tick),
      panel: index,
      column: index % frame.columns,
    })),
  );
  return {
    ...theme,
    height: frame.height,
    data: { values: placed },
    layer: [
      gridLayer(grid, "grid", x),
      ...(reference === undefined ? [] : [gridLayer(grid, "reference", x)]),
      {
        data: { values: grid.filter(({ column, kind }) => column === 0 && kind === "grid") },
        transform: [{ calculate: tickExpression("datum.tick", scale.ticks, style), as: "written" }],
        mark: {
          type: "text",
          align: "right",
          baseline: "middle",
          dx: -6,
          color: colour("muted"),
          tooltip: null,
        },
        encoding: { x: x("left"), y: pixelY("y"), text: words("written") },
      },
      {
        mark: { type: "rule", strokeWidth: 4, opacity: 0.35, tooltip: null },
        encoding: { x: x("x"), y: pixelY("lowerY"), y2: { field: "upperY" }, color },
      },
      {
        data: { values: lineRows(placed, options) },
        mark: { type: "line", strokeWidth: 1.75, strokeJoin: "round", strokeCap: "round", tooltip: null },
        encoding: {
          x: x("x"),
          y: pixelY("y"),
          color,
          detail: words("segment"),
          strokeDash: dashedIncomplete,
        },
      },
      signLayer(placed, options, { x: x("x"), color, shape }),
      ...titleLayers(panels, frame, x),
      yearLayer(panels, frame, x),
      ...(named > 0 ? keyLayers(labels, { color, shape }) : []),
      ...(atLines ? lineNames(placed, options, { frame, color, shape }) : []),
      ...(reference === undefined ? [] : referenceKeyLayers(reference.label, named)),
      ...(cut ? cutLayers(scale, style, named + (reference === undefined ? 0 : 1)) : []),
    ],
  };
}

interface LineNameFrame {
  readonly frame: Frame;
  readonly color: Spec;
  readonly shape: Spec;
}

/** Right of the panel on the upper right, where its lines end. */
function lineNames(
  placed: readonly (Point & { readonly y: number })[],
  { panels, series }: MultiplesOptions,
  { frame, color, shape }: LineNameFrame,
): readonly Spec[] {
  const index = Math.min(frame.columns, panels.length) - 1;
  const own = placed.filter((point) => point.index === index);
  const labels = series.flatMap(({ key, label, colour: name }) => {
    const end = own.findLast((point) => point.series === key);
    return end === undefined ? [] : [{ label, colour: name, wanted: end.y, sign: "shape" as const }];
  });
  if (labels.length < series.length)
    throw new ChartError(`smallMultiples: not every line is in the panel "${panels[index]?.key ?? ""}"`, {
      hint: 'Its lines carry the names: put another panel there, or use names: "above".',
    });
  return endLabelLayers(labels, { color, shape, room: [frame.top(index), frame.bottom(index)] });
}

interface Point extends PanelRow {
  readonly index: number;
  readonly label: string;
  readonly title: string;
  readonly value: number;
}

function pointsOf({ rows, panels, series, reference }: MultiplesOptions): readonly Point[] {
  requireRows("smallMultiples", rows);
  requireRows("smallMultiples", panels, "panels");
  requireRows("smallMultiples", series, "series");
  requireFields("smallMultiples", rows, ["panel", "series", "year", "lower", "upper", "status"]);
  requireUnique(
    "smallMultiples",
    panels.map(({ key }) => key),
  );
  requireColours(
    "smallMultiples",
    series.map((one) => one.colour),
  );
  if (panels.length > mostPanels || series.length > mostSeries)
    throw new ChartError(
      `smallMultiples: ${panels.length} panels of ${series.length} lines; at most ${mostPanels} of ${mostSeries} can be read`,
      { hint: "Keep those that the text speaks of." },
    );
  if (reference !== undefined) extentOf(reference.value, "smallMultiples: the reference");
  const points = rows.flatMap((row) => {
    const index = panels.findIndex(({ key }) => key === row.panel);
    const label = series.find(({ key }) => key === row.series)?.label;
    const title = panels[index]?.label;
    if (label === undefined || title === undefined) return [];
    const where = `smallMultiples: ${row.panel}, ${row.series} ${row.year}`;
    if (!Number.isInteger(row.year)) throw new ChartError(`${where} is no year`);
    return [{ ...row, index, label, title, value: extentOf(row, where).middle }];
  });
  const empty = panels.find(({ key }) => !points.some(({ panel }) => panel === key));
  if (empty !== undefined)
    throw new ChartError(`smallMultiples: the panel "${empty.key}" has no rows`, {
      hint: `There are rows for ${[...new Set(rows.map(({ panel }) => panel))].join(", ")}.`,
    });
  const unused = series.find(({ key }) => !points.some((point) => point.series === key));
  if (unused !== undefined) throw new ChartError(`smallMultiples: the series "${unused.key}" has no rows`);
  return [...points].sort((a, b) => a.index - b.index || a.year - b.year);
}

function lineRows(
  points: readonly (Point & { readonly x: number; readonly y: number })[],
  { panels, series, bridgedGap = 1 }: MultiplesOptions,
): readonly Spec[] {
  return panels.flatMap(({ key: panel }) =>
    series.flatMap(({ key, label }) =>
      runsOf(
        points.filter((point) => point.panel === panel && point.series === key),
        bridgedGap,
      ).flatMap(({ status, points: run }, index) =>
        run.map(({ x, y }) => ({ label, segment: `${panel} ${key} ${index}`, status, x, y })),
      ),
    ),
  );
}

/** Signs where a series has one and where a year is incomplete; one at the end of a plain line. */
function signLayer(
  points: readonly (Point & Spec)[],
  { series, style }: MultiplesOptions,
  { x, color, shape }: { readonly x: Spec; readonly color: Spec; readonly shape: Spec },
): Spec {
  const isLast = (point: Point) =>
    !points.some(
      (other) => other.panel === point.panel && other.series === point.series && other.year > point.year,
    );
  const isAlone = (point: Point) =>
    points.filter((other) => other.panel === point.panel && other.series === point.series).length === 1;
  const values = points.filter((point) => point.status === "incomplete" || isLast(point) || isAlone(point));
  const [lower, upper] = [numberExpression("datum.lower", style), numberExpression("datum.upper", style)];
  return {
    data: { values },
    transform: [
      { calculate: `datum.lower === datum.upper ? ${lower} : ${lower} + ' to ' + ${upper}`, as: "written" },
    ],
    mark: { type: "point", filled: true, opacity: 1, size: series.length > 1 ? 34 : 26, strokeWidth: 1.5 },
    encoding: {
      x,
      y: pixelY("y"),
      stroke: color,
      fill: { condition: { test: "datum.status === 'incomplete'", value: colour("paper") }, ...color },
      shape,
      tooltip: [
        { ...words("title"), title: "Panel" },
        { ...words("label"), title: "Series" },
        { field: "year", type: "quantitative", title: "Year", format: "d" },
        { ...words("written"), title: "Value" },
        { ...words("status"), title: "Year is" },
      ],
    },
  };
}
