/** Records of a CSV file against the schema of their table, for reading it whole and for streaming it. */
import { createCellParser, type ParsedCell } from "./cell.js";
import type { Cell, DataRow, Resource } from "./schema.js";

/** A problem before its column is known: that needs the record's text, which only a bad record is worth. */
export interface RecordProblem {
  /** First and last line of the record. */
  readonly line: number;
  readonly endLine: number;
  /** Position of the field in the record; undefined where the whole record is meant. */
  readonly index?: number;
  readonly field?: string;
  readonly message: string;
}

export interface ReadRecord {
  readonly row: DataRow;
  readonly problems: readonly RecordProblem[];
  /** First line of the record; an empty line is no record. */
  readonly line: number;
  readonly endLine: number;
}

/** Reads records in file order; the header first. */
export class RecordReader {
  readonly #resource: Resource;
  readonly #parsers: readonly ((text: string) => ParsedCell)[];
  #line = 1;

  constructor(resource: Resource) {
    this.#resource = resource;
    this.#parsers = resource.fields.map((field) => createCellParser(field, resource.missingValues));
  }

  readHeader(cells: readonly string[]): readonly RecordProblem[] {
    const place = this.#advance(cells);
    const expected = this.#resource.fields.map((field) => field.name);
    if (expected.length === cells.length && expected.every((name, index) => name === cells[index])) return [];
    const message = `the header reads ${quoted(cells)}, datapackage.json says ${quoted(expected)}`;
    return [{ ...place, message }];
  }

  /** Undefined for an empty line. */
  read(cells: readonly string[]): ReadRecord | undefined {
    const place = this.#advance(cells);
    const { fields } = this.#resource;
    if (cells.length === 1 && cells[0] === "" && fields.length > 1) return undefined;
    if (cells.length !== fields.length) {
      const message = `expected ${fields.length} cells, got ${cells.length}`;
      return { row: {}, ...place, problems: [{ ...place, message }] };
    }
    const row: Record<string, Cell> = {};
    const problems: RecordProblem[] = [];
    for (let index = 0; index < fields.length; index++) {
      const text = cells[index] ?? "";
      const name = fields[index]?.name ?? "";
      const parsed = this.#parsers[index]?.(text);
      if (parsed === undefined) continue;
      if ("value" in parsed) row[name] = parsed.value;
      else problems.push({ ...place, index, field: name, message: expectedGot(parsed.expected, text) });
    }
    return { row, problems, ...place };
  }

  #advance(cells: readonly string[]): { readonly line: number; readonly endLine: number } {
    const line = this.#line;
    let endLine = line;
    for (const cell of cells) if (cell.includes("\n")) endLine += cell.split("\n").length - 1;
    this.#line = endLine + 1;
    return { line, endLine };
  }
}

function expectedGot(expected: string, text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `expected ${expected}, got ${text === "" ? "nothing" : JSON.stringify(shown)}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** Identifies a row by the given fields; undefined where one of them is missing. */
export function keyOf(row: DataRow, fields: readonly string[]): string | undefined {
  let key = "";
  for (const field of fields) {
    const value = row[field];
    if (value === undefined || value === null) return undefined;
    key += `${String(value)}\u001f`;
  }
  return key;
}

export function sameKey(fields: readonly string[], first: number): string {
  return `the same ${fields.join(", ")} as line ${first}`;
}

/** Line and column at which a field of a record begins, from the record's own text. */
export function locateField(
  text: string,
  index: number,
  line: number,
  delimiter: string,
): { readonly line: number; readonly column: number } {
  let at = 0;
  let quoted = false;
  for (let field = 0; field < index && at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text.startsWith(delimiter, at)) {
      field++;
      at += delimiter.length - 1;
    }
  }
  const before = text.slice(0, at);
  const lines = before.split("\n");
  return { line: line + lines.length - 1, column: (lines[lines.length - 1]?.length ?? 0) + 1 };
}
