/** The table on a sheet: its first row has the names of the columns, empty rows and columns are left out. */
import type * as xlsx from "xlsx";
import { isoText } from "../../authoring/load/date-format.js";
import { plural } from "../../lib/plural.js";
import { quoted } from "../../lib/quoted.js";
import { BriefingError } from "../../model/errors.js";

interface Sheet {
  readonly sheet: string;
  readonly file: string;
  /** Of a sheet without a row of names. */
  readonly columns: readonly string[] | undefined;
}

interface SheetRow {
  /** From 0, as on the sheet. */
  readonly index: number;
  /** By column; without empty ones. */
  readonly cells: ReadonlyMap<number, SheetCell>;
}

interface SheetCell {
  readonly text: string;
  readonly isNumber: boolean;
}

export function sheetTable(
  library: typeof xlsx,
  book: xlsx.WorkBook,
  source: Sheet,
): { readonly rows: readonly (readonly string[])[]; readonly plain: ReadonlySet<string> } {
  const { utils } = library;
  const found = new Map(Object.entries(book.Sheets)).get(source.sheet);
  const fail = (message: string, hint: string): never => {
    throw new BriefingError(`${source.file}, sheet "${source.sheet}": ${message}.`, { hint });
  };
  const read = cellReader(library, book, fail);
  const rows: SheetRow[] = [];
  // Sparse: a single cell may be far away from all others.
  (found?.["!data"] ?? []).forEach((given, index) => {
    const cells = new Map<number, SheetCell>();
    (given as readonly xlsx.CellObject[] | undefined)?.forEach((cell, column) => {
      const text = read(cell, () => utils.encode_cell({ r: index, c: column }));
      if (text.trim() !== "") cells.set(column, { text, isNumber: cell.t === "n" });
    });
    if (cells.size > 0) rows.push({ index, cells });
  });
  const [first] = rows;
  if (first === undefined)
    return fail(
      "it is empty",
      "Choose another sheet (--sheet NAME), or add the file once the sheet has rows.",
    );
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))].sort((a, b) => a - b);
  const [left = 0] = columns;
  const right = columns.at(-1) ?? 0;
  const merged = (found?.["!merges"] ?? []).find(
    ({ s, e }) => e.r >= first.index && s.r <= (rows.at(-1)?.index ?? 0) && e.c >= left && s.c <= right,
  );
  if (merged !== undefined) {
    const range = utils.encode_range(merged);
    if (merged.s.r <= first.index && source.columns === undefined)
      fail(
        `the cells ${range} are merged in the first row, ${quoted(first.cells.get(merged.s.c)?.text ?? "")}`,
        "A table begins with one row that has a name for each column: delete titles above it, and unmerge the names.",
      );
    fail(
      `the cells ${range} are merged, so that only the first of them has a value`,
      "Unmerge the cells, write the value into each of them, and save the file.",
    );
  }
  if (source.columns === undefined) checkNames(first, columns, fail, utils);
  checkNotes(rows, columns.length, fail, utils);
  const names = source.columns ?? columns.map((column) => first.cells.get(column)?.text ?? "");
  const body = source.columns === undefined ? rows.slice(1) : rows;
  const plain = columns.flatMap((column, at) =>
    body.some(({ cells }) => cells.get(column)?.isNumber === true) ? [(names[at] ?? "").trim()] : [],
  );
  return {
    rows: rows.map(({ cells }) => columns.map((column) => cells.get(column)?.text ?? "")),
    plain: new Set(plain),
  };
}

type Fail = (message: string, hint: string) => never;

/** A title above the names would make it the name of the first column, and the names cells. */
function checkNames(
  { index, cells }: SheetRow,
  columns: readonly number[],
  fail: Fail,
  utils: xlsx.XLSX$Utils,
): void {
  const missing = columns.find((column) => !cells.has(column));
  if (missing === undefined) return;
  const [title] = cells.values();
  fail(
    `row ${index + 1}, the first, has ${plural(cells.size, "name")} for ${columns.length} columns (${quoted(title?.text ?? "")}; nothing in ${utils.encode_cell({ r: index, c: missing })})`,
    "A table begins with one row that has a name for each column: delete titles above it, or name the column.",
  );
}

/** Notes below a table would be rows of it. */
function checkNotes(rows: readonly SheetRow[], width: number, fail: Fail, utils: xlsx.XLSX$Utils): void {
  if (width < 3) return;
  const note = rows.find(({ index, cells }, at) => {
    const before = rows[at - 1];
    return cells.size === 1 && before !== undefined && index > before.index + 1;
  });
  const [[column, cell] = [0, undefined]] = note?.cells ?? [];
  if (note !== undefined)
    fail(
      `${utils.encode_cell({ r: note.index, c: column })} stands alone below an empty row: ${quoted(cell?.text ?? "")}`,
      "Delete notes below the table, and save the file.",
    );
}

/** The text of a cell as in a CSV file; a formula's is its stored value. */
function cellReader(
  { SSF }: typeof xlsx,
  book: xlsx.WorkBook,
  fail: Fail,
): (cell: xlsx.CellObject, place: () => string) => string {
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const ssf = SSF as {
    readonly is_date: (format: string) => boolean;
    readonly parse_date_code: (
      value: number,
      options: { readonly date1904: boolean },
    ) => { readonly y: number; readonly m: number; readonly d: number } | null;
  };
  const dateText = (value: number): string | undefined => {
    const days = Math.floor(value);
    const seconds = Math.round((value - days) * 86_400);
    // A second before midnight may be rounded to the next day.
    const date = ssf.parse_date_code(seconds === 86_400 ? days + 1 : days, { date1904 });
    if (date === null) return undefined;
    const time = seconds % 86_400;
    const parts = { year: date.y, month: date.m, day: date.d };
    if (time === 0) return isoText(parts, "date");
    const clock = { hour: Math.floor(time / 3600), minute: Math.floor(time / 60) % 60, second: time % 60 };
    return isoText({ ...parts, ...clock }, "datetime");
  };
  return (cell, place) => {
    const { t, v, w, f, z } = cell;
    if (t === "z" && f !== undefined)
      fail(
        `the formula in ${place()} has no stored value`,
        "Open the file in a spreadsheet program and save it.",
      );
    if (t === "z") return "";
    if (v === undefined) return "";
    if (t === "e") return w ?? String(v);
    if (t !== "n" || typeof v !== "number") return String(v);
    if (typeof z !== "string" || !ssf.is_date(z)) return String(v);
    // A duration, or a time without a date, is text as the sheet shows it.
    if (/\[(?:h+|m+|s+)\]/i.test(z) || (v >= 0 && v < 1)) return w ?? String(v);
    return dateText(v) ?? w ?? String(v);
  };
}
