import type { RichText } from "./value.js";

type Scalar = string | number | boolean | null;
export type Row = Readonly<Record<string, Scalar>>;

/** A column of a figure's data, with the words for it. */
export interface DataColumn {
  readonly field: string;
  readonly title: string;
  readonly unit?: string;
}

/** JSON under `mime.figure`; the Vega-Lite spec itself travels beside it under `mime.vegaLite`. */
export interface Figure {
  readonly version: 1;
  /** Missing, as caption and alternative text, from a figure that is looked at before it is published. */
  readonly id?: string;
  readonly title?: RichText;
  readonly subtitle?: RichText;
  readonly caption?: RichText;
  readonly alt?: RichText;
  /** By default the sources of the tables that its cell read, as the Data Package names them. */
  readonly source?: RichText;
  /** Rows drawn, in the order of the spec's data. */
  readonly data: readonly Row[];
  /** Its columns, where the chart knows how they are called. */
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
  /** Of a sentence that `holds` guards. */
  readonly format?: "holds";
}

/** JSON under `mime.table`. */
export interface Table {
  readonly version: 1;
  /** Missing, as the caption, from a table that is looked at before it is published. */
  readonly id?: string;
  readonly title?: RichText;
  readonly caption?: RichText;
  /** By default the sources of the tables that its cell read, as the Data Package names them. */
  readonly source?: RichText;
  /** Fields that identify a row. */
  readonly key: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}
