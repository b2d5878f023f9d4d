/** The same lines once a panel, every panel on the same scales. */
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows, requireUnique } from "./checks.js";
import {
  answers,
  dashedIncomplete,
  drawnStatus,
  filledUnless,
  isIncomplete,
  pixelY,
  quiet,
  signsOf,
  text,
  tooltip,
  words,
} from "./layers.js";
import type { LineRow, LineSeries } from "./line-with-bounds.js";
import { cutLayer, frameOf, gridLayers, keyLayers, type Panel, titleLayers, yearLayer } from "./panels.js";
import { niceScale } from "./scale.js";
import { boundsExpression, type NumberStyle, type Spec, tickExpression } from "./spec.js";
import { colour, theme } from "./theme.js";
import { piecesOf, rounded } from "./year-frame.js";

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
  /** Where the vertical scale begins; one that begins above zero says so, above the panels. */
  readonly baseline?: "zero" | "data";
  /** Two fit a phone; three only with short labels. */
  readonly columns?: 1 | 2 | 3;
  readonly panelHeight?: number;
}

const mostPanels = 30;
const mostSeries = 4;

/** The same lines for many, a small panel each, all on one scale. */
export function smallMultiples(options: MultiplesOptions): Chart {
  const { panels, series, style, baseline = "zero" } = options;
  const points = pointsOf(options);
  const levels = points.flatMap(({ lower, upper }) => [lower, upper]);
  const { domain, ticks } = niceScale(levels, baseline);
  const named = series.length > 1 ? series.length : 0;
  const isCut = domain[0] > 0;
  const frame = frameOf(
    {
      panels,
      columns: options.columns ?? 2,
      panelHeight: options.panelHeight ?? 96,
      keyRows: named + (isCut ? 1 : 0),
    },
    points.map(({ year }) => year),
    domain,
  );
  const { x } = frame;
  const signs = signsOf(series);
  const { color } = signs;
  const y = pixelY("y");
  const placed = points.map((point) => ({
    ...point,
    x: frame.xOf(point.index, point.year),
    y: frame.yOf(point.index, point.value),
    lowerY: frame.yOf(point.index, point.lower),
    upperY: frame.yOf(point.index, point.upper),
  }));
  const grid = gridLayers(frame, ticks);
  return ofRows(
    { rows: points.map(asRead) },
    {
      ...theme,
      ...answers("x", "title"),
      height: frame.height,
      data: { values: placed.map(asDrawn) },
      layer: [
        grid.layer,
        {
          data: { values: grid.labelled },
          transform: [{ calculate: tickExpression("datum.tick", ticks, style), as: "written" }],
          ...text("right", { dx: -6, color: colour("muted") }, { x: x("left"), y, text: words("written") }),
        },
        {
          transform: [{ calculate: boundsExpression(style), as: "written" }],
          mark: { type: "rule", strokeWidth: 4, opacity: 0.35 },
          encoding: { x: x("x"), y: pixelY("lowerY"), y2: { field: "upperY" }, color, ...pointTooltip },
        },
        quiet(
          "line",
          { strokeWidth: 1.75, ...rounded },
          { x: x("x"), y, color, detail: words("segment"), strokeDash: dashedIncomplete },
          lineRows(placed, options),
        ),
        signLayer(placed, options, { x: x("x"), y, ...signs }),
        ...titleLayers(frame),
        yearLayer(frame),
        ...(named > 0 ? keyLayers(series, signs) : []),
        ...(isCut ? [cutLayer(domain[0], style, named)] : []),
      ],
    },
  );
}

/** Of every year, whether or not a sign stands there. */
const pointTooltip = tooltip({
  title: "Panel",
  label: "Series",
  year: "Year",
  written: "Value",
  status: "Year is",
});

/** As a reader sees it: panel and series by their names. */
const asRead = ({ title, label, year, lower, upper, status }: Point) => ({
  panel: title,
  series: label,
  year,
  lower,
  upper,
  status: drawnStatus(status),
});

interface Point extends PanelRow {
  readonly index: number;
  readonly label: string;
  readonly title: string;
  readonly value: number;
}

function pointsOf({ rows, panels, series }: MultiplesOptions): readonly Point[] {
  requireRows("smallMultiples", rows);
  requireRows("smallMultiples", panels, [], "panels");
  requireRows("smallMultiples", series, [], "series");
  requireRows("smallMultiples", rows, ["panel", "series", "year", "lower", "upper", "status"]);
  requireUnique("smallMultiples", panels, "key");
  requireColours("smallMultiples", series);
  if (panels.length > mostPanels || series.length > mostSeries)
    throw new ChartError(
      `smallMultiples: ${panels.length} panels of ${series.length} lines; at most ${mostPanels} of ${mostSeries} can be read`,
      { hint: "Keep those that the text speaks of." },
    );
  const points = rows.flatMap((row) => {
    const index = panels.findIndex(({ key }) => key === row.panel);
    const label = series.find(({ key }) => key === row.series)?.label;
    const title = panels[index]?.label;
    if (label === undefined || title === undefined) return [];
    const where = `smallMultiples: ${row.panel}, ${row.series} ${row.year}`;
    if (!Number.isInteger(row.year)) throw new ChartError(`${where} is not a year`);
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
  { panels, series }: MultiplesOptions,
): readonly Spec[] {
  return panels.flatMap(({ key: panel }) =>
    series.flatMap(({ key, label }) =>
      piecesOf(
        points.filter((point) => point.panel === panel && point.series === key),
        1,
        ({ x, y }, piece, status) => ({ label, segment: `${panel} ${key} ${piece}`, status, x, y }),
      ),
    ),
  );
}

function asDrawn(point: Point & Spec): Spec {
  return { ...point, status: drawnStatus(point.status) };
}

/** Signs where a line ends, and where a year is incomplete. */
function signLayer(
  points: readonly (Point & Spec)[],
  { series, style }: MultiplesOptions,
  { x, y, color, shape }: { readonly x: Spec; readonly y: Spec; readonly color: Spec; readonly shape: Spec },
): Spec {
  const isLast = (point: Point) =>
    !points.some(
      (other) => other.panel === point.panel && other.series === point.series && other.year > point.year,
    );
  return {
    data: { values: points.filter((point) => point.status === "incomplete" || isLast(point)).map(asDrawn) },
    transform: [{ calculate: boundsExpression(style), as: "written" }],
    mark: { type: "point", filled: true, opacity: 1, size: series.length > 1 ? 34 : 26, strokeWidth: 1.5 },
    encoding: {
      x,
      y,
      stroke: color,
      fill: filledUnless(isIncomplete, color),
      shape,
      ...pointTooltip,
    },
  };
}
