/** One path over years among many others of its kind: is it out of the ordinary? */
import type { ColourName } from "../model/palette.js";
import { requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "./errors.js";
import { type DatedEvent, eventLayers } from "./events.js";
import { clearText, dashedIncomplete, pixelY, textColour, words } from "./marks.js";
import { runsOf } from "./runs.js";
import { niceScale, yearTicks } from "./scale.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { spread } from "./spread.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface PathRow {
  /** Key of the path. */
  readonly path: string;
  readonly year: number;
  readonly value: number;
  readonly status: "complete" | "incomplete";
}

export interface PathsOptions {
  readonly rows: readonly PathRow[];
  readonly highlighted: { readonly key: string; readonly label: string; readonly colour: ColourName };
  /** What all the others are, in a word or two. */
  readonly others: string;
  readonly style: NumberStyle;
  /** At most five; those outside the years drawn are left out. */
  readonly events?: readonly DatedEvent[];
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: { readonly value: number; readonly label: string };
  readonly height?: number;
}

/** A path must be told from its neighbours; more than this many grey ones are a cloud. */
const mostPaths = 300;

export function pathsAmong(options: PathsOptions): Spec {
  const { highlighted, style, reference, height = 320 } = options;
  const { own, others } = pathsOf(options);
  const points = [...own, ...others.flat()];
  const years = points.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const events = (options.events ?? []).filter(({ date }) => date >= String(from) && date < String(to + 1));
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const scale = niceScale(points.map(({ value }) => value).concat(reference?.value ?? []), "data");
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: scale.domain, range: [height, headroom], nice: false, zero: false },
    axis: { values: scale.ticks, labelExpr: tickExpression("datum.value", scale.ticks, style), grid: true },
  });
  const line = (rows: readonly Spec[], mark: Spec) => ({
    data: { values: rows },
    mark: { type: "line", strokeJoin: "round", strokeCap: "round", ...mark },
    encoding: {
      y: y("value"),
      detail: { field: "piece", type: "nominal" },
      strokeDash: dashedIncomplete,
    },
  });
  const [low, high] = scale.domain;
  const pixels = (value: number) => height - ((value - low) / (high - low)) * (height - headroom);
  const ends = others.flatMap((path) => path.at(-1)?.value ?? []).sort((a, b) => a - b);
  const labels = [
    { name: highlighted.label, wanted: pixels(own.at(-1)?.value ?? 0) },
    { name: options.others, wanted: pixels(ends[Math.floor(ends.length / 2)] ?? 0) },
  ];
  const positions = spread(
    labels.map(({ wanted }) => wanted),
    lineHeight + 1,
    [headroom, height],
  );
  const label = (index: number, mark: Spec) => ({
    data: { values: [{ name: labels[index]?.name, position: positions[index] }] },
    mark: { type: "text", align: "left", baseline: "middle", tooltip: null, ...mark },
    encoding: { x: { value: { expr: "width + 8" } }, y: pixelY("position"), text: words("name") },
  });
  return {
    ...theme,
    height,
    data: {
      values: own.map(({ year, value, status }) => ({ label: highlighted.label, year, value, status })),
    },
    encoding: {
      x: {
        field: "year",
        type: "quantitative",
        scale: { domain: [from - 0.5, to + 0.5], nice: false, zero: false },
        axis: {
          values: yearTicks(from, to),
          format: "d",
          grid: false,
          ticks: true,
          tickColor: colour("rule"),
        },
      },
    },
    layer: [
      line(others.flatMap(pieces), { color: colour("grey"), strokeWidth: 1, opacity: 0.4, tooltip: null }),
      ...eventLayers(events),
      ...(reference === undefined ? [] : referenceLayer(reference, y("level"))),
      line(pieces(own), { color: colour(highlighted.colour), strokeWidth: 2.5, tooltip: null }),
      pointLayer(highlighted.colour, y("value"), style),
      label(0, { fontWeight: 600, color: textColour(highlighted.colour) }),
      label(1, { color: colour("muted") }),
    ],
  };
}

function pathsOf({ rows, highlighted }: PathsOptions): {
  readonly own: readonly PathRow[];
  readonly others: readonly (readonly PathRow[])[];
} {
  requireRows("pathsAmong", rows);
  requireFields("pathsAmong", rows, ["path", "year", "value", "status"]);
  requireColours("pathsAmong", [highlighted.colour]);
  const paths = new Map<string, PathRow[]>();
  for (const row of rows) {
    if (!Number.isFinite(row.value))
      throw new ChartError(
        `pathsAmong: ${row.path} ${row.year} is ${row.value}, not a number that can be drawn`,
      );
    const path = paths.get(row.path) ?? [];
    paths.set(row.path, path);
    path.push(row);
  }
  const sorted = (path: readonly PathRow[]) => [...path].sort((a, b) => a.year - b.year);
  const own = paths.get(highlighted.key);
  if (own === undefined)
    throw new ChartError(`pathsAmong: there are no rows of "${highlighted.key}", the path to highlight`);
  paths.delete(highlighted.key);
  if (paths.size === 0 || paths.size > mostPaths)
    throw new ChartError(`pathsAmong: ${paths.size} other paths; expected 1 to ${mostPaths}`);
  return { own: sorted(own), others: [...paths.values()].map(sorted) };
}

function pieces(path: readonly PathRow[]): readonly Spec[] {
  return runsOf(path, 0).flatMap(({ status, points }, index) =>
    points.map(({ path: key, year, value }) => ({ piece: `${key} ${index}`, status, year, value })),
  );
}

function referenceLayer(
  { value, label }: { readonly value: number; readonly label: string },
  y: Spec,
): readonly Spec[] {
  const data = { values: [{ level: value, note: label }] };
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [2, 3], color: colour("muted"), tooltip: null },
      encoding: { x: null, y },
    },
    ...clearText({
      data,
      mark: {
        type: "text",
        align: "left",
        baseline: "bottom",
        dy: -4,
        color: colour("muted"),
        tooltip: null,
      },
      encoding: { x: { value: 4 }, y, text: words("note") },
    }),
  ];
}

function pointLayer(name: ColourName, y: Spec, style: NumberStyle): Spec {
  return {
    transform: [{ calculate: numberExpression("datum.value", style), as: "written" }],
    mark: { type: "point", filled: true, opacity: 1, size: 34, strokeWidth: 1.5, stroke: colour(name) },
    encoding: {
      y,
      fill: {
        condition: { test: "datum.status === 'incomplete'", value: colour("paper") },
        value: colour(name),
      },
      tooltip: [
        { field: "label", type: "nominal", title: "Pair" },
        { field: "year", type: "quantitative", title: "Year", format: "d" },
        { field: "written", type: "nominal", title: "Value" },
        { field: "status", type: "nominal", title: "Year is" },
      ],
    },
  };
}
