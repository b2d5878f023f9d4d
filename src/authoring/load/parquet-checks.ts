/** hyparquet believes what a file says of itself: one that is damaged it would read without end, or for nothing. */
import { constants } from "node:buffer";
import type { FileMetaData, PageHeader } from "hyparquet/src/types.js";
import type * as columns from "hyparquet/src/column.js";

/** Far more than writers put into one row group, and few enough to be held. */
const mostRows = 1 << 26;

/** Throws where the numbers of rows cannot be meant. */
export function checkRows({ row_groups: groups, num_rows: all }: FileMetaData): void {
  const wrong = groups.find(({ num_rows: rows }) => !isCount(rows, mostRows));
  if (wrong !== undefined) throw new Error(`a row group of ${String(wrong.num_rows)} rows cannot be read`);
  const rows = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== Number(all)) throw new Error(`it should have ${String(all)} rows, but has ${rows}`);
}

/** Throws where a page of a column cannot be what its header says. */
export function checkPages(
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

/** How many rows a page has; undefined where its header cannot be true. */
function valuesOf(page: PageHeader, most: number): number | undefined {
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
