/** A condition on rows for which the type checker knows that values are not missing. */
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { DataError } from "./errors.js";

/**
 * For `filter`: keeps the rows with a value in each of these columns. In what it returns, the columns are not null:
 *
 *     load("visits").filter(present("persons")).reduce((sum, row) => sum + row.persons, 0)
 *
 * Throws if a row has no such column.
 */
export function present<Name extends string>(
  ...columns: readonly [Name, ...Name[]]
): <Row extends { readonly [Column in Name]: unknown }>(
  row: Row,
) => row is Row & { readonly [Column in Name]: NonNullable<Row[Column]> } {
  return (row): row is never =>
    columns.every((column) => {
      const cell: unknown = own(row, column);
      if (cell === undefined && !Object.hasOwn(row, column))
        throw new DataError(`present: a row has no column "${column}"`, {
          hint: nameHint(column, Object.keys(row), "It has"),
        });
      return cell !== null && cell !== undefined;
    });
}
