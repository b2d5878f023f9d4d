import type { DataPackage, Field, Resource } from "./schema.js";

const types = { string: "string", date: "string", integer: "number", number: "number", year: "number", boolean: "boolean" };

/** The TypeScript of rows.ts: one interface a table and the map from table name to row. */
export function generateRowTypes({ resources }: DataPackage): string {
  const tables = resources.map(({ name, title }) => `  ${comment(title)}readonly ${property(name)}: ${rowName(name)};\n`);
  return [
    "/** Generated from data/datapackage.json by `npm run golden:update`; a test checks that it is current. */\n",
    ...resources.map(rowInterface),
    `/** What \`load\` returns, by name of the table. */\nexport interface Tables {\n${tables.join("")}}\n`,
  ].join("\n");
}

function rowInterface({ name, description, fields }: Resource): string {
  return `${comment(description).replace(/ $/, "\n")}export interface ${rowName(name)} {\n${fields.map(member).join("")}}\n`;
}

function member(field: Field): string {
  const unit = field.unit === undefined ? "" : ` (${field.unit})`;
  const description = field.description === undefined ? undefined : `${field.description}${unit}`;
  return `  ${comment(description)}readonly ${property(field.name)}: ${typeOf(field)};\n`;
}

function typeOf({ type, constraints }: Field): string {
  const base = constraints.enum?.map((item) => JSON.stringify(item)).join(" | ") ?? types[type];
  return constraints.required === true ? base : `${base} | null`;
}

function rowName(table: string): string {
  const words = table.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Row`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** On the line of what it describes: one line a field. */
function comment(text: string | undefined): string {
  return text === undefined ? "" : `/** ${text.replaceAll("*/", "*\\/")} */ `;
}
