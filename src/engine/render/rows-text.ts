import { format } from "d3-format";

const digits = format(",");

/** `1 row`, `4,812 rows`. */
export function rowsText(rows: number): string {
  return `${digits(rows)} ${rows === 1 ? "row" : "rows"}`;
}
