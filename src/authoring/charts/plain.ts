/** What all one-call charts share: their options, their rows, and the panels of `facet`. */
import type { ColourName } from "../../model/palette.js";
import type { DataColumn } from "../../model/display.js";
import type { LooseRecord } from "../load/records.js";
import { type Column, type ColumnName, columnOf, namesIn } from "./columns.js";
import { type Measure, titleAbove } from "./measure.js";
import { type Chart, ofRows } from "../rows-of.js";
import { type Series, seriesOf } from "./series.js";
import type { NumberStyle, Spec } from "./spec.js";
import { colour, sideBySide, theme } from "./theme.js";

/** What every one-call chart takes beside its columns. */
export interface ChartOptions<Row> {
  /** Column that tells series apart: a colour each, in the order of the rows. */
  readonly by?: ColumnName<Row>;
  /** Column that tells panels apart: the same chart for each, on the same scales. */
  readonly facet?: ColumnName<Row>;
  /**
   * Colours of series by name, `{ North: "blue" }`; the others take blue, vermilion, green, purple, orange, ink, grey, in
   * this order. There are also muted, rule, grid, paper, darkVermilion, darkGreen, darkOrange, and the roles first, second,
   * joint, others, accent.
   */
  readonly colours?: Readonly<Record<string, ColourName>>;
  /**
   * How numbers are written: `count` (6,200), `percent` (of fractions: 0.36 is 36 %) or `ratio` (1.7). By default with the
   * decimals that the values have, in millions where they are that large.
   */
  readonly style?: NumberStyle;
  /** Of the plot, in pixels, without what stands above and below it. */
  readonly height?: number;
}

/** Columns that have no options of their own. */
export interface Read {
  readonly chart: string;
  readonly rows: readonly LooseRecord[];
  readonly by: Column | undefined;
  readonly facet: Column | undefined;
  readonly series: readonly [Series, ...Series[]];
}

export function read(
  chart: string,
  rows: readonly LooseRecord[],
  { by, facet, colours }: Pick<ChartOptions<LooseRecord>, "by" | "facet" | "colours">,
): Read {
  const column = (name: string | undefined) => (name === undefined ? undefined : columnOf(chart, rows, name));
  const [series, panels] = [column(by), column(facet)];
  return { chart, rows, by: series, facet: panels, series: seriesOf(chart, series, colours) };
}

/** The name of the series of a row; empty where there are none. */
export const seriesAt = ({ by }: Pick<Read, "by">, index: number): string => String(by?.cells[index] ?? "");

interface Drawing {
  /** Columns that the figure's table and CSV show. */
  readonly columns: readonly (Column | undefined)[];
  /** Of the vertical axis, over all panels. */
  readonly title: string;
  /** The plot of the rows at these positions, without its data. */
  readonly plot: (indices: readonly number[]) => Spec;
}

/** The measure, where no vertical axis carries it. */
export const above = (title: string, offset = 6): Spec => ({
  text: title,
  anchor: "start",
  frame: "group",
  fontWeight: "normal",
  fontSize: 12,
  color: colour("muted"),
  offset,
});

const panelTitle = { anchor: "start", frame: "group", fontSize: 13, color: colour("ink"), offset: 6 };

/** One plot, or one for each name in the column `facet`; the figure knows which of the given rows and columns it shows. */
export function drawn({ rows, by, facet }: Read, { columns, title, plot }: Drawing): Chart {
  const all = rows.map((_, index) => index);
  const shown = {
    rows,
    columns: [facet, by, ...columns].flatMap((one) => (one === undefined ? [] : [dataColumn(one)])),
  };
  if (facet === undefined) return ofRows(shown, { ...theme, ...plot(all) });
  const panels = namesIn(facet).map((name) => ({
    title: { text: name, ...panelTitle },
    ...ownSize(plot(all.filter((index) => String(facet.cells[index]) === name))),
  }));
  return ofRows(shown, {
    ...sideBySide(panels),
    columns: Math.min(3, panels.length),
    resolve: { scale: { color: "shared" }, legend: { color: "shared" } },
    title: {
      text: title,
      anchor: "start",
      fontWeight: "normal",
      fontSize: 12,
      color: colour("muted"),
      offset: 10,
    },
  });
}

/** In a plot among others, Vega-Lite's `width` and `height` are those of the whole figure. */
function ownSize(plot: Spec): Spec {
  const text = JSON.stringify(plot)
    .replaceAll('{"expr":"width"}', '"width"')
    .replaceAll('{"expr":"height"}', String(plot["height"]));
  return JSON.parse(text) as Spec;
}

/** Titled above the plot; of panels, once above all. */
export function verticalAxis({ ticks, labelExpr, title }: Measure, { facet }: Pick<Read, "facet">): Spec {
  const above = facet === undefined ? titleAbove(title) : { title: null };
  return { values: ticks, labelExpr: labelExpr(ticks), grid: true, ...above };
}

/** What the pointer tells of a row beside its place: the series, where there are several. */
export const seriesTooltip = ({ by }: Pick<Read, "by">): readonly Spec[] =>
  by === undefined ? [] : [{ field: "series", type: "nominal", title: by.title }];

const dataColumn = ({ field, title, unit }: Column): DataColumn => ({
  field,
  title,
  ...(unit !== undefined && { unit }),
});
