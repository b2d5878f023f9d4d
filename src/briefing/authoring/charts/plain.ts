/** Common to all one-call charts: their options, their rows, and the panels of `facet`. */
import { isRecord } from "../../lib/is-record.js";
import type { ColourName } from "../../model/palette.js";
import type { DataColumn } from "../../model/display.js";
import type { LooseRecord } from "../load/records.js";
import { omit } from "../../lib/omit.js";
import { type Column, type ColumnName, columnOf, namesIn, numbersOf, recordsFor } from "./columns.js";
import { type Measure, titleAbove } from "./measure.js";
import { requireOptions } from "./options.js";
import { type Chart, ofRows } from "../rows-of.js";
import { type Series, seriesOf } from "./series.js";
import type { NumberStyle, Spec } from "./spec.js";
import { colour, panelTitle, sideBySide, theme } from "./theme.js";

/** Options of every one-call chart in addition to its columns. */
export interface ChartOptions<Row> {
  /** Column of the series, which get one colour each, in the order of the rows. */
  readonly by?: ColumnName<Row>;
  /** Column of the panels: the same chart for each, on the same scales. */
  readonly facet?: ColumnName<Row>;
  /**
   * Colours of series by name, `{ North: "blue" }`; the others take blue, vermilion, green, purple, orange, ink, grey,
   * brown, in this order; there is an error if these run out. Also available: muted, rule, grid, paper, darkVermilion, darkGreen, darkOrange, and the roles first,
   * second, joint, others, accent.
   */
  readonly colours?: Readonly<Record<string, ColourName>>;
  /**
   * Number format: `count` (6,200), `percent` (of fractions: 0.36 is 36 %) or `ratio` (1.7). By default with the
   * decimals of the values, in millions if they are that large.
   */
  readonly style?: NumberStyle;
  /** Height of the plot in pixels, without anything above and below it. */
  readonly height?: number;
}

/** Gives a column by its name, if it has one; throws if no row has that column. */
interface ColumnReader {
  (name: string): Column;
  (name: string | undefined): Column | undefined;
}

export interface Read {
  readonly rows: readonly LooseRecord[];
  readonly column: ColumnReader;
  /** A column that must contain numbers. */
  readonly numbers: ColumnReader;
  readonly by: Column | undefined;
  readonly facet: Column | undefined;
  readonly series: readonly [Series, ...Series[]];
}

/** The rows of a chart, and the columns without options of its own; throws for an empty list. */
export function read(
  chart: string,
  given: unknown,
  options: Pick<ChartOptions<LooseRecord>, "by" | "facet" | "colours"> & {
    readonly named?: readonly string[];
  },
): Read {
  const rows = recordsFor(chart, given);
  requireOptions(chart, options, [...new Set(rows.flatMap((row) => Object.keys(row)))]);
  const reader = (of: typeof columnOf) =>
    ((name) => (name === undefined ? undefined : of(chart, rows, name))) as ColumnReader;
  const column = reader(columnOf);
  const numbers = reader(numbersOf);
  const by = column(options.by);
  const facet = column(options.facet);
  return { rows, column, numbers, by, facet, series: seriesOf(chart, by, options) };
}

/** Name of a row's series; empty if there are no series. */
export const seriesAt = ({ by }: Pick<Read, "by">, index: number): string => String(by?.cells[index] ?? "");

interface Drawing {
  /** Columns in the figure's table and CSV. */
  readonly columns: readonly (Column | undefined)[];
  /** Of the vertical axis, over all panels. */
  readonly title: string;
  /** The plot of the rows at these positions, which are those of the panel with this number. */
  readonly plot: (indices: readonly number[], panel: number) => Spec;
}

/** The measure, if it is not on a vertical axis. */
export const above = (title: string, offset = 6): Spec => ({
  text: title,
  anchor: "start",
  frame: "group",
  fontWeight: "normal",
  fontSize: 12,
  color: colour("muted"),
  offset,
});

/** Whether a chart is one plot, or a layout of panels. */
export const plotsOf = ({ facet }: Pick<Read, "facet">): "plot" | "panels" =>
  facet === undefined ? "plot" : "panels";

/** Positions of the rows of each panel; all rows if there are no panels. */
export function panelsOf({ rows, facet }: Read): readonly { name: string; indices: readonly number[] }[] {
  const all = rows.map((_, index) => index);
  if (facet === undefined) return [{ name: "", indices: all }];
  return namesIn(facet).map((name) => ({
    name,
    indices: all.filter((index) => String(facet.cells[index]) === name),
  }));
}

/** One plot, or one for each name in the column `facet`; records which of the given rows and columns it shows. */
export function drawn(source: Read, { columns, title, plot }: Drawing): Chart {
  const { rows, by, facet } = source;
  const shown = {
    rows,
    columns: [facet, by, ...columns].flatMap((one) => (one === undefined ? [] : [dataColumn(one)])),
  };
  if (facet === undefined)
    return ofRows(shown, {
      ...theme,
      ...plot(
        rows.map((_, index) => index),
        0,
      ),
    });
  const panels = panelsOf(source).map(({ name, indices }, panel) => ({
    title: { text: name, ...panelTitle },
    ...ownSize(plot(indices, panel)),
  }));
  return ofRows(shown, {
    ...sideBySide(panels),
    columns: Math.min(3, panels.length),
    resolve: { scale: { color: "shared" }, legend: { color: "shared" } },
    title: omit(above(title, 10), "frame"),
  });
}

/** In a layout of plots, Vega-Lite's `width` and `height` are those of the whole figure. */
function ownSize(plot: Spec): Spec {
  const sized = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sized);
    if (!isRecord(part)) return part;
    if (Object.keys(part).length === 1 && part["expr"] === "width") return "width";
    if (Object.keys(part).length === 1 && part["expr"] === "height") return plot["height"];
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, sized(value)]));
  };
  return sized(plot) as Spec;
}

/** Titled above the plot; panels share one title above all. */
export function verticalAxis({ ticks, labelExpr, title }: Measure, { facet }: Pick<Read, "facet">): Spec {
  const above = facet === undefined ? titleAbove(title) : { title: null };
  return { values: ticks, labelExpr: labelExpr(ticks), grid: true, ...above };
}

/** The tooltip of a row in addition to its position: the series, if there are several. */
export const seriesTooltip = ({ by }: Pick<Read, "by">): readonly Spec[] =>
  by === undefined ? [] : [{ field: "series", type: "nominal", title: by.title }];

const dataColumn = ({ field, title, unit }: Column): DataColumn => ({
  field,
  title,
  ...(unit !== undefined && { unit }),
});
