/** Moves the numbers of one column of a table by a share, and changes nothing else in its file. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { CsvScanner } from "../../authoring/load/csv.js";
import type { DataPackage, Field, Resource, TableFile } from "../../authoring/load/schema.js";

/** Numbers that name a year, a place or an order, and measure nothing. */
const names =
  /^(?:id|ids|code|order|rank|number|no|from|to|since|until|month|week|day|quarter|hour|lat|lon|latitude|longitude)$|year|date|^.*(?:Id|_id|Code|_code)$/i;
const earliest = 1000;
const latest = 2200;

/** The columns of a table whose numbers can be moved. */
export function movableColumns(resource: Resource, { resources }: DataPackage): readonly Field[] {
  const keys = new Set([
    ...resource.primaryKey,
    ...resource.foreignKeys.flatMap(({ fields }) => fields),
    ...resources.flatMap(({ foreignKeys }) =>
      foreignKeys.flatMap((key) => (key.resource === resource.name ? key.referenced : [])),
    ),
  ]);
  return resource.fields.filter(({ name, type, constraints }) => {
    if (type !== "integer" && type !== "number") return false;
    const { minimum, maximum } = constraints;
    const isYear = Number(minimum ?? NaN) >= earliest && Number(maximum ?? NaN) <= latest;
    return (
      !keys.has(name) &&
      !names.test(name) &&
      !isYear &&
      constraints.unique !== true &&
      constraints.enum === undefined
    );
  });
}

/** The column that gives the year of a row. */
export const yearColumn = ({ fields }: Resource): Field | undefined =>
  fields.find(({ name, type }) => type === "year" || (type === "integer" && /^year$/i.test(name)));

export interface Move {
  readonly column: Field;
  /** −0.05: 5 % less. */
  readonly share: number;
  readonly rows: "all" | "newest year";
}

export type Moved =
  | { readonly status: "moved"; readonly content: Buffer }
  /** Integers too small for the share, or a column that holds years. */
  | { readonly status: "nothing to move" };

/** The file with the column moved. */
export async function movedTable(table: TableFile, resource: Resource, move: Move): Promise<Moved> {
  const stored = await readFile(table.file);
  const bytes = table.compression === "gz" ? gunzipSync(stored) : stored;
  const scanner = new CsvScanner(table);
  scanner.write(bytes);
  scanner.end();
  if (!scanner.next()) return { status: "nothing to move" };
  const header = scanner.texts;
  const at = header.indexOf(move.column.name);
  const year = header.indexOf(yearColumn(resource)?.name ?? "");
  const cells: {
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly year: string;
  }[] = [];
  while (scanner.next()) {
    if (scanner.isBlank) continue;
    const text = scanner.text(at);
    if (resource.missingValues.has(text) || !Number.isFinite(Number(text)) || text.trim() === "") continue;
    const place = { start: scanner.starts[at] ?? 0, end: scanner.ends[at] ?? 0 };
    cells.push({ ...place, text, year: year < 0 ? "" : scanner.text(year) });
  }
  if (cells.every(({ text }) => isYear(text))) return { status: "nothing to move" };
  const newest = cells.reduce((last, cell) => Math.max(last, Number(cell.year)), -Infinity);
  const pieces: Buffer[] = [];
  let end = 0;
  let changed = 0;
  for (const cell of cells) {
    if (move.rows === "newest year" && Number(cell.year) !== newest) continue;
    const text = movedNumber(cell.text, move);
    if (text === cell.text) continue;
    pieces.push(scanner.bytes.subarray(end, cell.start), Buffer.from(text));
    end = cell.end;
    changed += 1;
  }
  if (changed === 0) return { status: "nothing to move" };
  pieces.push(scanner.bytes.subarray(end));
  const content = Buffer.concat(pieces);
  return { status: "moved", content: table.compression === "gz" ? gzipSync(content) : content };
}

const isYear = (text: string): boolean =>
  /^\d{4}$/.test(text) && Number(text) >= earliest && Number(text) <= latest;

/** Stays an integer, and within the constraints of its column. */
export function movedNumber(text: string, { column, share }: Pick<Move, "column" | "share">): string {
  const before = Number(text);
  const { minimum = -Infinity, maximum = Infinity } = column.constraints;
  const exact = before + Math.abs(before) * share;
  const after = column.type === "integer" ? Math.round(exact) : Number(exact.toPrecision(12));
  const within = Math.min(Number(maximum), Math.max(Number(minimum), after));
  return within === before ? text : plainNumber(within);
}

/** Without an exponent. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** Replaces a file, and not what a link leads to. */
export async function replaceTable(file: string, content: Buffer): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, content);
}
