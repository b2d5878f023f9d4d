/** Records of a CSV file against the schema of their table, for reading it whole and for streaming it. */
import { createCellParser, type ParsedCell } from "./cell.js";
import type { LineText } from "./csv.js";
import type { DataProblem } from "./errors.js";
import type { Cell, DataRow, Resource } from "./schema.js";
import type { TableFile } from "./table-file.js";

export interface ReadRecord {
  readonly row: DataRow;
  readonly problems: readonly DataProblem[];
  /** First line of the record. */
  readonly line: number;
  /** A problem with the field at a position of the record, or with all of it. */
  readonly problem: (message: string, index?: number, field?: string) => DataProblem;
}

/** Reads records in file order; the header first. */
export class RecordReader {
  readonly #table: TableFile;
  readonly #resource: Resource;
  readonly #parsers: readonly ((text: string) => ParsedCell)[];
  #line = 1;

  constructor(table: TableFile, resource: Resource) {
    this.#table = table;
    this.#resource = resource;
    this.#parsers = resource.fields.map((field) => createCellParser(field, resource.missingValues));
  }

  readHeader(cells: readonly string[], lineText: LineText): readonly DataProblem[] {
    const { problem } = this.#place(cells, lineText);
    const expected = this.#resource.fields.map((field) => field.name);
    if (expected.length === cells.length && expected.every((name, index) => name === cells[index])) return [];
    return [problem(`the header reads ${quoted(cells)}, datapackage.json says ${quoted(expected)}`)];
  }

  /** Undefined for an empty line, which is no record. */
  read(cells: readonly string[], lineText: LineText): ReadRecord | undefined {
    const place = this.#place(cells, lineText);
    const { fields } = this.#resource;
    if (cells.length === 1 && cells[0] === "" && fields.length > 1) return undefined;
    if (cells.length !== fields.length) {
      const message = `expected ${fields.length} cells, got ${cells.length}`;
      return { row: {}, ...place, problems: [place.problem(message)] };
    }
    const row: Record<string, Cell> = {};
    const problems: DataProblem[] = [];
    for (let index = 0; index < fields.length; index++) {
      const text = cells[index] ?? "";
      const name = fields[index]?.name ?? "";
      const parsed = this.#parsers[index]?.(text);
      if (parsed === undefined) continue;
      if ("value" in parsed) row[name] = parsed.value;
      else problems.push(place.problem(expectedGot(parsed.expected, text), index, name));
    }
    return { row, problems, ...place };
  }

  /** Where the record stands; the column of a field is looked for only where there is a problem. */
  #place(cells: readonly string[], lineText: LineText): Pick<ReadRecord, "line" | "problem"> {
    const line = this.#line;
    let endLine = line;
    for (const cell of cells) if (cell.includes("\n")) endLine += cell.split("\n").length - 1;
    this.#line = endLine + 1;
    const { path, delimiter } = this.#table;
    const problem: ReadRecord["problem"] = (message, index = 0, field) => {
      const lines = Array.from({ length: endLine - line + 1 }, (_, at) => lineText(line + at));
      const place = locateField(lines.join("\n"), index, line, delimiter);
      return { path, ...place, ...(field === undefined ? {} : { field }), message };
    };
    return { line, problem };
  }
}

function expectedGot(expected: string, text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `expected ${expected}, got ${text === "" ? "nothing" : JSON.stringify(shown)}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** Line and column at which a field of a record begins, from the record's own text. */
function locateField(text: string, index: number, line: number, delimiter: string) {
  let at = 0;
  let isQuoted = false;
  for (let field = 0; field < index && at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith(delimiter, at)) {
      field++;
      at += delimiter.length - 1;
    }
  }
  const lines = text.slice(0, at).split("\n");
  return { line: line + lines.length - 1, column: (lines[lines.length - 1]?.length ?? 0) + 1 };
}

/** Identifies a row by the given fields; undefined where one of them is missing, or where none is given. */
export function keyOf(row: DataRow, fields: readonly string[]): string | undefined {
  let key: string | undefined;
  for (const field of fields) {
    const value = row[field];
    if (value === undefined || value === null) return undefined;
    key = `${key ?? ""}${String(value)}\u001f`;
  }
  return key;
}

export function sameKey(fields: readonly string[], first: number): string {
  return `the same ${fields.join(", ")} as line ${first}`;
}
