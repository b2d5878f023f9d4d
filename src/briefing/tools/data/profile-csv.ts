/** One pass over a whole CSV file, to profile the cells of each column. */
import { isUtf8 } from "node:buffer";
import { CsvScanner } from "../../authoring/load/csv.js";
import { DataError, ProblemList } from "../../authoring/load/errors.js";
import { refuseOtherThanFile, streamPieces, type TableFile } from "../../authoring/load/table-file.js";
import { plural } from "../../lib/plural.js";
import { ColumnProfile } from "./column-profile.js";
import { gzipSync } from "node:zlib";
import type { InferredColumn } from "./infer-types.js";
import { BriefingError } from "../../model/errors.js";

export interface CsvSettings {
  /** Texts that mean a missing value, besides the empty cell. */
  readonly missing: readonly string[];
  /** For a file without a header line. */
  readonly columns?: readonly string[] | undefined;
}

export type OnBytes = (bytes: number) => void;

/** Columns are named as in the header. */
export async function profileCsv(
  table: TableFile,
  { missing, columns: given }: CsvSettings,
  onBytes: OnBytes,
): Promise<readonly ColumnProfile[]> {
  refuseOtherThanFile(table);
  const missingTexts = new Set(["", ...missing]);
  const profilesOf = (names: readonly string[]): readonly ColumnProfile[] =>
    names.map((name) => new ColumnProfile(name, missingTexts));
  let columns = given && profilesOf(given);
  let rows = 0;
  const wrong = new ProblemList(1);
  await scanRecords(table, onBytes, (record) => {
    if (columns === undefined) {
      columns = profilesOf(textsOf(record, table));
      return;
    }
    if (record.isBlank && columns.length > 1) return;
    rows++;
    if (record.cells === columns.length) {
      for (const [index, text] of textsOf(record, table, columns).entries())
        columns[index]?.add(text, record.line);
      return;
    }
    const cause = `expected ${plural(columns.length, "cell")}`;
    const message = `${cause}, got ${record.cells}`;
    wrong.add({ path: table.path, line: record.line, message, cause });
  });
  if (columns === undefined || rows === 0)
    throw new BriefingError(
      `${table.path} has ${columns === undefined ? "no header" : "a header and no rows"}.`,
      { hint: "Column types are inferred from cells: add the file once it has some." },
    );
  if (wrong.total > 0)
    throw new DataError(DataError.of(wrong.problems).message, {
      problems: wrong.problems,
      hint: `Each line needs ${plural(columns.length, "cell")}, like the header; remove titles above it and notes below the table. If cells have another separator: --delimiter ";"`,
    });
  return columns;
}

/** Reads each record of a CSV file in bounded memory. */
async function scanRecords(
  table: TableFile,
  onBytes: OnBytes,
  onRecord: (record: CsvScanner) => void,
): Promise<void> {
  const scanner = new CsvScanner(table);
  let read = 0;
  const take = (): void => {
    while (scanner.next()) onRecord(scanner);
  };
  await streamPieces(table, (piece) => {
    scanner.write(piece);
    take();
    onBytes((read += piece.length));
  });
  scanner.end();
  take();
}

/** The cells of a record; throws if they are not text. */
function textsOf(
  record: CsvScanner,
  { path }: TableFile,
  columns?: readonly ColumnProfile[],
): readonly string[] {
  const { bytes, starts, ends, texts } = record;
  for (const [index, text] of texts.entries()) {
    const isText = !text.includes("\ufffd") || isUtf8(bytes.subarray(starts[index], ends[index]));
    if (isText && !text.includes("\0")) continue;
    const what =
      columns === undefined
        ? `the name of column ${index + 1}`
        : `column "${columns[index]?.name ?? ""}": the cell`;
    const fault = isText ? "a NUL byte, which is not text" : "bytes that are not UTF-8";
    throw new DataError(`${path}:${record.line} ${what} has ${fault}.`, {
      hint: "Save the file as UTF-8, or specify its encoding: --encoding windows-1252",
    });
  }
  return texts;
}

/** Rewrites a CSV file so that it can be read: column names and number formats. All else is preserved. */
interface Rewriting {
  readonly names: readonly string[];
  readonly columns: readonly InferredColumn[];
  /** A file without a header gets one. */
  readonly header: "in-file" | "none";
  /** Of the new file. */
  readonly form: CsvForm;
}

export type CsvForm = Pick<TableFile, "delimiter" | "compression">;

const pieceSize = 1 << 16;

/** The chunks of the new file. */
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
            return rewrite === undefined ? cell : rewrite.convert(cell);
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
