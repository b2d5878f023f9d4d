import type { RichText } from "./value.js";

type Scalar = string | number | boolean | null;
export type Row = Readonly<Record<string, Scalar>>;

/**
 * Value of `usermeta.tables` in the specification of a chart function: its tables are computed for drawing, and the
 * author's rows are the figure's data.
 */
export const derivedTables = "derived";

/** A column of a figure's data, with its title. */
export interface DataColumn {
  readonly field: string;
  readonly title: string;
  readonly unit?: string;
}

/** JSON under `mime.figure`; the Vega-Lite spec itself is beside it under `mime.vegaLite`. */
export interface Figure {
  readonly version: 1;
  /** May be missing, like the alternative text, in a figure that is not published yet. */
  readonly id?: string;
  readonly title?: RichText;
  readonly subtitle?: RichText;
  readonly caption?: RichText;
  readonly alt?: RichText;
  /** Defaults to the sources of the tables that its cell read, as named in the Data Package. */
  readonly source?: RichText;
  /** The author's rows; of a spec without a chart function, those that it draws, in its order. */
  readonly data: readonly Row[];
  /** Its columns, if the chart knows their titles. */
  readonly columns?: readonly DataColumn[];
}

export interface TableColumn {
  readonly field: string;
  readonly title: string;
  readonly unit?: string;
  readonly align: "left" | "right" | "center";
}

/** One cell: the raw value for comparison (a pair for bounds), the text for the page. */
export interface TableCell {
  readonly raw: Scalar | readonly [number, number];
  readonly text: string;
  /** For a sentence guarded by `holds`. */
  readonly format?: "holds";
}

/** JSON under `mime.table`. */
export interface Table {
  readonly version: 1;
  /** May be missing, like the caption, in a table that is not published yet. */
  readonly id?: string;
  readonly title?: RichText;
  readonly caption?: RichText;
  /** Defaults to the sources of the tables that its cell read, as named in the Data Package. */
  readonly source?: RichText;
  /** Fields that identify a row. */
  readonly key: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}
