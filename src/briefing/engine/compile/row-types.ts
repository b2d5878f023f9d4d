/**
 * Derives the row types that `load` returns from the description of a project's tables (datapackage.json). Lenient:
 * invalid parts are skipped here, and `load` reports them when it is called.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { sha256 } from "../../lib/hash.js";
import { own } from "../../lib/own.js";
import { isOfProject } from "./cell-options.js";
import { parseJson } from "../../lib/parse-json.js";
import type { FilesNow } from "../store/file-hashes.js";

const types: Readonly<Record<string, string>> = {
  string: "string",
  date: "string",
  datetime: "string",
  integer: "number",
  number: "number",
  year: "number",
  boolean: "boolean",
};

/**
 * The TypeScript of rows.ts for the text of a description: one interface per table, and what `load` returns by name.
 * `module` declares `Tables`: tables.ts, or as other packages import it, "briefing/tables".
 */
export function generateRowTypes(text: string, module: string): string {
  const { resources } = looseOf(parseJson(text.replace(/^\ufeff/, "")));
  const taken = new Set<string>();
  const tables = (Array.isArray(resources) ? resources : []).flatMap((given: unknown) => {
    const { name, title, description, schema } = looseOf(given);
    const { fields } = looseOf(schema);
    if (typeof name !== "string" || !Array.isArray(fields)) return [];
    const row = takeRowName(name, taken);
    const head = `${comment(description).replace(/ $/, "\n")}export interface ${row}`;
    return [
      {
        row: `${head} {\n${fields.map(member).join("")}}\n`,
        entry: `    ${comment(title)}readonly ${property(name)}: ${row};\n`,
      },
    ];
  });
  const entries = tables.map(({ entry }) => entry).join("");
  return [
    "/** Generated from data/datapackage.json by `npm run golden:update`; a test checks that it is current. */\n",
    ...tables.map(({ row }) => row),
    `declare module "${module}" {\n  interface Tables {\n${entries}  }\n}\n`,
    ...(tables.length === 0 ? ["export {};\n"] : []),
  ].join("\n");
}

function member(given: unknown): string {
  const { name, type = "string", unit, description, constraints } = looseOf(given);
  const base = typeof type === "string" ? own(types, type) : undefined;
  if (typeof name !== "string" || base === undefined) return "";
  const { required, enum: allowed } = looseOf(constraints);
  const values = (Array.isArray(allowed) ? allowed : []).filter(isScalar).map((each) => JSON.stringify(each));
  const inUnit = typeof unit === "string" ? ` (${unit})` : "";
  const words = typeof description === "string" ? description + inUnit : undefined;
  const written = (values.join(" | ") || base) + (required === true ? "" : " | null");
  return `  ${comment(words)}readonly ${property(name)}: ${written};\n`;
}

/** `partner-shares` → `PartnerSharesRow`; numbered if two tables would share a name. */
function takeRowName(table: string, taken: Set<string>): string {
  const words = table.split(/[^\p{L}\p{N}]+/u);
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  // A name cannot begin with a digit: the table "2020".
  const wanted = /^\p{N}/u.test(joined) ? `Table${joined}` : joined;
  let free = `${wanted}Row`;
  for (let count = 2; taken.has(free); count++) free = `${wanted}${count}Row`;
  taken.add(free);
  return free;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** On the line of what it describes: one line per field. */
function comment(text: unknown): string {
  return typeof text === "string" ? `/** ${text.replaceAll("*/", "*\\/")} */ ` : "";
}

const looseOf = (given: unknown): Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null ? (given as Readonly<Record<string, unknown>>) : {};

const isScalar = (given: unknown): given is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof given);

/** Where `load` finds the tables: the nearest description upwards. */
export function descriptorOf(folder: string, exists: (file: string) => boolean): string | undefined {
  return foldersUpwards(folder)
    .map((at) => path.join(at, "data/datapackage.json"))
    .find(exists);
}

/** The declarations of the row types for cells of a folder; where tables are described, no others exist. */
export function projectRows(folder: string, exists: (file: string) => boolean): string {
  const descriptor = descriptorOf(folder, exists);
  return rowsOf(descriptor === undefined ? undefined : readFileSync(descriptor, "utf8"), folder);
}

/** Where `Tables` and `OtherTables` are declared, from the file of the row types. */
const tables = "../tables.js";

function rowsOf(description: string | undefined, folder: string): string {
  const types = generateRowTypes(description ?? "", tables);
  const isComplete = description !== undefined || isOfProject(folder);
  return isComplete ? types + noOtherTables : types;
}

/** Anything is allowed on the rows of an unknown table: its name is the only error. */
const noOtherTables = `
declare module "${tables}" {
  interface OtherTables {
    readonly row: any;
  }
}
`;

/** Hash of a description's content → hash of its row types. */
const known = new Map<string, string>();

/** Identifies the row types for cells of a folder. */
export function rowTypesHash(folder: string, now: FilesNow): string {
  const descriptor = descriptorOf(folder, (file) => now.exists(file));
  const content = (descriptor && now.hashOf(descriptor)) ?? `none, ${String(isOfProject(folder))}`;
  const hash = known.get(content) ?? sha256(projectRows(folder, (file) => now.exists(file)));
  known.set(content, hash);
  return hash;
}
