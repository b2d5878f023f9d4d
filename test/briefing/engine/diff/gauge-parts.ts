import type { RichText, Value } from "../../../../src/briefing/model/value.js";
import type { JsonObject } from "../../../../src/briefing/engine/notebook/contract.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";

type FirstPage = NonNullable<Briefing["report"]["firstPage"]>;

/** The parts of a small briefing on two rivers that a test can change before it is "executed". */
export interface Gauges {
  title: string;
  /** Flow in m³/s by river and year. */
  flow: { river: string; year: number; flow: number }[];
  /** Source of the module that processes every number. */
  module: string;
  packages: string[];
  /** Of the first chapter: lines of YAML. */
  frontMatter?: string;
  /** Source of the code cell that computes the means. */
  meansCell: string;
  /** The Markdown cell of the first chapter. */
  words: string;
  figure: { id: string; title: string; caption: (mean: Value) => RichText; spec: JsonObject };
  /** The chapter that the cell of the figure closes, if it is not the first. */
  figureIn?: string;
  statement: string;
  /** Chapters in their order. */
  order: string[];
  /** Markdown cells of further chapters, by chapter. */
  chapters: Record<string, string>;
  parameters: Record<string, string>;
  /** Added to the mean of the second river, as if the cell drew random numbers. */
  noise: number;
  /** Bundles that another cell of the first chapter displays, and a PNG in base64 attached to its text. */
  shown: JsonObject[];
  attachment?: string;
  /** Rows drawn by the figure, if they are not its data. */
  drawn?: JsonObject[];
  firstPage?: FirstPage;
  /** Another Markdown cell of the first chapter, after its text. */
  moreWords?: string;
  /** Values of expressions that are added or replace computed ones. */
  inline: Record<string, Value>;
  /** Changes the table and the claim before they are displayed. */
  tableCell: string;
  table: (table: GaugeTable) => unknown;
  claim: (claim: GaugeClaim) => unknown;
}

/** Displays, writable for tests. */
export interface GaugeTable {
  title: RichText;
  caption: RichText;
  columns: { field: string; title: string; unit?: string; align: string }[];
  rows: { raw: string | number; text: string }[][];
}
export interface GaugeClaim {
  statement: RichText;
  by: RichText;
  parts: { reads: RichText; status: "holds" | "fails"; evidence?: RichText }[];
}
