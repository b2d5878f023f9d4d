/** Common to all one-call charts: their options, their rows, and the panels of `facet`. */
import { isRecord } from "../../lib/is-record.js";
import type { Colour } from "../../model/palette.js";
import type { DataColumn } from "../../model/display.js";
import type { LooseRecord } from "../load/records.js";
import { omit } from "../../lib/omit.js";
import { own } from "../../lib/own.js";
import { type Axes, type AxisLimits, type AxisTitles, names } from "./axis-options.js";
import { asName, type Column, type ColumnName, columnOf, namesIn, numbersOf, recordsFor } from "./columns.js";
import { type Measure, titleAbove } from "./measure.js";
import { ChartError } from "../errors.js";
import { requireOptions } from "./options.js";
import { type Chart, ofRows, type PublishedRows } from "../rows-of.js";
import { type Series, type SeriesOptions, seriesOf } from "./series.js";
import type { NumberStyle, Spec } from "./spec.js";
import { colour, panelTitle, sideBySide, theme } from "./theme.js";

/** Options of every one-call chart in addition to its columns. */
export interface ChartOptions<Row> {
  /** Column of the series, which get one colour each, in the order of the rows. */
  readonly by?: ColumnName<Row>;
  /** Column of the panels: the same chart for each, on the same scales unless they are `free`. */
  readonly facet?: ColumnName<Row>;
  /** Axes on which each panel has a scale of its own; the title above the panels says so. */
  readonly free?: Axes;
  /**
   * Colours of series by name, `{ North: "blue" }` or `{ North: "#aa3377" }`; the others take blue, vermilion, green,
   * purple, orange, ink, grey, brown, in this order; there is an error if these run out. Also available: muted, rule, grid,
   * paper, darkVermilion, darkGreen, darkOrange, and the roles first, second, joint, others, accent. A colour as `#rrggbb` is the same on a dark
   * page. Colours of `briefing.yml` apply in every chart, unless this option names another.
   */
  readonly colours?: Readonly<Record<string, Colour>>;
  /** Titles of the axes, with their units: `{ y: "NO₂ (µg/m³)" }`; `null` removes one. By default from the data. */
  readonly titles?: AxisTitles;
  /**
   * First and last value of an axis of numbers, years or dates: `{ y: [0, 100] }`, `{ x: ["2020-01", null] }`; `null` follows from the
   * data. It is an error if a value would be cut off.
   */
  readonly limits?: AxisLimits;
  /**
   * Number format: `count` (6,200), `percent` (of fractions: 0.36 is 36 %) or `ratio` (1.7). By default with the
   * decimals of the values, in millions if they are that large.
   */
  readonly style?: NumberStyle;
  /** Decimals in labels and tooltips: of percent, if the style is that, and of millions. By default as the values need. */
  readonly digits?: number;
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
  /** Options that are drawn besides the rows. */
  readonly annotations: Readonly<Record<string, unknown>>;
}

const annotating = ["events", "spans", "reference", "gaps", "zones", "named", "bounds", "trend", "texts"];

/** The series of a chart, if they are not as its options say. */
interface SeriesColumn extends SeriesOptions {
  readonly by?: string | undefined;
}

/** The rows of a chart, and the columns without options of its own; throws for an empty list. */
export function read(chart: string, given: unknown, options: object, ofSeries: SeriesColumn = options): Read {
  const rows = recordsFor(chart, given);
  requireOptions(chart, options, [...new Set(rows.flatMap((row) => Object.keys(row)))]);
  const reader = (of: typeof columnOf) =>
    ((name) => (name === undefined ? undefined : of(chart, rows, name))) as ColumnReader;
  const column = reader(columnOf);
  const numbers = reader(numbersOf);
  const by = column(ofSeries.by);
  const panels = options as Pick<ChartOptions<LooseRecord>, "facet" | "free">;
  const facet = column(panels.facet);
  if (facet === undefined && panels.free !== undefined)
    throw new ChartError(`${chart}: free concerns panels, but there is no facet`, {
      hint: "Name the column of the panels (facet), or leave out free.",
    });
  const annotations = Object.fromEntries(
    annotating.flatMap((name) => {
      const given = own(options as LooseRecord, name);
      return given === undefined ? [] : [[name, given]];
    }),
  );
  return { rows, column, numbers, by, facet, series: seriesOf(chart, by, ofSeries), annotations };
}

/** Name of a row's series; empty if there are no series. */
export const seriesAt = ({ by }: Pick<Read, "by">, index: number): string => asName(by?.cells[index] ?? "");

interface Drawing {
  /** Columns in the figure's table and CSV. */
  readonly columns: readonly (Column | undefined)[];
  /** Of the vertical axis, over all panels. */
  readonly title: string | null;
  /** Height of a key that the first panel has above its plot, so that the titles of the others have the same room. */
  readonly firstHas?: number;
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
    indices: all.filter((index) => asName(facet.cells[index] ?? "") === name),
  }));
}

/** The cells of a column in these rows. */
export const cellsAt = (column: Column, indices: readonly number[]): Column => ({
  ...column,
  cells: indices.map((index) => column.cells[index] ?? null),
});

/** By panel: one thing made of all rows or, on an axis that is free, one made of the rows of each panel. */
export function byPanel<T>(
  source: Read,
  { free, axis }: { readonly free: Axes | undefined; readonly axis: "x" | "y" },
  make: (indices: readonly number[]) => T,
): readonly T[] {
  const panels = panelsOf(source);
  if (names(free, axis)) return panels.map(({ indices }) => make(indices));
  const shared = make(source.rows.map((_, index) => index));
  return panels.map(() => shared);
}

/** The title over all panels. */
export function titleOfPanels(title: string | null, free: Axes | undefined): string | null {
  if (free === undefined || title === null) return title;
  const which = { x: "horizontal ", y: "vertical ", both: "" }[free];
  return `${title}, each panel on its own ${which}${free === "both" ? "scales" : "scale"}`;
}

/** One plot, or one for each name in the column `facet`; records which of the given rows and columns it shows. */
export function drawn(source: Read, { columns, title, plot, firstHas = 0 }: Drawing): Chart {
  const { rows, facet } = source;
  const shown = shownOf(source, columns);
  if (facet === undefined)
    return ofRows(shown, {
      ...theme,
      ...plot(
        rows.map((_, index) => index),
        0,
      ),
    });
  const panels = panelsOf(source).map(({ name, indices }, panel) => ({
    title: {
      text: name,
      ...panelTitle,
      ...(panel > 0 && firstHas > 0 && { offset: panelTitle.offset + firstHas }),
    },
    ...ownSize(plot(indices, panel)),
  }));
  return ofRows(shown, {
    ...sideBySide(panels),
    columns: Math.min(3, panels.length),
    resolve: { scale: { color: "shared" }, legend: legends },
    ...(title !== null && { title: omit(above(title, 10), "frame") }),
  });
}

/** The rows, and the columns of the figure's table and CSV: panel and series first. */
export function shownOf(
  { rows, by, facet, annotations }: Read,
  columns: readonly (Column | undefined)[],
): PublishedRows {
  const all = [facet, by, ...columns].flatMap((one) => (one === undefined ? [] : [dataColumn(one)]));
  const unique = new Map(all.map((one) => [one.field, one]));
  return {
    rows,
    ...(Object.keys(annotations).length > 0 && { annotations }),
    columns: [...unique.values()],
  };
}

/** One plot, or one under the name of each panel, for charts without axes. */
export function inPanels(source: Read, plotOf: (indices: readonly number[]) => Spec): Spec {
  const panels = panelsOf(source);
  if (source.facet === undefined) return { ...theme, ...plotOf(source.rows.map((_, index) => index)) };
  return sideBySide(
    panels.map(({ name, indices }) => ({ title: { text: name, ...panelTitle }, ...plotOf(indices) })),
  );
}

/** One for all panels; those of outlines and fillings, which have none, must not be merged with it. */
const legends = { color: "shared", fill: "independent", stroke: "independent" };

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
export function verticalAxis(
  { ticks, labelExpr, title }: Measure,
  { facet }: Pick<Read, "facet">,
  written?: string | null,
): Spec {
  const above = facet === undefined && written !== null ? titleAbove(title) : { title: null };
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
