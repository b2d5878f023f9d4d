/** Vertical and horizontal bars from plain rows, and histograms. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { lyingHeight, lyingSteps, stepsOf, stepWriter } from "./steps.js";
import { type Column, type ColumnName, nameAt, type Rows } from "./columns.js";
import { quiet, rule, thinLine, words } from "./layers.js";
import { type Measure, measureOf } from "./measure.js";
import * as plain from "./plain.js";
import { requireValues } from "./checks-of-columns.js";
import { omit } from "../../lib/omit.js";
import { seriesColour } from "./series.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface BarOptions<Row> extends plain.ChartOptions<Row> {
  /** Column of words or years for vertical bars, of numbers for horizontal ones, in the order of the rows. */
  readonly x: ColumnName<Row>;
  /** The other one. */
  readonly y: ColumnName<Row>;
  /** Columns with the bounds of a value, drawn as a thin line. */
  readonly low?: ColumnName<Row>;
  /** The upper one. */
  readonly high?: ColumnName<Row>;
  /** Whether the bars of several series are side by side or stacked. Default: `grouped`. */
  readonly bars?: "grouped" | "stacked";
}

interface Bar {
  readonly name: string;
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  /** Earlier bars with the same name. */
  readonly beside: number;
}

/**
 * Bars from zero, in the order of the rows: `bar(rows, { x: "branch", y: "visits" })` draws vertical bars, `bar(rows, {
 * x: "visits", y: "branch" })` horizontal ones with room for long names.
 */
export function bar<Row extends object>(given: Rows<Row>, options: BarOptions<Row>): Chart {
  const source = plain.read("bar", given, options);
  const { facet, by, series, column, numbers } = source;
  const x = column(options.x);
  const y = column(options.y);
  // Counts may look like years.
  const lies = x.kind === "number" ? y.kind !== "number" : x.kind === "year" && y.kind === "category";
  const [names, values] = lies ? [y, x] : [x, numbers(y.field)];
  const low = numbers(options.low);
  const high = numbers(options.high);
  requireValues("bar", names, values);
  const isOneColour = by === undefined || by.field === names.field;
  const arrangement = isOneColour ? "alone" : (options.bars ?? "grouped");
  const bars = barsOf(source, { names, values, low, high, layout: arrangement });
  const hasCompany = arrangement !== "grouped" || bars.some((one) => (one?.beside ?? 0) > 0);
  // A bar without another beside it stands over its name.
  const layout = hasCompany ? arrangement : "alone";
  const ends = bars.flatMap((one) => (one === undefined ? [] : [one.from, one.to, one.low, one.high]));
  const measure = measureOf([values], { style: options.style, baseline: "zero", more: ends });
  const nameOf = stepWriter(names);
  const steps = [...new Set(bars.flatMap((one) => one?.name ?? []))];
  const longest = Math.max(...bars.map((one) => (one === undefined ? 0 : measure.write(one.value).length)));
  const hasNumbers =
    facet === undefined &&
    layout === "alone" &&
    (lies || steps.length * digitWidth * (longest + 1) <= narrowest);
  const [along, across] = lies ? (["x", "y"] as const) : (["y", "x"] as const);
  const room = !hasNumbers ? 0 : lies ? longest * digitWidth + 8 : lineHeight + 4;
  const place = valueAxis(measure, source, { lies, room });
  const offset = {
    field: "series",
    type: "nominal",
    sort: null,
    scale: { domain: series.map(({ name }) => name) },
  };
  const span = (from: string, to: string) => ({
    [along]: { ...place, field: from },
    [`${along}2`]: { field: to },
  });
  const count = steps.length * (layout === "grouped" ? Math.max(1, series.length * 0.7) : 1);
  const usual = lies ? count * lyingHeight(steps) : facet === undefined ? 300 : 180;
  return plain.drawn(source, {
    columns: [names, values, low, high],
    title: measure.title,
    plot: (indices) => ({
      ...(lies && facet === undefined && { title: plain.above(measure.title) }),
      height: options.height ?? usual,
      data: {
        values: indices.flatMap((index) => {
          const one = bars[index];
          if (one === undefined) return [];
          const said = names.kind === "date" ? { said: nameOf(one.name) } : {};
          return [{ ...omit(one, "value", "beside"), ...said, written: measure.write(one.value) }];
        }),
      },
      encoding: {
        [across]: {
          ...(lies ? lyingSteps(steps, band, names, facet) : stepsOf(steps, band, names, facet)),
          field: "name",
        },
        ...(layout === "grouped" && { [`${across}Offset`]: offset }),
      },
      layer: [
        {
          mark: { type: "bar", ...(layout === "stacked" && { stroke: colour("paper"), strokeWidth: 0.5 }) },
          encoding: {
            ...span("from", "to"),
            color: seriesColour(series, isOneColour ? "elsewhere" : "legend", plain.plotsOf(source)),
            tooltip: [
              { ...words(names.kind === "date" ? "said" : "name"), title: names.title },
              ...plain.seriesTooltip(source),
              { ...words("written"), title: measure.title },
            ],
          },
        },
        {
          transform: [{ filter: "datum.low < datum.high" }],
          ...rule({ color: colour("ink"), strokeWidth: 1.5 }, span("low", "high")),
        },
        rule(thinLine, { [across]: null, [`${across}Offset`]: null, [along]: { ...place, field: "zero" } }, [
          { zero: 0 },
        ]),
        ...(hasNumbers ? numberLayers(along, place) : []),
      ],
    }),
  });
}

const band = { type: "band", paddingInner: 0.25, paddingOuter: 0.1 };

interface Columns {
  readonly names: Column;
  readonly values: Column;
  readonly low: Column | undefined;
  readonly high: Column | undefined;
  readonly layout: "alone" | "grouped" | "stacked";
}

/** By row; missing if a name or its value is missing. */
function barsOf(
  source: plain.Read,
  { names, values, low, high, layout }: Columns,
): readonly (Bar | undefined)[] {
  const ends = new Map<string, number>();
  const companions = new Map<string, number>();
  return source.rows.map((_, index) => {
    const name = nameAt(names, index);
    const value = values.cells[index];
    if (name === undefined || typeof value !== "number") return undefined;
    const series = plain.seriesAt(source, index);
    const panel = source.facet?.cells[index];
    const key = JSON.stringify(layout === "stacked" ? [panel, name, value < 0] : [panel, name, series]);
    const place = JSON.stringify([panel, name]);
    const beside = companions.get(place) ?? 0;
    companions.set(place, beside + 1);
    const from = ends.get(key) ?? 0;
    if (layout !== "stacked" && ends.has(key))
      throw new ChartError(`bar: two rows are "${[name, series].filter((part) => part !== "").join(", ")}"`, {
        hint: "Name the column that distinguishes them (by, facet), or sum them first.",
      });
    ends.set(key, from + value);
    const boundIn = (column: Column | undefined) => Number(column?.cells[index] ?? value);
    const bounds = { low: boundIn(low), high: boundIn(high) };
    if (bounds.low > bounds.high)
      throw new ChartError(`bar: row ${index + 1} has the bounds ${bounds.low} and ${bounds.high}`, {
        hint: "The bound in the column low must not exceed that in the column high.",
      });
    return { name, series, value, beside, from, to: from + value, ...bounds };
  });
}

/** Widths of the plot on a phone, and of a digit, in pixels. */
const narrowest = 290;
const digitWidth = 7;

interface BarLook {
  readonly lies: boolean;
  /** Pixels for the numbers beyond the ends; 0 if bars have none. */
  readonly room: number;
}

/** If each bar has its number, no axis is needed, and the numbers have room beyond the ends. */
function valueAxis(measure: Measure, source: plain.Read, { lies, room }: BarLook): Spec {
  const [least, greatest] = measure.domain;
  const before = least < 0 ? room : 0;
  const behind = greatest > 0 ? room : 0;
  const range = lies ? [before, { expr: `width - ${behind}` }] : [{ expr: `height - ${before}` }, behind];
  return {
    type: "quantitative",
    scale: { ...measure.scale, ...(room > 0 && { range }) },
    axis: {
      ...plain.verticalAxis(measure, source),
      ...(lies && { title: null }),
      ...(room > 0 && { labels: false, grid: false }),
    },
  };
}

/** The value beyond the end of its bar, or of its bounds. */
function numberLayers(along: "x" | "y", place: Spec): readonly Spec[] {
  return (["high", "low"] as const).map((field) => {
    const isUp = field === "high";
    const style =
      along === "x"
        ? { align: isUp ? "left" : "right", baseline: "middle", dx: isUp ? 5 : -5 }
        : { align: "center", baseline: isUp ? "bottom" : "top", dy: isUp ? -4 : 4 };
    return {
      transform: [{ filter: isUp ? "datum.to >= 0" : "datum.to < 0" }],
      ...quiet("text", style, { [along]: { ...place, field }, text: words("written") }),
    };
  });
}
