import { isRecord } from "../../lib/is-record.js";
import { derivedTables, type Figure, type Row } from "../../model/display.js";
import { bundleVersion, mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { type Chart, plainRows, type PublishedRows, publishedRows } from "../rows-of.js";
import { roundNumbers } from "./number.js";
import { emit, optionalId } from "./output.js";
import { checkSpec, drawnRows, plots, withoutPrototype } from "./spec.js";
import { guardedTexts, type Guards } from "./text.js";
import { plainText } from "./value.js";

/** Options of a figure. `figure(chart)` alone shows it; publishing also requires `id`, `caption` and `alt`. */
export interface FigureText {
  /** Stable id, also the file name: `joint-papers`. Referred to in prose as `@fig-joint-papers`. */
  readonly id?: string;
  /** The finding, in one line. */
  readonly title?: string | RichText | Value;
  /**
   * Whether the title is true; if false, the build lists it and stops. `{ title, alt }` guards several texts. The same for
   * one text: `alt: holds("South falls.", isLower)`.
   */
  readonly holds?: Guards;
  /** Measure, unit and period. */
  readonly subtitle?: string | RichText | Value;
  /** What to look at, and what not to conclude. */
  readonly caption?: string | RichText | Value;
  /** Text alternative for readers who cannot see the figure. */
  readonly alt?: string | RichText | Value;
  /**
   * Source, edition and precision; citations as `[@key]`. By default the sources in datapackage.json of the tables that
   * its cell reads.
   */
  readonly source?: string | RichText | Value;
  /**
   * Rows for the table and the CSV beside the figure; by default those of the chart, or the `data` of a spec. Specs
   * without data draw them.
   */
  readonly data?: readonly object[];
}

export interface FigureOptions extends FigureText {
  /**
   * A chart, or a Vega-Lite spec (v5) with inline data and without a width: the page draws it at two widths. Declare it
   * as `const spec: VegaLite = …`, with the type from `briefing/vega-lite`, for completion and type checks.
   */
  readonly spec: object;
}

/** A Vega-Lite specification has one of these keys. */
export type VegaLiteSpec =
  | { readonly mark: unknown }
  | { readonly layer: unknown }
  | { readonly facet: unknown; readonly spec: object }
  | { readonly repeat: unknown; readonly spec: object }
  | { readonly concat: unknown }
  | { readonly hconcat: unknown }
  | { readonly vconcat: unknown };

const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/**
 * Shows a chart or a Vega-Lite spec: drawn in JupyterLab, numbered and rendered in the briefing. `figure(line(rows,
 * …))` is enough to look at it; `build` requires the publishing options: `figure(line(rows, …), { id, caption, alt })`.
 */
export function figure(chart: Chart | VegaLiteSpec, text?: FigureText): void;
export function figure(options: FigureOptions): void;
export function figure(chartOrOptions: object, text?: FigureText): void {
  const { spec: chart, ...options } = isChart(chartOrOptions)
    ? { ...text, spec: chartOrOptions }
    : (chartOrOptions as FigureOptions);
  const id = optionalId(options, "figure");
  const what = id === undefined ? "figure" : `figure "${id}"`;
  const copy = withoutPrototype(chart, what);
  const spec =
    options.data !== undefined && drawnRows(copy).length === 0 ? withRows(copy, options.data) : copy;
  checkSpec(spec, what);
  const shown = publishedRows(chart);
  const data = options.data ?? (shown ? plainRows(shown) : (topRows(spec) ?? drawnRows(spec)));
  const json: Figure = {
    version: bundleVersion,
    ...(id !== undefined && { id }),
    ...guardedTexts(["title", "subtitle", "caption", "alt", "source"], options, what),
    data: roundNumbers(data) as readonly Row[],
    ...(options.data === undefined && shown?.columns && { columns: shown.columns }),
  };
  const drawn = roundNumbers({ $schema: schema, ...spec }) as Record<string, unknown>;
  const usermeta = {
    ...(drawn["usermeta"] as object | undefined),
    embedOptions: { actions: false },
    ...(shown && options.data === undefined && derivedFrom(shown)),
  };
  const words = [json.title ?? json.caption, json.alt].flatMap((text) => (text ? [plainText(text)] : []));
  emit({
    [mime.vegaLite]: { ...drawn, usermeta },
    [mime.figure]: json,
    [mime.plain]: words.join("\n") || "A figure",
  });
}

const isChart = (argument: object): boolean => isRecord(argument) && plots.some((name) => name in argument);
/** Comparisons then read the rows beside the figure instead of the tables of its specification. */
const derivedFrom = ({ annotations }: PublishedRows) => ({
  tables: derivedTables,
  ...(annotations && { annotations: roundNumbers(annotations) }),
});

const withRows = (spec: object, rows: readonly object[]) => ({ ...spec, data: { values: rows } });

/** Rows of the whole figure, not of a layer with its own. */
function topRows({ data }: Readonly<Record<string, unknown>>): readonly object[] | undefined {
  const values = isRecord(data) ? data["values"] : undefined;
  return Array.isArray(values) && values.length > 0 ? drawnRows({ data }) : undefined;
}
