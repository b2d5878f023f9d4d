import type { Paragraph, Table } from "docx";
import type { StyleId } from "./layout.js";

/** What the body of the document and its cells are made of. */
export type Content = Paragraph | Table;

export interface Cell {
  /** By which long rows are found. */
  readonly text: string;
  readonly isHead: boolean;
  /** How many columns and rows it takes. */
  readonly columnSpan?: number;
  readonly rowSpan?: number;
  readonly content: (style: StyleId) => readonly Content[];
}

export interface Grid {
  readonly head: readonly (readonly Cell[])[];
  readonly body: readonly (readonly Cell[])[];
}
