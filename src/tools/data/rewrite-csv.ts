/** A CSV file written again so that it can be read: names of columns, and how numbers are written. All else stays. */
import { gzipSync } from "node:zlib";
import type { TableFile } from "../../authoring/load/table-file.js";
import { plainNumber } from "./cell-rules.js";
import type { InferredColumn } from "./infer-types.js";
import { scanRecords } from "./profile-csv.js";

export interface Rewriting {
  readonly names: readonly string[];
  readonly columns: readonly InferredColumn[];
  /** A file without a header gets one. */
  readonly header: "in-file" | "none";
  /** Of the new file. */
  readonly form: CsvForm;
}

export type CsvForm = Pick<TableFile, "delimiter" | "compression">;

const pieceSize = 1 << 16;

/** The pieces of the new file. */
export async function rewriteCsv(
  table: TableFile,
  { names, columns, header, form }: Rewriting,
): Promise<readonly Uint8Array[]> {
  const { delimiter } = form;
  const line = (cells: readonly string[]): string =>
    `${cells.map((text) => (/["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter)}\n`;
  const pieces: Buffer[] = [];
  let text = line(names);
  let isHeader = header === "in-file";
  await scanRecords(
    table,
    () => undefined,
    (record) => {
      if (!isHeader && (!record.isBlank || names.length === 1))
        text += line(
          record.texts.map((cell, index) => {
            const rewrite = columns[index]?.rewrite;
            return rewrite === undefined ? cell : plainNumber(cell, rewrite.decimal);
          }),
        );
      isHeader = false;
      if (text.length < pieceSize) return;
      pieces.push(Buffer.from(text));
      text = "";
    },
  );
  pieces.push(Buffer.from(text));
  return form.compression === "gz" ? [gzipSync(Buffer.concat(pieces))] : pieces;
}
