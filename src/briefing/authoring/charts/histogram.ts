/** Frequency of a column's values between round numbers. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { tickMarks } from "./steps.js";
import { type ColumnName, numbersIn, type Rows } from "./columns.js";
import { words } from "./layers.js";
import { measureOf, quietTitle } from "./measure.js";
import { type ChartOptions, drawn, panelsOf, read, verticalAxis } from "./plain.js";
import { extentOf, niceStep } from "./scale.js";
import { colour } from "./theme.js";

export interface HistogramOptions<Row> extends Pick<ChartOptions<Row>, "facet" | "style" | "height"> {
  /** Column of numbers. */
  readonly x: ColumnName<Row>;
  /** Approximate number of bars, whose edges are round numbers. Default: 20. */
  readonly bins?: number;
}

/** Frequency of a column's numbers between round numbers: `histogram(rows, { x: "rating" })`. */
export function histogram<Row extends object>(given: Rows<Row>, options: HistogramOptions<Row>): Chart {
  const source = read("histogram", given, options);
  const { facet } = source;
  const x = source.numbers(options.x);
  const values = numbersIn(x);
  if (values.length === 0) throw new ChartError(`histogram: the column "${x.field}" has no values`);
  const [least, greatest] = extentOf(values);
  const step = niceStep((greatest - least || Math.abs(greatest) || 1) / Math.max(1, options.bins ?? 20));
  const binOf = (value: number) => Math.floor(Number((value / step).toPrecision(12)));
  const edge = (bin: number) => Number((bin * step).toPrecision(12));
  const domain = [edge(binOf(least)), edge(binOf(greatest) + 1)] as const;
  const edges = [...domain, domain[0] + step];
  const measured = measureOf([x], { style: options.style, baseline: "data", more: domain, exact: edges });
  const countsOf = (indices: readonly number[]) => {
    const counts = new Map<number, number>();
    for (const index of indices) {
      const value = x.cells[index];
      if (typeof value === "number") counts.set(binOf(value), (counts.get(binOf(value)) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => a - b);
  };
  const counts = panelsOf(source).flatMap(({ indices }) => countsOf(indices).map(([, count]) => count));
  const column = { field: "count", title: "Number of rows", kind: "number" } as const;
  const measure = measureOf([{ ...column, cells: [0, ...counts] }], { style: "count", baseline: "zero" });
  const y = { type: "quantitative", scale: measure.scale, axis: verticalAxis(measure, source) };
  const ticks = { values: measured.ticks, labelExpr: measured.labelExpr(measured.ticks) };
  return drawn(source, {
    columns: [x],
    title: measure.title,
    plot: (indices) => ({
      height: options.height ?? (facet === undefined ? 280 : 160),
      data: {
        values: countsOf(indices).map(([bin, count]) => ({
          start: edge(bin),
          end: edge(bin + 1),
          count,
          between: `${measured.write(edge(bin))} to ${measured.write(edge(bin + 1))}`,
        })),
      },
      mark: { type: "bar", stroke: colour("paper"), strokeWidth: 1, color: colour("blue") },
      encoding: {
        x: {
          field: "start",
          type: "quantitative",
          scale: { domain, nice: false, zero: false },
          axis: { ...ticks, title: measured.title, ...quietTitle, ...tickMarks },
        },
        x2: { field: "end" },
        y: { ...y, field: "count" },
        y2: { datum: 0 },
        tooltip: [
          { ...words("between"), title: measured.title },
          { field: "count", type: "quantitative", title: "Rows", format: "," },
        ],
      },
    }),
  });
}
