/** Lines and areas over years, dates, numbers or steps, with one call over plain rows. */
import type { Chart } from "../rows-of.js";
import { omit } from "../../lib/omit.js";
import { ChartError } from "../errors.js";
import type { DatedEvent, Gap, ReferenceLine, Span } from "./annotations.js";
import * as annotations from "./annotations.js";
import { horizontalAxis } from "./axes.js";
import type { Column, ColumnName, Rows } from "./columns.js";
import { rule, thinLine } from "./layers.js";
import { endsOf, type Frame, markLayers, type Point, pointsOf } from "./line-layers.js";
import { measureOf } from "./measure.js";
import { type ChartOptions, drawn, read, type Read, verticalAxis } from "./plain.js";
import { fitAtLines } from "./series.js";
import type { Spec } from "./spec.js";
import { lineHeight } from "./theme.js";

export interface AreaOptions<Row> extends ChartOptions<Row> {
  /** Column for the horizontal axis: years, dates, months, numbers or words, recognised from the values. */
  readonly x: ColumnName<Row>;
  /** Column of numbers. */
  readonly y: ColumnName<Row>;
  /** At most five, as `{ date: "2018-11-01", label: "…" }`; those outside the drawn years are omitted. */
  readonly events?: readonly DatedEvent[];
  /** Years shaded behind the data, as `{ from: 2013, to: 2017, label: "…" }`. */
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
  const [x, y] = [column(options.x), numbers(options.y)];
  const [low, high, status] = [numbers(options.low), numbers(options.high), column(options.status)];
  requireValues(mark, x, y);
  const axis = horizontalAxis(x);
  const points = pointsOf({ source, axis, x, y, low, high, status }, mark);
  const measure = measureOf([y], {
    style: options.style,
    baseline: mark === "area" ? "zero" : options.baseline,
    more: [
      ...points.flatMap((one) => (one === undefined || one.value === null ? [] : [one.low, one.high])),
      ...(options.reference === undefined ? [] : [options.reference.value]),
    ],
  });
  const { dates } = axis;
  const events = (options.events ?? []).filter(
    ({ date }) => dates !== undefined && date.slice(0, 10) >= dates.from && date.slice(0, 10) <= dates.to,
  );
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
  const spans = annotations.spanLayers(dates === undefined ? [] : (options.spans ?? []), {
    height,
    headroom,
    ...dates?.spans,
  });
  return drawn(source, {
    columns: [x, y, low, high, status],
    title: measure.title,
    plot: (indices) => {
      const own = indices.flatMap((index) => points[index] ?? []);
      const named = source.series.filter(({ isBehind }) => isBehind !== true);
      const names = source.facet === undefined && fitAtLines(named) ? "elsewhere" : "legend";
      const level = annotations.referenceLayers(options.reference, { ...frame, events }, known(own));
      return {
        height,
        data: { values: own.map((point) => ({ ...omit(point, "year", "said"), status: point.said })) },
        encoding: { x: axis.x },
        layer: [
          ...spans.areas,
          ...annotations.eventLayers(events, (date) => dates?.place(date) ?? null),
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

function requireValues(chart: string, ...columns: readonly Column[]): void {
  const empty = columns.find(({ cells }) => cells.every((cell) => cell === null));
  if (empty !== undefined) throw new ChartError(`${chart}: the column "${empty.field}" has no values`);
}
