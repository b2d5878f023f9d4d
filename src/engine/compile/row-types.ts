/**
 * Derives the row types that `load` returns from the description of a project's tables (datapackage.json). Lenient:
 * invalid parts are skipped here, and `load` reports them when it is called.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { sha256 } from "../../lib/hash.js";
import { parseJson } from "../../lib/parse-json.js";
import type { FilesNow } from "../store/file-hashes.js";

const types = {
  string: "string",
  date: "string",
  integer: "number",
  number: "number",
  year: "number",
  boolean: "boolean",
};

interface DescribedTable {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly fields: readonly DescribedField[];
}

interface DescribedField {
  readonly name: string;
  readonly type: keyof typeof types;
  readonly unit?: string;
  readonly description?: string;
  readonly constraints: {
    readonly required?: boolean;
    readonly enum?: readonly (string | number | boolean)[];
  };
}

const isFieldType = (name: unknown): name is DescribedField["type"] =>
  typeof name === "string" && Object.hasOwn(types, name);

/** The TypeScript of rows.ts: one interface per table, and what `load` returns by table name. */
export function generateRowTypes(described: readonly DescribedTable[]): string {
  const names = rowNames(described);
  const tables = described.map(
    ({ name, title }) => `    ${comment(title)}readonly ${property(name)}: ${names.get(name) ?? ""};\n`,
  );
  return [
    "/** Generated from data/datapackage.json by `npm run golden:update`; a test checks that it is current. */\n",
    ...described.map((table) => rowInterface(table, names.get(table.name) ?? "")),
    `declare module "../authoring/load/load.js" {\n  interface Tables {\n${tables.join("")}  }\n}\n`,
    ...(tables.length === 0 ? ["export {};\n"] : []),
  ].join("\n");
}

function rowInterface({ description, fields }: DescribedTable, name: string): string {
  return `${comment(description).replace(/ $/, "\n")}export interface ${name} {\n${fields.map(member).join("")}}\n`;
}

function member(field: DescribedField): string {
  const unit = field.unit === undefined ? "" : ` (${field.unit})`;
  const description = field.description === undefined ? undefined : `${field.description}${unit}`;
  return `  ${comment(description)}readonly ${property(field.name)}: ${typeOf(field)};\n`;
}

function typeOf({ type, constraints }: DescribedField): string {
  const base = constraints.enum?.map((item) => JSON.stringify(item)).join(" | ") ?? types[type];
  return constraints.required === true ? base : `${base} | null`;
}

/** `partner-shares` → `PartnerSharesRow`; numbered if two tables would share a name. */
function rowNames(described: readonly DescribedTable[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { name } of described) {
    const wanted = rowName(name);
    let free = `${wanted}Row`;
    for (let count = 2; taken.has(free); count++) free = `${wanted}${String(count)}Row`;
    taken.add(free);
    names.set(name, free);
  }
  return names;
}

function rowName(table: string): string {
  const words = table.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  // A name cannot begin with a digit: the table "2020".
  return /^\p{N}/u.test(joined) ? `Table${joined}` : joined;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** On the line of what it describes: one line per field. */
function comment(text: string | undefined): string {
  return text === undefined ? "" : `/** ${text.replaceAll("*/", "*\\/")} */ `;
}

type Loose = Readonly<Record<string, unknown>>;

function readDescribedTables(text: string): readonly DescribedTable[] {
  const { resources } = looseOf(parseJson(text.replace(/^\ufeff/, "")));
  return Array.isArray(resources) ? resources.flatMap(tableOf) : [];
}

function tableOf(given: unknown): readonly DescribedTable[] {
  const { name, title, description, schema } = looseOf(given);
  const { fields } = looseOf(schema);
  if (typeof name !== "string" || !Array.isArray(fields)) return [];
  return [{ name, ...optional({ title, description }), fields: fields.flatMap(fieldOf) }];
}

function fieldOf(given: unknown): readonly DescribedField[] {
  const { name, type = "string", unit, description, constraints } = looseOf(given);
  if (typeof name !== "string" || !isFieldType(type)) return [];
  const { required, enum: allowed } = looseOf(constraints);
  return [
    {
      name,
      type,
      ...optional({ unit, description }),
      constraints: {
        ...(required === true && { required }),
        ...(Array.isArray(allowed) && allowed.length > 0 && { enum: allowed.filter(isScalar) }),
      },
    },
  ];
}

const looseOf = (given: unknown): Loose =>
  typeof given === "object" && given !== null ? (given as Loose) : {};

const isScalar = (given: unknown): given is string | number | boolean =>
  typeof given === "string" || typeof given === "number" || typeof given === "boolean";

function optional<Name extends string>(
  given: Readonly<Record<Name, unknown>>,
): { readonly [Key in Name]?: string } {
  const texts = Object.entries(given).filter(([, text]) => typeof text === "string");
  return Object.fromEntries(texts) as { readonly [Key in Name]?: string };
}

/** Where `load` finds the tables: the nearest description upwards. */
export function descriptorOf(folder: string, exists: (file: string) => boolean): string | undefined {
  return foldersUpwards(folder)
    .map((at) => path.join(at, "data/datapackage.json"))
    .find(exists);
}

/** The declarations of the row types for a description. */
export function projectRows(descriptor: string | undefined): string {
  const text = descriptor === undefined ? "" : readFileSync(descriptor, "utf8");
  return generateRowTypes(readDescribedTables(text));
}

/** Hash of a description's content → hash of its row types. */
const known = new Map<string, string>();

/** Identifies the row types for cells of a folder. */
export function rowTypesHash(folder: string, now: FilesNow): string {
  const descriptor = descriptorOf(folder, (file) => now.exists(file));
  const content = (descriptor && now.hashOf(descriptor)) ?? "none";
  const hash = known.get(content) ?? sha256(projectRows(descriptor));
  known.set(content, hash);
  return hash;
}
