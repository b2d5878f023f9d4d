/** A CSV file written again so that it can be read: names of columns, signs of numbers, blanks. All else stays as it is. */
import { gzipSync } from "node:zlib";
import { CsvCursor, type Bytes, decode } from "../../authoring/load/csv.js";
import { streamPieces, type TableFile } from "../../authoring/load/table-file.js";
import { plainNumber } from "./cell-kind.js";
import type { InferredColumn } from "./infer-types.js";

export interface Rewriting {
  readonly names: readonly string[];
  readonly columns: readonly InferredColumn[];
  /** A file without a header gets one. */
  readonly header: "in-file" | "none";
  /** Of the new file. */
  readonly form: CsvForm;
}

export type CsvForm = Pick<TableFile, "delimiter" | "compression">;

/** The pieces of the new file. */
export async function rewriteCsv(
  table: TableFile,
  { names, columns, header, form }: Rewriting,
): Promise<readonly Uint8Array[]> {
  const cursor = new CsvCursor(table);
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell) => written(cell, form)).join(form.delimiter)}\n`;
  const pieces: Buffer[] = [Buffer.from(line(names))];
  let isHeader = header === "in-file";
  const read = (): void => {
    const lines: string[] = [];
    for (let cells = cursor.next(); cells !== undefined; cells = cursor.next()) {
      const isBlank = cells.length === 1 && cells[0] === "" && names.length > 1;
      if (!isHeader && !isBlank)
        lines.push(line(cells.map((cell, index) => rewritten(cell, columns[index]))));
      isHeader = false;
    }
    if (lines.length > 0) pieces.push(Buffer.from(lines.join("")));
  };
  await streamPieces(table, (piece) => {
    cursor.write(piece);
    read();
  });
  cursor.end();
  read();
  return form.compression === "gz" ? [gzipSync(Buffer.concat(pieces))] : pieces;
}

function rewritten(cell: Bytes, column: InferredColumn | undefined): string {
  const text = decode(cell);
  return column?.rewrite === undefined ? text : plainNumber(text, column.rewrite.decimal);
}

const written = (text: string, { delimiter }: CsvForm): string =>
  /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
