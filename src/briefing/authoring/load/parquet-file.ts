/**
 * Reads the columns of a Parquet file, one row group at a time. hyparquet is asynchronous only where it requests bytes.
 * Its decoding of a column is synchronous, so a file on disk does not need a thread.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { constants } from "node:buffer";
import type * as fzstd from "fzstd";
import type * as types from "hyparquet/src/types.js";
import type * as columns from "hyparquet/src/column.js";
import type * as conversion from "hyparquet/src/convert.js";
import type * as metadata from "hyparquet/src/metadata.js";
import { inTime } from "./time-limit.js";

/** A thousand times what reading a column takes. A corrupt file also fills memory, so the limit is short. */
const longestMs = 1000;
const rowsPerMs = 1000;

/** Loaded only to read Parquet, not by every notebook. */
const load = createRequire(import.meta.url);

export interface ParquetColumn {
  readonly name: string;
  /** Whether it contains more than one plain value per row. */
  readonly isNested: boolean;
  /** The type's name in the file: `STRING`, or the physical type, such as `INT64`, if it has no other. */
  readonly logicalType: string;
}

export class ParquetFile {
  readonly columns: readonly ParquetColumn[];
  readonly groups: number;
  readonly #file: number;
  readonly #size: number;
  readonly #metadata: types.FileMetaData;
  readonly #tree: types.SchemaTree;

  /** Throws errors of Node.js or hyparquet. */
  constructor(file: string) {
    this.#file = openSync(file, "r");
    this.#size = fstatSync(this.#file).size;
    try {
      const { parquetMetadata, parquetSchema } = load("hyparquet/src/metadata.js") as typeof metadata;
      this.#metadata = parquetMetadata(this.#readFooter(), { geoparquet: false });
      this.#tree = parquetSchema(this.#metadata);
      checkRows(this.#metadata);
    } catch (error) {
      this.close();
      throw error;
    }
    this.groups = this.#metadata.row_groups.length;
    this.columns = this.#tree.children.map(({ element, children }) => ({
      name: (element.name as string | undefined) ?? "",
      isNested: children.length > 0 || element.repetition_type === "REPEATED",
      logicalType: element.logical_type?.type ?? element.converted_type ?? element.type ?? "",
    }));
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The values of each column of a row group. */
  readGroup(index: number): readonly ArrayLike<unknown>[] {
    const group = this.#metadata.row_groups[index];
    const rows = Number(group?.num_rows ?? 0);
    return (group?.columns ?? []).map(({ meta_data: chunk }) => {
      if (chunk === undefined) throw new Error("a column of the file has no description");
      return this.#readColumn(chunk, rows);
    });
  }

  #readColumn(chunk: types.ColumnMetaData, rows: number): ArrayLike<unknown> {
    const { parquetHeader, readColumn } = load("hyparquet/src/column.js") as typeof columns;
    const { DEFAULT_PARSERS } = load("hyparquet/src/convert.js") as typeof conversion;
    const schemaPath = [this.#tree];
    for (const name of chunk.path_in_schema) {
      const child = schemaPath.at(-1)?.children.find(({ element }) => element.name === name);
      if (child === undefined) throw new Error(`the column ${name} is not in the schema of the file`);
      schemaPath.push(child);
    }
    const element = schemaPath.at(-1)?.element ?? this.#tree.element;
    const bytes = this.#read(
      Number(chunk.dictionary_page_offset || chunk.data_page_offset),
      Number(chunk.total_compressed_size),
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    checkPages({ view, rows }, parquetHeader);
    const read = () =>
      readColumn(
        { view, offset: 0 },
        { groupStart: 0, groupRows: rows, selectStart: 0, selectEnd: rows },
        {
          pathInSchema: chunk.path_in_schema,
          type: chunk.type,
          codec: chunk.codec,
          element,
          schemaPath,
          compressors,
          parsers: DEFAULT_PARSERS,
        },
      );
    const { data } = inTime(read, longestMs + Math.ceil(rows / rowsPerMs), (): never => {
      throw new Error("decoding it takes too long");
    });
    // Usually one array for all pages.
    const values =
      data.length === 1 ? (data[0] ?? []) : data.flatMap((page) => [...(page as Iterable<unknown>)]);
    if (values.length !== rows) throw new Error(`a column has ${values.length} values for ${rows} rows`);
    return values;
  }

  #readFooter(): Uint8Array {
    const size = this.#size;
    const last = this.#read(Math.max(0, size - 8), Math.min(8, size));
    const length = last.length < 8 ? 0 : last.readUInt32LE(0);
    return this.#read(Math.max(0, size - 8 - length), Math.min(size, length + 8));
  }

  #read(position: number, length: number): Buffer {
    if (!(position >= 0 && length >= 0 && position + length <= this.#size))
      throw new Error("the file ends too early");
    const bytes = Buffer.alloc(length);
    let read = 0;
    while (read < length) {
      const more = readSync(this.#file, bytes, read, length - read, position + read);
      if (more === 0) throw new Error("the file ends too early");
      read += more;
    }
    return bytes;
  }
}

/** Node's own decompressors, if every supported version has them; none expands a page beyond its declared size. */
const compressors: types.Compressors = {
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: length }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length }),
  ZSTD: (bytes, length) => (load("fzstd") as typeof fzstd).decompress(bytes, new Uint8Array(length)),
};

/** Far more than writers put into one row group, but few enough for memory. */
const mostRows = 1 << 26;

/** Throws if the row counts are implausible. */
function checkRows({ row_groups: groups, num_rows: all }: types.FileMetaData): void {
  const wrong = groups.find(({ num_rows: rows }) => !isCount(rows, mostRows));
  if (wrong !== undefined) throw new Error(`a row group of ${String(wrong.num_rows)} rows cannot be read`);
  const rows = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== Number(all)) throw new Error(`it should have ${String(all)} rows, but has ${rows}`);
}

/** Throws if a page of a column contradicts its header. */
function checkPages(
  { view, rows }: { readonly view: DataView; readonly rows: number },
  readHeader: typeof columns.parquetHeader,
): void {
  const reader = { view, offset: 0 };
  for (let values = 0; values < rows && reader.offset < view.byteLength - 1;) {
    const page = readHeader(reader);
    const added = isCount(page.compressed_page_size, view.byteLength - reader.offset)
      ? valuesOf(page, rows - values)
      : undefined;
    if (added === undefined) throw new Error("a page of a column is damaged");
    values += added;
    reader.offset += page.compressed_page_size;
  }
}

/** Number of rows in a page; undefined if its header is invalid. */
function valuesOf(page: types.PageHeader, most: number): number | undefined {
  const { type, compressed_page_size: stored, uncompressed_page_size: size } = page;
  if (!isCount(size, constants.MAX_LENGTH)) return undefined;
  if (type === "DICTIONARY_PAGE")
    return isCount(page.dictionary_page_header?.num_values, size) ? 0 : undefined;
  if (type === "DATA_PAGE") {
    const values = page.data_page_header?.num_values;
    return isCount(values, most) ? values : undefined;
  }
  const header = page.data_page_header_v2;
  if (header === undefined || !isCount(header.num_values, most)) return undefined;
  const {
    num_values: values,
    definition_levels_byte_length: definitions,
    repetition_levels_byte_length: repetitions,
  } = header;
  const isSound =
    isCount(header.num_nulls, values) &&
    isCount(definitions, stored) &&
    isCount(repetitions, stored - definitions);
  return isSound ? values : undefined;
}

function isCount<Value extends number | bigint>(value: Value | undefined, most: number): value is Value {
  return value !== undefined && Number.isInteger(Number(value)) && value >= 0 && value <= most;
}
