/** Frequency of a column's values between round numbers. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { limitsOf, names, titleOf } from "./axis-options.js";
import { tickMarks } from "./steps.js";
import { type ColumnName, numbersIn, type Rows } from "./columns.js";
import { measureOf, quietTitle } from "./measure.js";
import * as plain from "./plain.js";
import { seriesColour } from "./series.js";
import { extentOf, niceStep } from "./scale.js";
import { colour } from "./theme.js";

export interface HistogramOptions<Row> extends plain.ChartOptions<Row> {
  /** Column of numbers. */
  readonly x: ColumnName<Row>;
  /** Approximate number of bars, whose edges are round numbers. Default: 20. */
  readonly bins?: number;
}

/** Frequency of a column's numbers between round numbers: `histogram(rows, { x: "rating" })`. */
export function histogram<Row extends object>(given: Rows<Row>, options: HistogramOptions<Row>): Chart {
  const source = plain.read("histogram", given, options);
  const { facet, by, series } = source;
  const { free, titles } = options;
  const x = source.numbers(options.x);
  if (numbersIn(x).length === 0) throw new ChartError(`histogram: the column "${x.field}" has no values`);
  const limitsX = limitsOf({ chart: "histogram", axis: "x", limits: options.limits }, [x]);
  const binned = plain.byPanel(source, { free, axis: "x" }, (indices) => {
    const values = [...numbersIn(plain.cellsAt(x, indices)), limitsX?.low, limitsX?.high];
    return binsOf(
      values.filter((value) => value !== undefined),
      options.bins ?? 20,
    );
  });
  const title = titleOf(titles, "x");
  const measured = binned.map(({ edges, domain }) =>
    measureOf([x], {
      style: options.style,
      digits: options.digits,
      title,
      baseline: "data",
      more: domain,
      exact: edges,
    }),
  );
  const panels = plain.panelsOf(source).map(({ indices }, panel) => {
    const { binOf, edge } = binned[panel] ?? binsOf(numbersIn(x), options.bins ?? 20);
    const write = measured[panel]?.write ?? String;
    const counts = new Map<number, Map<string, number>>();
    for (const index of indices) {
      const value = x.cells[index];
      if (typeof value !== "number") continue;
      const own = counts.get(binOf(value)) ?? new Map<string, number>();
      const name = plain.seriesAt(source, index);
      own.set(name, (own.get(name) ?? 0) + 1);
      counts.set(binOf(value), own);
    }
    return [...counts]
      .sort(([a], [b]) => a - b)
      .flatMap(([bin, ofSeries]) => {
        let from = 0;
        const between = `${write(edge(bin))} to ${write(edge(bin + 1))}`;
        return series.flatMap(({ name }) => {
          const count = ofSeries.get(name) ?? 0;
          if (count === 0) return [];
          const start = edge(bin);
          const one = { start, end: edge(bin + 1), count, between };
          const stacked = by === undefined ? one : { ...one, series: name, from, to: from + count };
          from += count;
          return [stacked];
        });
      });
  });
  const heights = panels.map((bars) => heightsOf(bars));
  const all = heights.flat();
  const column = { field: "count", title: "Number of rows", kind: "number", cells: [0, ...all] } as const;
  const measure = measureOf([column], {
    style: "count",
    baseline: "zero",
    title: titleOf(titles, "y"),
    limits: limitsOf({ chart: "histogram", axis: "y", limits: options.limits }, [column]),
  });
  const shownTitle = titleOf(titles, "y") === null ? null : measure.title;
  return plain.drawn(source, {
    columns: [x],
    title: plain.titleOfPanels(shownTitle, free),
    plot: (_, panel) => {
      const own = names(free, "y") ? measure.over([0, ...(heights[panel] ?? [])]) : measure;
      const y = {
        type: "quantitative",
        scale: own.scale,
        axis: plain.verticalAxis(own, source, titleOf(titles, "y")),
      };
      const { ticks = [], labelExpr = () => "", title: inWords = "" } = measured[panel] ?? {};
      const domain = [limitsX?.low ?? binned[panel]?.domain[0], limitsX?.high ?? binned[panel]?.domain[1]];
      const axis = { values: ticks, labelExpr: labelExpr(ticks) };
      return {
        height: options.height ?? (facet === undefined ? 280 : 160),
        data: { values: panels[panel] ?? [] },
        mark: {
          type: "bar",
          stroke: colour("paper"),
          strokeWidth: 1,
          ...(by === undefined && { color: colour("blue") }),
        },
        encoding: {
          x: {
            field: "start",
            type: "quantitative",
            scale: { domain, nice: false, zero: false },
            axis: { ...axis, title: title === null ? null : inWords, ...quietTitle, ...tickMarks },
          },
          x2: { field: "end" },
          y: { ...y, field: by === undefined ? "count" : "to" },
          y2: by === undefined ? { datum: 0 } : { field: "from" },
          ...(by !== undefined && { color: seriesColour(series, "legend", plain.plotsOf(source)) }),
          tooltip: [
            { field: "between", type: "nominal", title: inWords },
            ...plain.seriesTooltip(source),
            { field: "count", type: "quantitative", title: "Rows", format: "," },
          ],
        },
      };
    },
  });
}

/** Bars between round numbers. */
function binsOf(values: readonly number[], count: number) {
  const [least, greatest] = extentOf(values);
  const step = niceStep((greatest - least || Math.abs(greatest) || 1) / Math.max(1, count));
  const binOf = (value: number) => Math.floor(Number((value / step).toPrecision(12)));
  const edge = (bin: number) => Number((bin * step).toPrecision(12));
  const domain = [edge(binOf(least)), edge(binOf(greatest) + 1)] as const;
  return { binOf, edge, domain, edges: [...domain, domain[0] + step] };
}

interface Counted {
  readonly start: number;
  readonly count: number;
}

/** The heights of the bars, whatever they consist of. */
function heightsOf(bars: readonly Counted[]): readonly number[] {
  const heights = new Map<number, number>();
  for (const { start, count } of bars) heights.set(start, (heights.get(start) ?? 0) + count);
  return [...heights.values()];
}
