/** Spreadsheets, as bytes. */
import * as xlsx from "xlsx";

export type Row = readonly unknown[];
export interface Sheets {
  readonly [name: string]: { readonly rows: readonly Row[]; readonly merges?: readonly string[] };
}

export function bytesOf(sheets: Sheets, bookType: "xlsx" | "ods"): Uint8Array {
  const book = xlsx.utils.book_new();
  for (const [name, { rows: cells, merges = [] }] of Object.entries(sheets)) {
    const sheet = xlsx.utils.aoa_to_sheet(cells.map((row) => [...row]));
    if (merges.length > 0) sheet["!merges"] = merges.map((range) => xlsx.utils.decode_range(range));
    xlsx.utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(xlsx.write(book, { bookType, type: "array" }) as ArrayBuffer);
}
