/** Reads one sheet of an .xlsx or .ods file. */
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { csvFormatRows } from "d3-dsv";
import type * as xlsx from "xlsx";
import { inTime } from "../../authoring/load/time-limit.js";
import { nameHint } from "../../lib/nearest.js";
import { listed } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { BriefingError } from "../../model/errors.js";
import { sheetTable } from "./sheet-table.js";
import { repacked } from "./spreadsheet-archive.js";
import type { TypedTable } from "./typed-table.js";

export interface SheetSettings {
  readonly sheet?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}

export const isSpreadsheet = (file: string): boolean => /\.(?:xlsx|xlsm|ods)$/i.test(file);

/** Loaded only to read a spreadsheet: it is large. */
const load = createRequire(import.meta.url);

const mostBytes = 100e6;
/** The largest files that the limits on size admit take a third of it. */
const longestMs = 120_000;

export async function readSpreadsheet(file: string, settings: SheetSettings): Promise<TypedTable> {
  const shown = shownPath(file);
  const { size } = await stat(file);
  if (size > mostBytes)
    throw new BriefingError(
      `${shown} has ${Math.round(size / 1e6)} MB; spreadsheets of up to ${mostBytes / 1e6} MB are read.`,
      {
        hint: "Save the sheet as CSV in UTF-8 and add that.",
      },
    );
  const archive = repacked(await readFile(file), shown);
  const library = loadLibrary();
  const parse = (options: xlsx.ParsingOptions): xlsx.WorkBook => parsed(library, archive, shown, options);
  const names = parse({ bookSheets: true }).SheetNames;
  const name = nameOfSheet(names, settings.sheet, shown);
  const book = parse({
    sheets: [name],
    dense: true,
    cellNF: true,
    cellFormula: true,
    // Otherwise, formulas without a value would be left out.
    sheetStubs: true,
    cellHTML: false,
  });
  const { rows, plain } = sheetTable(library, book, { sheet: name, file: shown, columns: settings.columns });
  const others = names.filter((each) => each !== name);
  const more = ` (the file also has ${others.length === 1 ? "the sheet" : "the sheets"} ${listed(others)}: --sheet NAME)`;
  return {
    text: `${csvFormatRows(rows.map((cells) => [...cells]))}\n`,
    plain,
    change: `sheet "${name}" became CSV${others.length > 0 ? more : ""}`,
  };
}

function loadLibrary(): typeof xlsx {
  try {
    return load("xlsx") as typeof xlsx;
  } catch (cause) {
    throw new BriefingError("Spreadsheets are read by the package @e965/xlsx, which is not installed.", {
      cause,
      hint: "Run npm install, or save the sheet as CSV in UTF-8 and add that.",
    });
  }
}

function parsed(
  library: typeof xlsx,
  archive: Uint8Array,
  shown: string,
  options: xlsx.ParsingOptions,
): xlsx.WorkBook {
  const damaged = (cause: unknown, why: string): never => {
    throw new BriefingError(`${shown} cannot be read as a spreadsheet: ${why}.`, {
      cause,
      hint: "Open it in a spreadsheet program and save it again, or save the sheet as CSV in UTF-8 and add that.",
    });
  };
  try {
    const read = (): xlsx.WorkBook => library.read(archive, { type: "array", ...options });
    return inTime(read, longestMs, (cause): never => damaged(cause, "it takes too long"));
  } catch (cause) {
    if (cause instanceof BriefingError) throw cause;
    return damaged(cause, cause instanceof Error ? cause.message : String(cause));
  }
}

function nameOfSheet(names: readonly string[], wanted: string | undefined, shown: string): string {
  const [first] = names;
  if (first === undefined)
    throw new BriefingError(`${shown} has no sheets.`, { hint: "Save it again in a spreadsheet program." });
  if (wanted === undefined) return first;
  if (!names.includes(wanted))
    throw new BriefingError(`${shown} has no sheet "${wanted}".`, {
      hint: nameHint(wanted, names, "Its sheets:"),
    });
  return wanted;
}
