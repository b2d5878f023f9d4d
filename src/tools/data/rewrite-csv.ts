/** A CSV file written again so that it can be read: names of columns, signs of numbers, blanks. All else stays as it is. */
import { CsvCursor, type Bytes, decode } from "../../authoring/load/csv.js";
import { streamPieces, type TableFile } from "../../authoring/load/table-file.js";
import { plainNumber } from "./cell-kind.js";
import type { InferredColumn } from "./infer-types.js";

export interface Rewriting {
  readonly names: readonly string[];
  readonly columns: readonly InferredColumn[];
  /** A file without a header gets one. */
  readonly header: "in-file" | "none";
}

/** The pieces of the new file, with commas between the cells. */
export async function rewriteCsv(
  table: TableFile,
  { names, columns, header }: Rewriting,
): Promise<readonly Uint8Array[]> {
  const cursor = new CsvCursor(table);
  const pieces: Buffer[] = [Buffer.from(`${names.map(written).join(",")}\n`)];
  let isHeader = header === "in-file";
  const read = (): void => {
    const lines: string[] = [];
    for (let cells = cursor.next(); cells !== undefined; cells = cursor.next()) {
      const isBlank = cells.length === 1 && cells[0] === "" && names.length > 1;
      if (!isHeader && !isBlank)
        lines.push(`${cells.map((cell, index) => written(rewritten(cell, columns[index]))).join(",")}\n`);
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
  return pieces;
}

function rewritten(cell: Bytes, column: InferredColumn | undefined): string {
  const text = decode(cell);
  return column?.rewrite === undefined ? text : plainNumber(text, column.rewrite.decimal);
}

const written = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
