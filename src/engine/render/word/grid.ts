import type { Paragraph, Table } from "docx";
import type { StyleId } from "./layout.js";

export interface Cell {
  /** By which the columns are measured. */
  readonly text: string;
  readonly isHead: boolean;
  /** How many columns it takes. */
  readonly span: number;
  /** Whether it is the first of cells that are one, or goes on with the one above. */
  readonly merge?: "restart" | "continue";
  readonly content: (style: StyleId) => readonly (Paragraph | Table)[];
}

/** Every row has the same number of columns. */
export interface Grid {
  readonly head: readonly (readonly Cell[])[];
  readonly body: readonly (readonly Cell[])[];
  readonly columns: number;
}
