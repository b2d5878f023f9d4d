/** Points from plain rows by two columns. */
import type { Chart } from "../rows-of.js";
import { type Axes, limitsOf, names, requireNumbers, titleOf } from "./axis-options.js";
import { horizontalAxis } from "./axes.js";
import { requireOneKind, requireValues } from "./checks-of-columns.js";
import { asName, type Column, type ColumnName, numbersIn, type Rows } from "./columns.js";
import { labelOffsets, type LabelSide, sidesOf } from "./label-sides.js";
import { clearText, text, words } from "./layers.js";
import { measureOf } from "./measure.js";
import * as plain from "./plain.js";
import { type ReferenceLine, referenceLayers } from "./reference.js";
import { seriesColour } from "./series.js";
import { needSigns, seriesShape } from "./signs.js";
import type { Spec } from "./spec.js";
import { withNote } from "./stack.js";
import { placedTexts, type PointText, textLayers } from "./texts.js";
import { colour } from "./theme.js";
import { heightsOf, requireSlope, trendLayers, trendNote, trendsOf } from "./trend-layers.js";

export interface ScatterOptions<Row> extends plain.ChartOptions<Row> {
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
  readonly log?: Axes;
  /** A reference level, drawn as a dashed line: `{ value: 100, label: "…" }`. */
  readonly reference?: ReferenceLine;
  /**
   * A straight line by least squares through all points of a plot, or through those of each series, with the 95 %
   * confidence interval of the line; a note below the axis says so, with the number of points. On logarithmic axes it
   * is computed from the logarithms.
   */
  readonly trend?: "all" | "series";
  /** Words at a point, above it: `{ x: 2021, y: 5400, text: "…" }`, with `panel` in one panel alone. */
  readonly texts?: readonly PointText[];
}

/** One point per row: `scatter(rows, { x: "income", y: "life_expect", by: "region", log: "x" })`. */
export function scatter<Row extends object>(given: Rows<Row>, options: ScatterOptions<Row>): Chart {
  const source = plain.read("scatter", given, options);
  const { rows, series, column, numbers, facet } = source;
  const { free, titles } = options;
  const x = column(options.x);
  const label = column(options.label);
  const note = column(options.note);
  const y = numbers(options.y);
  const size = numbers(options.size);
  requireValues("scatter", x, y);
  requireOneKind("scatter", x);
  if (names(options.log, "x")) requireNumbers("scatter", "x", x);
  const scaleOf = (axis: "x" | "y") => (names(options.log, axis) ? "log" : "linear");
  const look = {
    scale: scaleOf("x"),
    title: titleOf(titles, "x"),
    limits: limitsOf({ chart: "scatter", axis: "x", limits: options.limits }, [x]),
  } as const;
  const axis = horizontalAxis(x, look);
  const axes = plain.byPanel(source, { free, axis: "x" }, (indices) =>
    horizontalAxis(plain.cellsAt(x, indices), look),
  );
  const texts = placedTexts(options.texts ?? [], { chart: "scatter", axis, x, facet });
  const isDrawn = (index: number) => (x.cells[index] ?? null) !== null && typeof y.cells[index] === "number";
  const trendIn = ({ name, indices }: { readonly name: string; readonly indices: readonly number[] }) => {
    if (options.trend === undefined) return [];
    requireSlope("scatter", x.field, axis.kind);
    const own = indices.filter(isDrawn).map((index) => ({
      // A position in the unit of the axis: of dates, in milliseconds.
      x: Number(x.cells[index]),
      y: Number(y.cells[index]),
      series: plain.seriesAt(source, index),
      place: axis.valueOf(x.cells[index] ?? 0),
    }));
    const log = { x: names(options.log, "x"), y: names(options.log, "y") };
    return trendsOf(own, { of: options.trend, series, log, placeOf: axis.valueOf, panel: name });
  };
  const trends = plain.panelsOf(source).map(trendIn);
  const added = [
    ...texts.map((one) => one.y),
    ...(options.reference === undefined ? [] : [options.reference.value]),
    ...heightsOf(trends.flat(), numbersIn(y)),
  ];
  const measure = measureOf([y], {
    style: options.style,
    digits: options.digits,
    title: titleOf(titles, "y"),
    scale: scaleOf("y"),
    limits: limitsOf({ chart: "scatter", axis: "y", limits: options.limits }, [y], added),
    more: added,
  });
  const measures = plain.byPanel(source, { free, axis: "y" }, (indices) => {
    const own = numbersIn(plain.cellsAt(y, indices));
    return names(free, "y") ? measure.over([...own, ...added]) : measure;
  });
  const sized = size && measureOf([size]);
  const points = rows.map((_, index) => {
    const place = x.cells[index] ?? null;
    const value = y.cells[index];
    if (place === null || typeof value !== "number") return undefined;
    const area = size?.cells[index];
    return {
      series: plain.seriesAt(source, index),
      x: axis.valueOf(place),
      ...(axis.write && { at: axis.write(place) }),
      y: value,
      written: measure.write(value),
      ...(label && { label: asName(label.cells[index] ?? "") }),
      ...(note && { note: note.cells[index] ?? "" }),
      ...(typeof area === "number" && { size: area, sized: sized?.write(area) }),
    };
  });
  // Makes the point that a figure is about visible among many.
  const accented = series.filter((one) => one.colour === "accent").map(({ name }) => name);
  const line = { stroke: colour("paper"), strokeWidth: 0.5 };
  const mark = { type: "point", filled: true, opacity: 0.75, ...line, size: 45 };
  const places = note === undefined ? "legend" : "elsewhere";
  const color = seriesColour(series, places, plain.plotsOf(source));
  const hasShapes = needSigns(series, places);
  const title = titleOf(titles, "y") === null ? null : measure.title;
  return plain.drawn(source, {
    columns: [label, x, y, size],
    title: plain.titleOfPanels(title, free),
    plot: (indices, panel) => {
      const frame = measures[panel] ?? measure;
      const scale = { ...frame.scale, padding: 6 };
      const place = {
        type: "quantitative",
        scale,
        axis: plain.verticalAxis(frame, source, titleOf(titles, "y")),
      };
      const own = indices.filter(isDrawn);
      const height = options.height ?? (facet === undefined ? 360 : 220);
      const encoding = {
        x: withNote(
          (axes[panel] ?? axis).x,
          trendNote(trends[panel] ?? [], options.log === undefined ? "linear" : "log"),
        ),
        y: { ...place, field: "y" },
        color,
        ...(hasShapes && { shape: { ...seriesShape(series), legend: color["legend"] } }),
        ...(accented.length > 0 && {
          size: { condition: { test: { field: "series", oneOf: accented }, value: 130 }, value: 45 },
        }),
        ...(size && { size: { field: "size", type: "quantitative", scale: areaScale(size), legend: null } }),
        tooltip: [
          ...(label ? [{ ...words("label"), title: label.title }] : []),
          ...plain.seriesTooltip(source),
          axis.tooltip,
          { ...words("written"), title: measure.title },
          ...(sized ? [{ ...words("sized"), title: sized.title }] : []),
        ],
      };
      const plot = { mark, encoding };
      const positions = own.map((index) => axis.positionOf(x.cells[index] ?? 0));
      const level = referenceLayers(
        options.reference,
        { y: place, pixels: pixelsOf(frame.domain, { height, scale: scaleOf("y") }), events: [] },
        own.map((index, at) => ({ year: positions[at] ?? 0, value: Number(y.cells[index]) })),
      );
      const name = facet === undefined ? "" : (plain.panelsOf(source)[panel]?.name ?? "");
      const behind = [...level.line, ...trendLayers(trends[panel] ?? [], place)];
      const partOf = partsOf(positions, scaleOf("x"));
      const labelled = own.flatMap((index, at) => {
        const name = asName(note?.cells[index] ?? "");
        const { y: value } = points[index] ?? { y: NaN };
        if (name === "") return [];
        const pixels = pixelsOf(frame.domain, { height, scale: scaleOf("y") });
        return [{ index, label: name, part: partOf(positions[at] ?? 0), y: pixels(value) }];
      });
      const sides = sidesOf(labelled);
      const sideAt = new Map(labelled.map(({ index }, at) => [index, sides[at] ?? "left"]));
      const data = {
        values: indices.flatMap((index) => {
          const point = points[index];
          const side = sideAt.get(index);
          if (point === undefined) return [];
          return side === undefined ? point : { ...point, side };
        }),
      };
      const inFront = [
        ...(note === undefined ? [] : noted(plot, sides)),
        ...level.name,
        ...textLayers(
          texts.filter((one) => one.panel === undefined || one.panel === name),
          { y: place, ends: [Math.min(...positions), Math.max(...positions)] },
        ),
      ];
      if (behind.length === 0 && inFront.length === 0) return { height, data, ...plot };
      // Layers in front and behind have their places along the same axis.
      const along = (layer: Spec): Spec => ({
        ...layer,
        encoding: { x: encoding.x, ...(layer["encoding"] as Spec) },
      });
      return { height, data, layer: [...behind.map(along), plot, ...inFront.map(along)] };
    },
  });
}

interface Sides {
  readonly height: number;
  readonly scale: "linear" | "log";
}

/** Vertical positions on an axis. */
function pixelsOf(domain: readonly [number, number], { height, scale }: Sides): (value: number) => number {
  const place = scale === "log" ? Math.log : (value: number) => value;
  const [least, greatest] = domain.map(place) as [number, number];
  return (value) => height * (1 - (place(value) - least) / (greatest - least));
}

/** Places along an axis, from 0 at the least position to 1 at the greatest. */
function partsOf(positions: readonly number[], scale: "linear" | "log"): (position: number) => number {
  const place = scale === "log" ? Math.log : (position: number) => position;
  const places = positions.map(place);
  const least = Math.min(...places);
  const length = Math.max(...places) - least;
  return (position) => (length > 0 ? (place(position) - least) / length : 0.5);
}

const areaScale = (size: Column) => ({ domain: [0, Math.max(...numbersIn(size))], range: [8, 700] });

/** Labelled points over the others, each label on the side where it covers least. */
function noted(
  { mark, encoding }: { readonly mark: Spec; readonly encoding: Spec },
  sides: readonly LabelSide[],
): readonly Spec[] {
  const { x, y, color } = encoding;
  const transform = [{ filter: "datum.note !== ''" }];
  const points = { transform, mark: { ...mark, opacity: 1, size: 110 }, encoding };
  const labels = [...new Set(sides)].flatMap((side) => {
    const { align, dx, dy } = labelOffsets[side];
    const layer = text(align, { dx, dy, fontWeight: 600 }, { x, y, color, text: words("note") });
    return clearText(layer).map((each) => ({
      ...each,
      transform: [{ filter: `datum.side === '${side}'` }],
    }));
  });
  return [points, ...labels] as readonly Spec[];
}
