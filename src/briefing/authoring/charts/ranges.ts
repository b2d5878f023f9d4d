/** A range with its points for each name, over the zones of a scale. */
import { ChartError } from "../errors.js";
import type { Chart } from "../rows-of.js";
import { limitsOf, requireNoLimits, titleOf } from "./axis-options.js";
import { requireValues } from "./checks-of-columns.js";
import { type Column, type ColumnName, nameAt, type Rows } from "./columns.js";
import { rule, words } from "./layers.js";
import { measureOf, quietTitle } from "./measure.js";
import { type ChartOptions, drawn, plotsOf, read, seriesAt, seriesTooltip } from "./plain.js";
import { seriesColour } from "./series.js";
import { needSigns, seriesShape } from "./signs.js";
import { lyingHeight, lyingSteps, stepNames, stepWriter, tickMarks, titledSteps } from "./steps.js";
import { colour } from "./theme.js";
import { endsOfZones, namesOfZones, requireZones, type Zone, zoneLayers } from "./zones.js";

export interface RangesOptions<Row> extends Omit<ChartOptions<Row>, "height" | "free"> {
  /** Column of numbers: the points. */
  readonly x: ColumnName<Row>;
  /** Column of the names, one range each, in the order of the rows. */
  readonly y: ColumnName<Row>;
  /** Columns with the ends of a range; by default the least and the greatest point of its name. */
  readonly low?: ColumnName<Row>;
  /** The upper one. */
  readonly high?: ColumnName<Row>;
  /**
   * Intervals of the axis, shaded and named behind the ranges: `[{ to: 0.9, label: "lower" }, { from: 0.9, to: 1.1, label:
   * "about the same" }, { from: 1.1, label: "higher" }]`.
   */
  readonly zones?: readonly Zone[];
}

/** Low to high with points, one row for each name: `ranges(rows, { x: "ratio", y: "baseline", by: "source", zones })`. */
export function ranges<Row extends object>(given: Rows<Row>, options: RangesOptions<Row>): Chart {
  const { zones = [] } = options;
  const source = read("ranges", given, options);
  const { facet, series, column, numbers } = source;
  const x = numbers(options.x);
  const y = column(options.y);
  const low = numbers(options.low);
  const high = numbers(options.high);
  if ((low === undefined) !== (high === undefined))
    throw new ChartError(`ranges: the option ${low === undefined ? "low" : "high"} is missing`, {
      hint: "Name the columns of both ends, or of neither.",
    });
  requireValues("ranges", x, y);
  requireZones("ranges", zones);
  const points = source.rows.map((_, index) => pointAt(index, { x, y, low, high }));
  const ends = points.flatMap((one) => (one === undefined ? [] : [one.low, one.high]));
  const title = titleOf(options.titles, "x");
  const zoneEnds = zones.flatMap(({ from, to }) => [from, to].flatMap((end) => end ?? []));
  requireNoLimits({ chart: "ranges", axis: "y", limits: options.limits }, y, "ranges");
  const measure = measureOf([x], {
    style: options.style,
    digits: options.digits,
    title,
    baseline: "data",
    limits: limitsOf({ chart: "ranges", axis: "x", limits: options.limits }, [x, low, high], zoneEnds),
    more: [...ends, ...endsOfZones(zones, ends)],
  });
  const nameOf = stepWriter(y);
  const steps = stepNames(y);
  const rowHeight = lyingHeight(steps) + 6;
  const { room } = namesOfZones(zones, measure.domain);
  const height = room + steps.length * rowHeight + 4;
  const place = {
    type: "quantitative",
    scale: measure.scale,
    axis: {
      values: measure.ticks,
      labelExpr: measure.labelExpr(measure.ticks),
      title: title === null ? null : measure.title,
      ...quietTitle,
      ...tickMarks,
    },
  };
  const band = { type: "band", range: [room, room + steps.length * rowHeight] };
  const lying = titledSteps(lyingSteps(steps, band, y, facet), titleOf(options.titles, "y"), "lying");
  const rowsOf = { ...lying, field: "name" };
  const color = seriesColour(series, "legend", plotsOf(source));
  return drawn(source, {
    columns: [y, x, low, high],
    title: "",
    plot: (indices) => {
      const [least, greatest] = measure.domain;
      const all = indices.flatMap((index) => {
        const point = points[index];
        if (point === undefined) return [];
        const { name, value } = point;
        const range = `${measure.write(point.low)} to ${measure.write(point.high)}`;
        return [
          {
            name,
            said: nameOf(name),
            series: seriesAt(source, index),
            value,
            low: point.low,
            high: point.high,
            written: measure.write(value),
            range,
          },
        ];
      });
      const shifts = shiftsOf(all, (value) => (value - least) / (greatest - least));
      const own = all.map((one, index) => (shifts[index] ? { ...one, shift: shifts[index] } : one));
      const spans =
        low === undefined
          ? spansOf(own)
          : own.map((one) => ({ name: one.name, low: one.low, high: one.high }));
      return {
        height,
        data: { values: own },
        encoding: { x: { ...place, field: "value" }, y: rowsOf },
        layer: [
          ...zoneLayers(zones, { domain: measure.domain, place, height }),
          rule(
            { strokeWidth: 5, opacity: 0.45, strokeCap: "round", color: colour("muted") },
            { x: { ...place, field: "low" }, x2: { field: "high" } },
            spans,
          ),
          ...[...new Set(shifts)].map((shift) => ({
            ...(shifts.some((one) => one !== 0) && {
              transform: [{ filter: shift === 0 ? "!isValid(datum.shift)" : `datum.shift === ${shift}` }],
            }),
            mark: {
              type: "point",
              filled: true,
              size: 70,
              opacity: 1,
              stroke: colour("paper"),
              strokeWidth: 1,
              ...(shift !== 0 && { yOffset: shift }),
            },
            encoding: {
              color,
              ...(needSigns(series, "legend") && {
                shape: { ...seriesShape(series), legend: color["legend"] },
              }),
              tooltip: [
                { ...words("said"), title: y.title },
                ...seriesTooltip(source),
                { ...words("written"), title: measure.title },
                ...(low === undefined ? [] : [{ ...words("range"), title: "Range" }]),
              ],
            },
          })),
        ],
      };
    },
  });
}

/** In the narrowest drawing, points that are closer than this cover each other. */
const narrowest = 235;
const pointSize = 7;

/** Pixels up or down for points of different series at one place of a range, so that all are seen; 0 for all others. */
function shiftsOf(
  points: readonly { readonly name: string; readonly series: string; readonly value: number }[],
  partOf: (value: number) => number,
): readonly number[] {
  return points.map((one) => {
    const near = points.filter(
      (other) =>
        other.name === one.name && Math.abs(partOf(other.value) - partOf(one.value)) * narrowest < pointSize,
    );
    const series = [...new Set(near.map((other) => other.series))];
    return 8 * (series.indexOf(one.series) - (series.length - 1) / 2);
  });
}

interface Point {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Columns {
  readonly x: Column;
  readonly y: Column;
  readonly low: Column | undefined;
  readonly high: Column | undefined;
}

/** Missing if its name or its number is missing. */
function pointAt(index: number, { x, y, low, high }: Columns): Point | undefined {
  const name = nameAt(y, index);
  const value = x.cells[index];
  if (name === undefined || typeof value !== "number") return undefined;
  const least = Number(low?.cells[index] ?? value);
  const greatest = Number(high?.cells[index] ?? value);
  if (least > value || value > greatest)
    throw new ChartError(`ranges: row ${index + 1} has ${value} outside its range, ${least} to ${greatest}`, {
      hint: `Each value in "${x.field}" lies from "${low?.field ?? ""}" to "${high?.field ?? ""}".`,
    });
  return { name, value, low: least, high: greatest };
}

/** From the least to the greatest point of each name. */
function spansOf(points: readonly { readonly name: string; readonly value: number }[]) {
  const names = [...new Set(points.map(({ name }) => name))];
  return names.map((name) => {
    const values = points.filter((one) => one.name === name).map(({ value }) => value);
    return { name, low: Math.min(...values), high: Math.max(...values) };
  });
}
