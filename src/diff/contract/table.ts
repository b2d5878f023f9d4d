import type { TableCell, TableColumn } from "../../model/display.js";
import type { TextChange } from "./text.js";
import type { NumberDelta } from "./value.js";

/** A row by the texts of its key's cells (of all cells where the table has no key). */
export interface RowName {
  readonly name: string;
  readonly key: readonly TableCell["raw"][];
}

export interface CellChange {
  readonly row: RowName;
  /** Field and title of the column. */
  readonly field: string;
  readonly column: string;
  readonly was: TableCell;
  readonly is: TableCell;
  readonly delta?: NumberDelta;
}

/** What differs between two states of a table, cells by its primary key. */
export interface TableDifference {
  readonly rowsAdded: readonly RowName[];
  readonly rowsRemoved: readonly RowName[];
  /** Rows that stand in another order than their neighbours. */
  readonly rowsMoved: readonly RowName[];
  readonly columnsAdded: readonly TableColumn[];
  readonly columnsRemoved: readonly TableColumn[];
  /** Columns whose title, unit or alignment changed. */
  readonly columnsChanged: readonly { readonly was: TableColumn; readonly is: TableColumn }[];
  /** Fields that stand in another order. */
  readonly columnsMoved: readonly string[];
  /** Where the primary key itself changed. */
  readonly keyChanged?: { readonly was: readonly string[]; readonly is: readonly string[] };
  /** Greatest relative change first. */
  readonly cells: readonly CellChange[];
  /** Changed words of title, caption, source. */
  readonly texts: readonly TextChange[];
}
