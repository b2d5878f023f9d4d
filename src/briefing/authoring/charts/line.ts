/** Lines and areas over years, dates, numbers or steps, with one call over plain rows. */
import type { Chart } from "../rows-of.js";
import { omit } from "../../lib/omit.js";
import { ChartError } from "../errors.js";
import type { DatedEvent, Gap, ReferenceLine } from "./annotations.js";
import * as annotations from "./annotations.js";
import { horizontalAxis, type HorizontalAxis } from "./axes.js";
import type { LooseRecord } from "../load/records.js";
import { type DateScale, type Span, spanLayers } from "./spans.js";
import { omissionNote, stacked } from "./stack.js";
import { requireOneKind, requireValues } from "./checks-of-columns.js";
import type { ColumnName, Rows } from "./columns.js";
import { rule, thinLine } from "./layers.js";
import { endsOf, type Frame, markLayers, type Point, pointsOf, writtenAt } from "./line-layers.js";
import { measureOf, quietTitle } from "./measure.js";
import { type ChartOptions, drawn, panelsOf, plotsOf, read, type Read, verticalAxis } from "./plain.js";
import { fitAtLines } from "./series.js";
import type { Spec } from "./spec.js";
import { lineHeight } from "./theme.js";

export interface AreaOptions<Row> extends ChartOptions<Row> {
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
}

export interface LineOptions<Row> extends AreaOptions<Row> {
  /** Columns with the bounds of a value. */
  readonly low?: ColumnName<Row>;
  /** The upper one. */
  readonly high?: ColumnName<Row>;
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

function overX<Row extends object>(
  mark: "line" | "area",
  given: Rows<Row>,
  options: LineOptions<Row>,
): Chart {
  const source = withNames(read(mark, given, options), options.named);
  const { column, numbers } = source;
  const x = column(options.x);
  const y = numbers(options.y);
  const low = numbers(options.low);
  const high = numbers(options.high);
  const status = column(options.status);
  requireValues(mark, x, y);
  requireOneKind(mark, x);
  const axis = horizontalAxis(x);
  const byRow = pointsOf({ source, axis, x, y, low, high, status }, mark);
  const panels = panelsOf(source).map(({ indices }) => {
    const own = indices.flatMap((index) => byRow[index] ?? []);
    return mark === "area" ? stacked(own) : { points: own, omissions: [] };
  });
  const points = panels.flatMap((panel) => panel.points);
  const measure = measureOf([y], {
    style: options.style,
    baseline: mark === "area" ? "zero" : options.baseline,
    more: [
      ...points.flatMap((one) => (one.value === null ? [] : [one.low, one.high])),
      ...(options.reference === undefined ? [] : [options.reference.value]),
    ],
  });
  const dates = datesOf(mark, axis, options);
  const events = annotations.eventsWithin(options.events ?? [], dates);
  const height = options.height ?? (source.facet === undefined ? 320 : 180);
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const [least, greatest] = measure.domain;
  const frame: Frame = {
    axis,
    measure,
    height,
    headroom,
    pixels: (value) => height - ((value - least) / (greatest - least)) * (height - headroom),
    y: {
      type: "quantitative",
      scale: { domain: measure.domain, range: [height, headroom], nice: false, zero: false },
      axis: verticalAxis(measure, source),
    },
  };
  const spans = spanLayers(options.spans ?? [], { height, headroom, dates, plots: plotsOf(source) });
  return drawn(source, {
    columns: [x, y, low, high, status],
    title: measure.title,
    plot: (_, panel) => {
      const { points: own = [], omissions = [] } = panels[panel] ?? {};
      const named = source.series.filter(({ isBehind }) => isBehind !== true);
      const names = source.facet === undefined && fitAtLines(named) ? "elsewhere" : "legend";
      const level = annotations.referenceLayers(options.reference, { ...frame, events }, known(own));
      return {
        height,
        data: {
          values: own.map((point) => ({
            ...omit(point, "year", "said"),
            written: writtenAt(point, measure, mark),
            status: point.said,
          })),
        },
        encoding: { x: withNote(axis, omissionNote(omissions, axis.words)) },
        layer: [
          ...spans.areas,
          ...annotations.eventLayers(events, dates, plotsOf(source)),
          ...level.line,
          ...annotations.gapLayers(options.gaps ?? [], own, frame),
          ...markLayers(mark, own, frame, { source, names }),
          ...(least < 0 && greatest > 0 ? [zeroLine(frame)] : []),
          ...spans.names,
          ...level.name,
          ...(names === "legend" || source.by === undefined ? [] : endsOf(own, frame, mark, named)),
        ],
      };
    },
  });
}

/** Dates and years have a place for events and spans; numbers and words have none. */
function datesOf(
  chart: string,
  { dates, kind }: HorizontalAxis,
  { x, events = [], spans = [] }: AreaOptions<LooseRecord>,
): DateScale | undefined {
  const asked = events.length > 0 ? "events" : "spans";
  if (dates === undefined && events.length + spans.length > 0)
    throw new ChartError(
      `${chart}: ${asked} need years or dates along the horizontal axis, but "${x}" holds ${kind}`,
      { hint: "Dates are recognised in the forms 2022, 2022-06 and 2022-06-15." },
    );
  return dates;
}

function withNote({ x }: HorizontalAxis, note: Spec | undefined): Spec {
  return note === undefined ? x : { ...x, axis: { ...(x["axis"] as Spec), ...note, ...quietTitle } };
}

/** Unnamed series come first, so that they are drawn behind. */
function withNames(source: Read, named: readonly string[] | undefined): Read {
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
  return { ...source, series: [...behind, ...inFront] as unknown as Read["series"] };
}

const known = (points: readonly Point[]) =>
  points.flatMap(({ year, value }) => (value === null ? [] : [{ year, value }]));

const zeroLine = ({ y }: Frame): Spec =>
  rule(thinLine, { x: null, y: { ...y, field: "zero" } }, [{ zero: 0 }]);
