/** Lines and areas over years, dates, numbers or steps, with one call over plain rows. */
import type { Chart } from "../rows-of.js";
import { omit } from "../../lib/omit.js";
import { ChartError } from "../errors.js";
import type { DatedEvent, Gap } from "./annotations.js";
import * as annotations from "./annotations.js";
import { horizontalAxis, type HorizontalAxis } from "./axes.js";
import { type Axes, limitsOf, names, requireNumbers, titleOf } from "./axis-options.js";
import type { LooseRecord } from "../load/records.js";
import { type DateScale, type Span, spanLayers } from "./spans.js";
import { asShares, omissionNote, stacked, withNote } from "./stack.js";
import { requireOneKind, requireValues } from "./checks-of-columns.js";
import type { ColumnName, Rows } from "./columns.js";
import { rule, thinLine } from "./layers.js";
import { endsOf, type Frame, markLayers } from "./line-layers.js";
import { measureOf } from "./measure.js";
import * as plain from "./plain.js";
import { type Point, pointsOf, writtenAt } from "./points.js";
import { type ReferenceLine, referenceLayers } from "./reference.js";
import { requireParts, shareMeasure } from "./share.js";
import { fitAtLines } from "./series.js";
import type { Spec } from "./spec.js";
import { type PlacedText, placedTexts, type PointText, textLayers } from "./texts.js";
import { lineHeight } from "./theme.js";

interface OverXOptions<Row> extends plain.ChartOptions<Row> {
  /** Column for the horizontal axis: years, dates, months, numbers or words, recognised from the values. */
  readonly x: ColumnName<Row>;
  /** Column of numbers. */
  readonly y: ColumnName<Row>;
  /** At most five, as `{ date: "2018-11-01", label: "…" }`; those outside the drawn dates are omitted. */
  readonly events?: readonly DatedEvent[];
  /**
   * Periods shaded behind the data, from the start of the first year, month or day to the end of the last: `{ from: 2013,
   * to: 2017, label: "…" }`, `{ from: "2022-06", to: "2022-08", label: "…" }`.
   */
  readonly spans?: readonly Span[];
  /** A reference level, drawn as a dashed line: `{ value: 100, label: "…" }`. */
  readonly reference?: ReferenceLine;
  /** Words at a point, above it: `{ x: 2021, y: 5400, text: "…" }`, with `panel` in one panel alone. */
  readonly texts?: readonly PointText[];
}

export interface AreaOptions<Row> extends OverXOptions<Row> {
  /** Whether heights are values, or shares of 100 %, for which all parts must be zero or more. Default: `values`. */
  readonly stack?: "values" | "share";
}

export interface LineOptions<Row> extends OverXOptions<Row> {
  /** Columns with the bounds of a value. */
  readonly low?: ColumnName<Row>;
  /** The upper one. */
  readonly high?: ColumnName<Row>;
  /** Whether bounds are a bar at each value, or a band along the line. Default: `bars`. */
  readonly bounds?: "bars" | "band";
  /** Which axes are logarithmic; their values must be above zero. A vertical one has no zero to start at. */
  readonly log?: Axes;
  /** Column with `complete`, or `early count` (`incomplete`) or `second-hand` if uncertain: drawn hollow and dashed. */
  readonly status?: ColumnName<Row>;
  /** Start of the vertical axis. By default zero, or near the data if they are far above zero. */
  readonly baseline?: "zero" | "data";
  /** Names of the highlighted series; the others are thin grey lines behind them, without names. */
  readonly named?: readonly string[];
  /** Areas shaded between two series: `{ upper: "expected", lower: "counted", at: 2021, label: "−9 %" }`. */
  readonly gaps?: readonly Gap[];
}

/**
 * Lines over years, dates, numbers or steps: `line(rows, { x: "year", y: "visits", by: "branch" })`. Titles, units and
 * formats come from datapackage.json if the rows come from `load`. A line is interrupted if a row has no value, or if
 * several of its regular steps are missing.
 */
export function line<Row extends object>(rows: Rows<Row>, options: LineOptions<Row>): Chart {
  return overX("line", rows, options);
}

/** Areas under lines, stacked by series: `area(rows, { x: "year", y: "visits", by: "branch" })`. */
export function area<Row extends object>(rows: Rows<Row>, options: AreaOptions<Row>): Chart {
  return overX("area", rows, options);
}

type Options<Row> = LineOptions<Row> & AreaOptions<Row>;

function overX<Row extends object>(mark: "line" | "area", given: Rows<Row>, options: Options<Row>): Chart {
  const source = withNames(plain.read(mark, given, options), options.named);
  const { column, numbers } = source;
  const { free, titles } = options;
  const x = column(options.x);
  const y = numbers(options.y);
  const low = numbers(options.low);
  const high = numbers(options.high);
  const status = column(options.status);
  requireValues(mark, x, y);
  requireOneKind(mark, x);
  requireBounds(options);
  const isShare = options.stack === "share";
  if (isShare) requireParts(mark, "stack", y);
  if (names(options.log, "x")) requireNumbers(mark, "x", x);
  const look = {
    scale: names(options.log, "x") ? "log" : "linear",
    title: titleOf(titles, "x"),
    limits: limitsOf({ chart: mark, axis: "x", limits: options.limits }, [x]),
  } as const;
  const axis = horizontalAxis(x, look);
  const axes = plain.byPanel(source, { free, axis: "x" }, (indices) =>
    horizontalAxis(plain.cellsAt(x, indices), look),
  );
  const byRow = pointsOf({ source, axis, x, y, low, high, status }, mark);
  const panels = plain.panelsOf(source).map(({ name, indices }) => {
    const own = indices.flatMap((index) => byRow[index] ?? []);
    const { points, omissions } = mark === "area" ? stacked(own) : { points: own, omissions: [] };
    return { name, points: isShare ? asShares(points, axis.words) : points, omissions };
  });
  const texts = placedTexts(options.texts ?? [], { chart: mark, axis, x, facet: source.facet });
  const added = [
    ...texts.map((one) => one.y),
    ...(options.reference === undefined ? [] : [options.reference.value]),
  ];
  const points = panels.flatMap((panel) => panel.points);
  const drawnY = isShare ? { ...y, cells: points.map(({ share }) => share ?? null) } : y;
  const limits = limitsOf(
    { chart: mark, axis: "y", limits: options.limits },
    [drawnY, low, high],
    [...(mark === "area" ? heightsOf(points) : []), ...added],
  );
  const scale = names(options.log, "y") ? "log" : "linear";
  const values = measureOf([y], {
    style: options.style,
    digits: options.digits,
    title: isShare ? undefined : titleOf(titles, "y"),
    baseline: mark === "area" ? "zero" : options.baseline,
    scale,
    ...(!isShare && { limits }),
    more: [...(isShare ? [] : heightsOf(points)), ...added],
  });
  const measure = isShare
    ? shareMeasure(drawnY, { title: titleOf(titles, "y"), digits: options.digits, limits })
    : values;
  const measures = panels.map((panel) =>
    names(free, "y") && !isShare ? measure.over([...heightsOf(panel.points), ...added]) : measure,
  );
  const dates = datesOf(mark, axis, options);
  const events = annotations.eventsWithin(options.events ?? [], dates);
  const height = options.height ?? (source.facet === undefined ? 320 : 180);
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const spans = spanLayers(options.spans ?? [], { height, headroom, dates, plots: plain.plotsOf(source) });
  const drawnAs = mark === "area" ? "area" : (options.bounds ?? "bars");
  const title = titles?.y === null || titles?.y === "" ? null : measure.title;
  return plain.drawn(source, {
    columns: [x, y, low, high, status],
    title: plain.titleOfPanels(title, free),
    plot: (_, panel) => {
      const { points: own = [], omissions = [], name = "" } = panels[panel] ?? {};
      const frame = frameOf(
        { axis: axes[panel] ?? axis, measure: measures[panel] ?? measure, height, headroom },
        { source, title: titleOf(titles, "y"), scale },
      );
      const [least, greatest] = frame.measure.domain;
      const named = source.series.filter(({ isBehind }) => isBehind !== true);
      const places = source.facet === undefined && fitAtLines(named) ? "elsewhere" : "legend";
      const level = referenceLayers(options.reference, { ...frame, events }, known(own));
      return {
        height,
        data: {
          values: own.map((point) => ({
            ...omit(point, "year", "said", "share"),
            written: writtenAt(point, measure, drawnAs),
            ...(isShare && { counted: point.value === null ? "" : values.write(point.value) }),
            status: point.said,
          })),
        },
        encoding: { x: withNote(frame.axis.x, omissionNote(omissions, axis.words)) },
        layer: [
          ...spans.areas,
          ...annotations.eventLayers(events, dates, plain.plotsOf(source)),
          ...level.line,
          ...annotations.gapLayers(options.gaps ?? [], own, frame),
          ...markLayers(mark, own, frame, {
            source,
            names: places,
            bounds: options.bounds ?? "bars",
            ...(isShare && { counted: values.title }),
          }),
          ...(least < 0 && greatest > 0 ? [zeroLine(frame)] : []),
          ...spans.names,
          ...level.name,
          ...(places === "legend" || source.by === undefined ? [] : endsOf(own, frame, mark, named)),
          ...textsIn(name, texts, own, frame),
        ],
      };
    },
  });
}

const heightsOf = (points: readonly Point[]): readonly number[] =>
  points.flatMap((one) => (one.value === null ? [] : [one.low, one.high]));

function requireBounds({ bounds, low, high }: LineOptions<LooseRecord>): void {
  if (bounds !== undefined && low === undefined && high === undefined)
    throw new ChartError(`line: bounds is "${bounds}", but no column has bounds`, {
      hint: 'Name their columns: low: "…", high: "…".',
    });
}

interface Sides {
  readonly source: plain.Read;
  readonly title: string | null | undefined;
  readonly scale: "linear" | "log";
}

function frameOf(
  sizes: Pick<Frame, "axis" | "measure" | "height" | "headroom">,
  { source, title, scale }: Sides,
): Frame {
  const { measure, height, headroom } = sizes;
  const place = scale === "log" ? Math.log : (value: number) => value;
  const [least, greatest] = measure.domain.map(place) as [number, number];
  return {
    ...sizes,
    pixels: (value) => height - ((place(value) - least) / (greatest - least)) * (height - headroom),
    y: {
      type: "quantitative",
      scale: {
        ...(scale === "log" && { type: "log" }),
        domain: measure.domain,
        range: [height, headroom],
        nice: false,
        ...(scale === "linear" && { zero: false }),
      },
      axis: plain.verticalAxis(measure, source, title),
    },
  };
}

/** The texts of a panel, and those of all panels. */
function textsIn(
  panel: string,
  texts: readonly PlacedText[],
  points: readonly Point[],
  { y }: Frame,
): readonly Spec[] {
  const years = points.map(({ year }) => year);
  const ends = [Math.min(...years), Math.max(...years)] as const;
  const own = texts.filter((one) => one.panel === undefined || one.panel === panel);
  return textLayers(own, { y, ends });
}

/** Dates and years have a place for events and spans; numbers and words have none. */
function datesOf(
  chart: string,
  { dates, kind }: HorizontalAxis,
  { x, events = [], spans = [] }: OverXOptions<LooseRecord>,
): DateScale | undefined {
  const asked = events.length > 0 ? "events" : "spans";
  if (dates === undefined && events.length + spans.length > 0)
    throw new ChartError(
      `${chart}: ${asked} need years or dates along the horizontal axis, but "${x}" holds ${kind}`,
      { hint: "Dates are recognised in the forms 2022, 2022-06 and 2022-06-15." },
    );
  return dates;
}

/** Unnamed series come first, so that they are drawn behind. */
function withNames(source: plain.Read, named: readonly string[] | undefined): plain.Read {
  if (named === undefined) return source;
  const unknown = named.find((name) => !source.series.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new ChartError(`line: named has "${unknown}", which is no series`, {
      hint: `There are ${source.series.map(({ name }) => name).join(", ")}.`,
    });
  const behind = source.series
    .filter(({ name }) => !named.includes(name))
    .map(({ name }) => ({ name, colour: "rule" as const, isBehind: true }));
  const inFront = named.flatMap((name) => source.series.find((one) => one.name === name) ?? []);
  return { ...source, series: [...behind, ...inFront] as unknown as plain.Read["series"] };
}

const known = (points: readonly Point[]) =>
  points.flatMap(({ year, value }) => (value === null ? [] : [{ year, value }]));

const zeroLine = ({ y }: Frame): Spec =>
  rule(thinLine, { x: null, y: { ...y, field: "zero" } }, [{ zero: 0 }]);
