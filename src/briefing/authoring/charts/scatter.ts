/** Points from plain rows by two columns. */
import type { Chart } from "../rows-of.js";
import { horizontalAxis } from "./axes.js";
import { requireOneKind, requireValues } from "./checks-of-columns.js";
import { type Column, type ColumnName, numbersIn, type Rows } from "./columns.js";
import { clearText, text, words } from "./layers.js";
import { measureOf } from "./measure.js";
import { type ChartOptions, drawn, plotsOf, read, seriesAt, seriesTooltip, verticalAxis } from "./plain.js";
import { seriesColour } from "./series.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface ScatterOptions<Row> extends ChartOptions<Row> {
  /** Column for the horizontal axis: numbers, years, dates or words. */
  readonly x: ColumnName<Row>;
  /** Column of numbers. */
  readonly y: ColumnName<Row>;
  /** Column of numbers for the areas of the points. */
  readonly size?: ColumnName<Row>;
  /** Column with the name of a point, shown in its tooltip. */
  readonly label?: ColumnName<Row>;
  /** Column of labels beside points, which are then drawn larger; empty for most. */
  readonly note?: ColumnName<Row>;
  /** Which axes are logarithmic: the distance from 1 to 2 equals that from 10 to 20. */
  readonly log?: "x" | "y" | "both";
}

/** One point per row: `scatter(rows, { x: "income", y: "life_expect", by: "region", log: "x" })`. */
export function scatter<Row extends object>(given: Rows<Row>, options: ScatterOptions<Row>): Chart {
  const source = read("scatter", given, options);
  const { rows, series, column, numbers } = source;
  const x = column(options.x);
  const label = column(options.label);
  const note = column(options.note);
  const y = numbers(options.y);
  const size = numbers(options.size);
  requireValues("scatter", x, y);
  requireOneKind("scatter", x);
  const scaleOf = (axis: "x" | "y") => (options.log === axis || options.log === "both" ? "log" : "linear");
  const axis = horizontalAxis(x, scaleOf("x"));
  const measure = measureOf([y], { style: options.style, scale: scaleOf("y") });
  const sized = size && measureOf([size]);
  const points = rows.map((_, index) => {
    const place = x.cells[index] ?? null;
    const value = y.cells[index];
    if (place === null || typeof value !== "number") return undefined;
    const area = size?.cells[index];
    return {
      series: seriesAt(source, index),
      x: axis.valueOf(place),
      ...(axis.write && { at: axis.write(place) }),
      y: value,
      written: measure.write(value),
      ...(label && { label: String(label.cells[index] ?? "") }),
      ...(note && { note: note.cells[index] ?? "" }),
      ...(typeof area === "number" && { size: area, sized: sized?.write(area) }),
    };
  });
  // Makes the point that a figure is about visible among many.
  const accented = series.filter((one) => one.colour === "accent").map(({ name }) => name);
  const line = { stroke: colour("paper"), strokeWidth: 0.5 };
  const mark = { type: "point", filled: true, opacity: 0.75, ...line, size: 45 };
  const scale = { ...measure.scale, padding: 6 };
  const encoding = {
    x: axis.x,
    y: { field: "y", type: "quantitative", scale, axis: verticalAxis(measure, source) },
    color: seriesColour(series, note === undefined ? "legend" : "elsewhere", plotsOf(source)),
    ...(accented.length > 0 && {
      size: { condition: { test: { field: "series", oneOf: accented }, value: 130 }, value: 45 },
    }),
    ...(size && { size: { field: "size", type: "quantitative", scale: areaScale(size), legend: null } }),
    tooltip: [
      ...(label ? [{ ...words("label"), title: label.title }] : []),
      ...seriesTooltip(source),
      axis.tooltip,
      { ...words("written"), title: measure.title },
      ...(sized ? [{ ...words("sized"), title: sized.title }] : []),
    ],
  };
  const plot = { mark, encoding };
  return drawn(source, {
    columns: [label, x, y, size],
    title: measure.title,
    plot: (indices) => ({
      height: options.height ?? (source.facet === undefined ? 360 : 220),
      data: { values: indices.flatMap((index) => points[index] ?? []) },
      ...(note === undefined ? plot : { layer: [plot, ...noted(plot)] }),
    }),
  });
}

const areaScale = (size: Column) => ({ domain: [0, Math.max(...numbersIn(size))], range: [8, 700] });

/** Labelled points over the others; labels are to their left if a scale that ends at the data leaves room. */
function noted({ mark, encoding }: { readonly mark: Spec; readonly encoding: Spec }): readonly Spec[] {
  const transform = [{ filter: "datum.note !== ''" }];
  const { x, y, color } = encoding;
  const names = text("right", { dx: -9, fontWeight: 600 }, { x, y, color, text: words("note") });
  return [
    { transform, mark: { ...mark, opacity: 1, size: 110 }, encoding },
    ...clearText(names).map((layer) => ({ ...layer, transform })),
  ] as readonly Spec[];
}
