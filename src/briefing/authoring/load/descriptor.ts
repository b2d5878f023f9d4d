/** Validates datapackage.json and converts it for the program; every error gives its position in the file. */
import { posix } from "node:path";
import { findJsonFault, jsonPlace } from "../../lib/json-fault.js";
import { isTooDeep, mostLevels } from "../../lib/nesting.js";
import { quoted } from "../../lib/quoted.js";
import { fieldParser, longestPattern, parsers } from "./cell.js";
import { dateFormat } from "./date-format.js";
import { DataError, type DataProblem } from "./errors.js";
import { Fault, type Loose, Part } from "./json-part.js";
import { type DataPackage, type Field, type FieldType, fieldTypes } from "./schema.js";
import type { ForeignKey, Resource } from "./schema.js";

export function parseDescriptor(json: string): DataPackage {
  const text = json.replace(/^\ufeff/, "");
  const content = parseJson(text);
  try {
    return readPackage(new Part(content, "the package"));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw wrong({ ...jsonPlace(text, error.part.path), message: error.message });
  }
}

function wrong(fault: Omit<DataProblem, "path">): DataError {
  const problem = { path: "data/datapackage.json", ...fault };
  return DataError.at(problem, "See https://datapackage.org for the format.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const fault = findJsonFault(text);
    if (fault === undefined) throw wrong({ message: `not JSON: ${(error as Error).message}` });
    const { line, column, expected, atEnd } = fault;
    const message = atEnd ? `the file ends where ${expected} should follow` : `expected ${expected} here`;
    throw wrong({ line, column, message: `not JSON: ${message}` });
  }
}

function readPackage(root: Part): DataPackage {
  if (isTooDeep(root.value)) root.fail(`it is nested more than ${mostLevels} levels deep`);
  const list = root.object().at("resources").called("resources");
  const resources = list.objects().map(parseResource);
  checkReferences(resources, list);
  return { name: "", ...root.texts("name"), resources };
}

function parseResource(place: Part): Resource {
  const name = place.at("name", ".name").text();
  const where = place.called(`resource ${quoted(name)}`);
  const path = where.at("path").text();
  if (posix.isAbsolute(path) || /^[a-z]+:/i.test(path) || posix.normalize(path).startsWith(".."))
    where.failAt("path", `the path ${quoted(path)} leads out of the data folder`);
  const compression = parseCompression(where, path);
  const schema = where.at("schema").object().called(where.words);
  const list = schema.at("fields", ": schema.fields");
  const fields = list
    .objects()
    .map((item, index) => parseField(item.called(`${where.words}: field ${index + 1}`)));
  const duplicate = fields.findIndex((field, index) => fields.slice(0, index).some(isNamed(field.name)));
  if (duplicate !== -1)
    list.at(duplicate).fail(`${where.words}: two fields are named ${quoted(fields[duplicate]?.name)}`);
  const key = schema.at("primaryKey");
  const unknown = key.names().find((name) => !fields.some(isNamed(name)));
  if (unknown !== undefined) key.fail(`${key.words} names ${quoted(unknown)}, which is not a field`);
  const bytes = where.at("bytes").value;
  const missing = schema.at("missingValues");
  return {
    name,
    path,
    format: parseFormat(where, path),
    delimiter: parseDelimiter(where),
    ...(compression !== undefined && { compression }),
    ...where.texts("title", "description"),
    ...(typeof bytes === "number" && { bytes }),
    ...(where.at("hash").value !== undefined && { sha256: parseHash(where) }),
    fields,
    primaryKey: key.names(),
    foreignKeys: parseForeignKeys(schema.at("foreignKeys"), name),
    missingValues: new Set(missing.value === undefined ? [""] : missing.names()),
  };
}

/** The file name determines it; `format` may repeat it. */
function parseFormat(where: Part, path: string): "csv" | "parquet" {
  const given = where.at("format").value;
  const format = path.endsWith(".parquet") ? "parquet" : "csv";
  if ((given === "parquet") !== (format === "parquet") && given !== undefined)
    where.failAt("format", `format is ${quoted(given)}, but the path is ${quoted(path)}`);
  return format;
}

function parseDelimiter(where: Part): string {
  const dialect = where.at("dialect");
  const part = (dialect.value === undefined ? dialect : dialect.object()).at("delimiter");
  if (typeof part.value !== "string") return ",";
  if (part.value === "" || /["\r\n]/.test(part.value))
    part.fail(`${where.words}: the delimiter ${quoted(part.value)} cannot separate cells`);
  return part.value;
}

/** The file name and `compression` must agree, because other programs rely on one or the other. */
function parseCompression(where: Part, path: string): "gz" | undefined {
  const part = where.at("compression");
  const given = part.value;
  if (given !== undefined && given !== "gz")
    return part.fail(`${part.words} ${quoted(given)} is not supported; "gz" is`);
  if (path.endsWith(".gz") && given === undefined)
    where.failAt("path", `the path ${quoted(path)} ends in .gz; add "compression": "gz", or rename the file`);
  if (!path.endsWith(".gz") && given === "gz")
    part.fail(`${part.words} is "gz", but the path ${quoted(path)} does not end in .gz`);
  return given;
}

function parseField(place: Part): Field {
  const name = place.at("name").text();
  if (name === "__proto__")
    place.failAt("name", `no field can be named ${quoted(name)}: JavaScript gives it a meaning of its own`);
  const type = (place.at("type").value ?? "string") as FieldType;
  const said = `${place.words} (${quoted(name)})`;
  if (!fieldTypes.includes(type))
    place.at("type").fail(`${said}: type ${quoted(type)} is not one of ${fieldTypes.join(", ")}`);
  const format = parseDateFormat(place, said, type);
  const part = place.at("constraints");
  const constraints = (part.value === undefined ? {} : part.object().value) as Loose;
  const fault = constraintFault(constraints, { type, ...(format !== undefined && { format }) });
  if (fault !== undefined) part.at(fault.name).fail(`${said}: ${fault.message}`);
  return {
    name,
    type,
    ...(format !== undefined && { format }),
    ...place.texts("title", "unit", "description"),
    constraints,
  };
}

/** Of dates; `default` and `any` are ISO 8601 here, and formats of other types say nothing about how they are read. */
function parseDateFormat(place: Part, said: string, type: FieldType): string | undefined {
  const format = place.at("format").value;
  if ((type !== "date" && type !== "datetime") || format === undefined) return undefined;
  if (format === "default" || format === "any") return undefined;
  if (typeof format === "string" && dateFormat(format, type) !== undefined) return format;
  return place
    .at("format")
    .fail(
      `${said}: format ${quoted(format)} does not describe a ${type}; write it like ${type === "date" ? '"%d.%m.%Y"' : '"%d.%m.%Y %H:%M"'}`,
    );
}

/** What is wrong with a field's constraints, or undefined. A limit must be a value of the field's own type. */
function constraintFault(
  given: Loose,
  field: Pick<Field, "type" | "format">,
): { readonly name: string; readonly message: string } | undefined {
  const { type } = field;
  const parse = fieldParser(field);
  const isValue = (x: unknown) =>
    (typeof x === "string" || typeof x === "number" || typeof x === "boolean") &&
    ("value" in parse(String(x)) || "value" in parsers[type](String(x)));
  for (const name of ["minimum", "maximum"] as const)
    if (given[name] !== undefined && !isValue(given[name]))
      return {
        name,
        message: `${name} ${quoted(given[name])} is not ${type === "integer" ? "an" : "a"} ${type}`,
      };
  const { enum: allowed, pattern } = given;
  if (allowed !== undefined && !(Array.isArray(allowed) && allowed.every(isValue)))
    return { name: "enum", message: `enum must be a list of values of type ${type}` };
  for (const name of ["minLength", "maxLength"] as const)
    if (given[name] !== undefined && !Number.isInteger(given[name]))
      return { name, message: `${name} must be a whole number` };
  const name = "pattern";
  if (typeof pattern === "string" && pattern.length > longestPattern)
    return { name, message: `pattern has ${pattern.length} characters; at most ${longestPattern} are read` };
  if (pattern !== undefined && !(typeof pattern === "string" && isPattern(pattern)))
    return { name, message: `pattern ${quoted(pattern)} is not a regular expression` };
  return undefined;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

function parseHash(where: Part): string {
  const match = /^sha256:([0-9a-f]{64})$/i.exec(where.texts("hash").hash ?? "");
  return (
    match?.[1]?.toLowerCase() ?? where.failAt("hash", 'hash must be "sha256:" and 64 hexadecimal digits')
  );
}

function parseForeignKeys(place: Part, own: string): readonly ForeignKey[] {
  if (place.value === undefined) return [];
  return place.objects().map((item) => {
    const key = item.called(place.words);
    const reference = key.at("reference", ".reference").object();
    const resource = reference.at("resource").value;
    return {
      fields: key.at("fields", ".fields").names(),
      // A table refers to itself if the name is missing or empty.
      resource: typeof resource === "string" && resource !== "" ? resource : own,
      referenced: reference.at("fields", ".fields").names(),
    };
  });
}

function checkReferences(resources: readonly Resource[], list: Part): void {
  for (const [at, { name, fields, foreignKeys }] of resources.entries()) {
    const where = list.at(at).called(`resource ${quoted(name)}`);
    if (resources.slice(0, at).some(isNamed(name)))
      where.at("name").fail(`two resources are named ${quoted(name)}`);
    for (const [index, key] of foreignKeys.entries()) {
      const place = where.at("schema").at("foreignKeys").at(index);
      const target = resources.find(isNamed(key.resource));
      const missing =
        key.fields.find((field) => !fields.some(isNamed(field))) ??
        key.referenced.find((field) => target?.fields.some(isNamed(field)) === false);
      if (target === undefined)
        place.fail(`${where.words}: foreignKeys name the unknown resource ${quoted(key.resource)}`);
      if (missing !== undefined)
        place.fail(`${where.words}: foreignKeys name ${quoted(missing)}, which is not a field`);
    }
  }
}

function isNamed(name: string): (item: { readonly name: string }) => boolean {
  return (item) => item.name === name;
}
