/**
 * Type errors about tables, in the words of data/datapackage.json: a table or column that does not exist, and a value
 * that may be missing.
 */
import type { Location, LocationLink, Position as ZeroBased } from "vscode-languageserver-protocol";
import { once } from "../../lib/once.js";
import { plural } from "../../lib/plural.js";
import type { CellModule } from "./cell-modules.js";
import type { Diagnostic } from "./contract.js";
import type { DescribedColumn, DescribedTables } from "./described-tables.js";
import { ROWS_FILE } from "../store/installation.js";
import { uriOf, type Request } from "./language-server.js";

/** Where an error was found: a cell, or a module that cells import. */
export interface Source {
  readonly file: string;
  readonly source: string;
  /** For TypeScript, the number of the source's first line, from 0. */
  readonly firstLine: number;
}

/** "'row.value' is possibly 'null'", or an object without a name; the same of `undefined`. */
const NULL = new Set([2531, 2533, 18047, 18049]);
const UNDEFINED = new Set([2532, 18048]);
/** An argument, or a value, of another type. */
const NOT_ASSIGNABLE = new Set([2322, 2345]);
/** A definition leads to another; more steps than this would be a loop. */
const mostSteps = 6;

export class TablesInWords {
  readonly #request: Request;
  readonly #rows: () => string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #tables: () => Promise<DescribedTables>;

  /** @param rows the declarations of the row types, which TypeScript reads as ROWS_FILE */
  constructor(request: Request, folder: string, rows: () => string, modules: readonly CellModule[]) {
    this.#request = request;
    this.#rows = once(rows);
    this.#texts = new Map(modules.map(({ file, text }) => [uriOf(file), text]));
    // Only errors need the readers of tables.
    this.#tables = once(async () => new (await import("./described-tables.js")).DescribedTables(folder));
  }

  /** Undefined if the error is about something else. */
  async explain(found: Diagnostic, source: Source): Promise<Diagnostic | undefined> {
    const fault = unknownTable(found) === undefined ? undefined : (await this.#tables()).fault;
    if (fault !== undefined) return { ...found, message: fault, concerns: "project" };
    const message =
      (await this.#unknownName(found)) ?? (await this.#missingValue(found, source)) ?? advice(found, source);
    return message === undefined ? undefined : { ...found, message };
  }

  async #unknownName(found: Diagnostic): Promise<string | undefined> {
    const table = unknownTable(found);
    if (table !== undefined) return (await this.#tables()).noTable(table);
    const [column, row] = unknownColumn(found.message) ?? [];
    const name = row === undefined ? undefined : this.#tableOf(row);
    return name === undefined ? undefined : (await this.#tables()).noColumn(name, column ?? "");
  }

  async #missingValue(found: Diagnostic, source: Source): Promise<string | undefined> {
    if (!NULL.has(found.code) && !isNullRejected(found)) return undefined;
    const { start, end } = found;
    const lines = source.source.split(/\r\n|[\n\r]/);
    const line = lines[end.line - 1] ?? "";
    // Inside the name: of `row["share"]`, the last letter of share.
    const last = end.column - 2 - (/["'`]\]$/.exec(line.slice(0, end.column - 1))?.[0].length ?? 0);
    const place = { line: end.line - 1 + source.firstLine, character: Math.max(0, last) };
    const column = await this.#columnAt(uriOf(source.file), place, mostSteps);
    if (column === undefined) return undefined;
    const isRead = NULL.has(found.code) || found.code === 2345;
    const expression = start.line === end.line && isRead ? line.slice(start.column - 1, end.column - 1) : "";
    return describeMissing(column, /^[\w$.[\]"' ]{1,60}$/.test(expression) ? expression : undefined);
  }

  /** The column that a name stands for, through `{ share }`, `share: row.share` and `const share = row.share`. */
  async #columnAt(uri: string, position: ZeroBased, steps: number): Promise<DescribedColumn | undefined> {
    const params = { textDocument: { uri }, position };
    const found = await this.#request<Location | readonly (Location | LocationLink)[] | null>(
      "textDocument/definition",
      params,
    );
    const [target] = found === null ? [] : "uri" in found ? [found] : found;
    if (target === undefined) return undefined;
    const { uri: at, range } =
      "uri" in target ? target : { uri: target.targetUri, range: target.targetSelectionRange };
    if (at === uriOf(ROWS_FILE)) return this.#columnOn(range.start.line);
    const text = this.#texts.get(at);
    if (text === undefined || steps === 0) return undefined;
    const isItself = at === uri && covers(position, range);
    const next = isItself ? endOfValue(text, range.end) : range.start;
    return next === undefined ? undefined : this.#columnAt(at, next, steps - 1);
  }

  async #columnOn(line: number): Promise<DescribedColumn | undefined> {
    const lines = this.#rows().split("\n");
    const [, name = ""] = /\breadonly ([\w$]+|"(?:[^"\\]|\\.)*"): [^/]*$/.exec(lines[line] ?? "") ?? [];
    const row = lines.slice(0, line).findLast((each) => each.startsWith("export interface "));
    const table = this.#tableOf(/^export interface (\S+)/.exec(row ?? "")?.[1] ?? "");
    if (table === undefined || name === "") return undefined;
    return (await this.#tables()).column(table, name.startsWith('"') ? (JSON.parse(name) as string) : name);
  }

  #tableOf(row: string): string | undefined {
    const entry = /\breadonly ([\w$]+|"(?:[^"\\]|\\.)*"): (\S+);$/gm;
    const [, name] = [...this.#rows().matchAll(entry)].find((each) => each[2] === row) ?? [];
    return name?.startsWith('"') === true ? (JSON.parse(name) as string) : name;
  }
}

/** The name in an error of `load`. */
function unknownTable({ message }: Diagnostic): string | undefined {
  const [, name] = /\bNoTable<("(?:[^"\\]|\\.)*")>/.exec(message) ?? [];
  return name === undefined ? undefined : (JSON.parse(name) as string);
}

/** The column and the name of the row type, of an error about a column that the type does not have. */
function unknownColumn(message: string): readonly [column: string, row: string] | undefined {
  const patterns = [
    /'"?(.+?)"?' does not exist in type 'Where<(\S+)>'/,
    /^(?:Element .*\n\s*)?Property '(.+?)' does not exist on type '(\S+?)(?: & \{.*)?'\./,
    // `present("column")`
    /Property '(.+?)' is missing in type '(\S+?)(?: & \{.*)?' but required in type '\{ readonly [^;]+: unknown;/,
  ];
  for (const pattern of patterns) {
    const [, column, row] = pattern.exec(message) ?? [];
    if (column !== undefined && row !== undefined) return [column, row];
  }
  return undefined;
}

/** Whether the only thing wrong with a value is that it may be null. */
const isNullRejected = ({ code, message }: Diagnostic): boolean =>
  NOT_ASSIGNABLE.has(code) &&
  (/[Tt]ype '(.+) \| null' is not assignable to (?:parameter of )?type '\1'/.test(message) ||
    /[Tt]ype 'null' is not assignable to type '/.test(message));

const covers = ({ line, character }: ZeroBased, { start, end }: Location["range"]): boolean =>
  start.line === line && end.line === line && start.character <= character && character <= end.character;

/** After a declared name: the last letter of the member of a row that it is given, as in `share: row.share,`. */
function endOfValue(text: string, { line, character }: ZeroBased): ZeroBased | undefined {
  const rest = (text.split(/\r\n|[\n\r]/)[line] ?? "").slice(character);
  const [, before = "", value = ""] =
    /^(\s*(?::[^=,;]+=(?!>)|[:=])\s*)([\w$]+(?:[?!]?\.[\w$]+|\[(?:"[^"]*"|'[^']*'|\d+)\])*)\s*(?:[,;})]|$)/.exec(
      rest,
    ) ?? [];
  if (value === "") return undefined;
  const last = value.length - 1 - (/["']\]$/.exec(value)?.[0].length ?? 0);
  return { line, character: character + before.length + last };
}

function describeMissing({ table, field, counted }: DescribedColumn, expression: string | undefined): string {
  const name = JSON.stringify(field.name);
  const value = expression ?? "the value";
  const rows = `.filter(present(${name}))`;
  const instead =
    field.type === "integer" || field.type === "number"
      ? `Write ${expression === undefined ? "?? 0 after it" : `(${expression} ?? 0)`} if a missing value means zero, or take`
      : "Say what to write for a missing value with ??, or take";
  const remedy = `${instead} only the rows that have one: ${rows}`;
  if (counted?.missing === 0)
    return (
      `${value} may be missing: the description of column ${name} of the table "${table}" allows that, ` +
      "although no row lacks it today.\n" +
      '  If every row must have one, add "constraints": { "required": true } to it in data/datapackage.json. Otherwise:\n' +
      `  ${remedy}`
    );
  const count =
    counted === undefined
      ? "has missing values"
      : `has ${plural(counted.missing, "missing value")} in ${plural(counted.rows, "row")}`;
  return `${value} may be missing: column ${name} of the table "${table}" ${count}.\n  ${remedy}`;
}

/** Methods that would change the rows that others use → the one that returns a changed copy. */
const copying: ReadonlyMap<string, string> = new Map([
  ["sort", "toSorted"],
  ["reverse", "toReversed"],
  ["splice", "toSpliced"],
]);

/** What to write instead, for errors whose message does not say it. */
function advice({ code, message, start, end }: Diagnostic, { source }: Source): string | undefined {
  const line = source.split(/\r\n|[\n\r]/)[start.line - 1] ?? "";
  const text = start.line === end.line ? line.slice(start.column - 1, end.column - 1) : "";
  if (NULL.has(code)) {
    const it = /^[\w$.[\]"']{1,60}$/.test(text) ? text : "it";
    return `${message}\n  Write (${it} ?? 0) if a missing value means zero, or leave out what lacks one: .filter(present("COLUMN"))`;
  }
  if (UNDEFINED.has(code))
    return `${message}\n  Write ! after it if it certainly exists, or ?. in place of the dot to go on only if it does.`;
  const [, method = ""] = /^Property '(\w+)' does not exist on type 'readonly /.exec(message) ?? [];
  const copy = copying.get(method);
  if (copy !== undefined)
    return `${message}\n  The rows are shared with other cells; .${copy}(…) returns a copy of them.`;
  const [, missing, owner] =
    /^Property '(\w+)' does not exist on type '(\w+)'\..*\btarget library\?/.exec(message) ?? [];
  if (missing === undefined || owner === undefined) return undefined;
  return `${owner.replace(/Constructor$/, "")}.${missing} is not in Node.js 20, where notebooks must run too.`;
}
