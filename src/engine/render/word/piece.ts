import type { Paragraph, Table } from "docx";
import type { Orientation } from "./layout.js";

/** What stands in the document, and how the page is turned for it. */
export interface Piece {
  readonly content: Paragraph | Table;
  readonly page: Orientation;
}

export const upright = (content: Piece["content"]): Piece => ({ content, page: "portrait" });
