/** Validates datapackage.json and converts it for the program; every error gives its position in the file. */
import { posix } from "node:path";
import { findJsonFault, jsonPlace } from "../../lib/json-fault.js";
import { isTooDeep, mostLevels } from "../../lib/nesting.js";
import { quoted } from "../../lib/quoted.js";
import { parsers } from "./cell.js";
import { DataError, type DataProblem } from "./errors.js";
import {
  fail,
  Fault,
  type Loose,
  names,
  object,
  objects,
  optionalObject,
  Part,
  text,
  textsOf,
} from "./json-part.js";
import { longestPattern } from "./pattern.js";
import {
  type DataPackage,
  type Field,
  type FieldType,
  fieldTypes,
  type ForeignKey,
  type Resource,
} from "./schema.js";

const whole = new Part("the package", []);

export function parseDescriptor(json: string): DataPackage {
  const text = json.replace(/^\ufeff/, "");
  const content = parseJson(text);
  try {
    return readPackage(content);
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

function readPackage(content: unknown): DataPackage {
  if (isTooDeep(content)) fail(whole, `it is nested more than ${mostLevels} levels deep`);
  const root = object(content, whole);
  const list = new Part("resources", ["resources"]);
  const resources = objects(root["resources"], list).map((item, index) =>
    parseResource(item, list.at(index, `[${String(index)}]`)),
  );
  checkReferences(resources);
  return { name: typeof root["name"] === "string" ? root["name"] : "", resources };
}

function parseResource(given: Loose, place: Part): Resource {
  const name = text(given["name"], place.at("name", ".name"));
  const where = new Part(`resource ${quoted(name)}`, place.path);
  const path = text(given["path"], where.at("path"));
  if (posix.isAbsolute(path) || /^[a-z]+:/i.test(path) || posix.normalize(path).startsWith(".."))
    where.failAt("path", `the path ${quoted(path)} leads out of the data folder`);
  const compression = parseCompression(given["compression"], path, where);
  const schema = object(given["schema"], where.at("schema"));
  const inSchema = new Part(where.words, [...where.path, "schema"]);
  const list = inSchema.at("fields", ": schema.fields");
  const fields = objects(schema["fields"], list).map((item, index) =>
    parseField(item, new Part(`${where.words}: field ${String(index + 1)}`, [...list.path, index])),
  );
  const duplicate = fields.findIndex((field, index) => fields.slice(0, index).some(isNamed(field.name)));
  if (duplicate !== -1)
    fail(list.at(duplicate), `${where.words}: two fields are named ${quoted(fields[duplicate]?.name)}`);
  const key = inSchema.at("primaryKey");
  const primaryKey = names(schema["primaryKey"], key);
  const unknown = primaryKey.find((key) => !fields.some(isNamed(key)));
  if (unknown !== undefined) fail(key, `${key.words} names ${quoted(unknown)}, which is not a field`);
  return {
    name,
    path,
    format: parseFormat(given["format"], path, where),
    delimiter: parseDelimiter(given["dialect"], where),
    ...(compression === undefined ? {} : { compression }),
    ...textsOf(given, "title", "description"),
    ...(typeof given["bytes"] === "number" ? { bytes: given["bytes"] } : {}),
    ...(given["hash"] === undefined ? {} : { sha256: parseHash(given["hash"], where) }),
    fields,
    primaryKey,
    foreignKeys: parseForeignKeys(schema["foreignKeys"], name, inSchema.at("foreignKeys")),
    missingValues: new Set(
      schema["missingValues"] === undefined
        ? [""]
        : names(schema["missingValues"], inSchema.at("missingValues")),
    ),
  };
}

/** The file name determines it; `format` may repeat it. */
function parseFormat(given: unknown, path: string, where: Part): "csv" | "parquet" {
  const format = path.endsWith(".parquet") ? "parquet" : "csv";
  if ((given === "parquet") !== (format === "parquet") && given !== undefined)
    return where.failAt("format", `format is ${quoted(given)}, but the path is ${quoted(path)}`);
  return format;
}

function parseDelimiter(given: unknown, where: Part): string {
  const dialect = where.at("dialect");
  const { delimiter } = optionalObject(given, dialect);
  if (typeof delimiter !== "string") return ",";
  if (delimiter === "" || /["\r\n]/.test(delimiter))
    return fail(
      dialect.at("delimiter"),
      `${where.words}: the delimiter ${quoted(delimiter)} cannot separate cells`,
    );
  return delimiter;
}

/** The file name and `compression` must agree, because other programs rely on one or the other. */
function parseCompression(given: unknown, path: string, where: Part): "gz" | undefined {
  const compression = where.at("compression");
  if (given !== undefined && given !== "gz")
    return fail(compression, `${compression.words} ${quoted(given)} is not supported; "gz" is`);
  if (path.endsWith(".gz") && given === undefined)
    return where.failAt(
      "path",
      `the path ${quoted(path)} ends in .gz; add "compression": "gz", or rename the file`,
    );
  if (!path.endsWith(".gz") && given === "gz")
    return fail(
      compression,
      `${compression.words} is "gz", but the path ${quoted(path)} does not end in .gz`,
    );
  return given;
}

function parseField(given: Loose, place: Part): Field {
  const name = text(given["name"], place.at("name"));
  if (name === "__proto__")
    place.failAt("name", `no field can be named ${quoted(name)}: JavaScript gives it a meaning of its own`);
  const type = (given["type"] ?? "string") as FieldType;
  const said = `${place.words} (${quoted(name)})`;
  if (!fieldTypes.includes(type))
    fail(place.at("type"), `${said}: type ${quoted(type)} is not one of ${fieldTypes.join(", ")}`);
  const constraints = optionalObject(given["constraints"], place.at("constraints"));
  const fault = constraintFault(constraints, type);
  if (fault !== undefined) fail(place.at("constraints").at(fault.name), `${said}: ${fault.message}`);
  return { name, type, ...textsOf(given, "title", "unit", "description"), constraints };
}

/** What is wrong with a field's constraints, or undefined. A limit must be a value of the field's own type. */
function constraintFault(
  given: Loose,
  type: FieldType,
): { readonly name: string; readonly message: string } | undefined {
  const isValue = (x: unknown) =>
    (typeof x === "string" || typeof x === "number" || typeof x === "boolean") &&
    "value" in parsers[type](String(x));
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

function parseHash(given: unknown, where: Part): string {
  const match = /^sha256:([0-9a-f]{64})$/i.exec(typeof given === "string" ? given : "");
  return (
    match?.[1]?.toLowerCase() ?? where.failAt("hash", 'hash must be "sha256:" and 64 hexadecimal digits')
  );
}

function parseForeignKeys(given: unknown, own: string, place: Part): readonly ForeignKey[] {
  if (given === undefined) return [];
  return objects(given, place).map((key, index) => {
    const one = new Part(place.words, [...place.path, index]);
    const at = one.at("reference", ".reference");
    const reference = object(key["reference"], at);
    const resource = reference["resource"];
    return {
      fields: names(key["fields"], one.at("fields", ".fields")),
      // A table refers to itself if the name is missing or empty.
      resource: typeof resource === "string" && resource !== "" ? resource : own,
      referenced: names(reference["fields"], at.at("fields", ".fields")),
    };
  });
}

function checkReferences(resources: readonly Resource[]): void {
  for (const [at, { name, fields, foreignKeys }] of resources.entries()) {
    const where = new Part(`resource ${quoted(name)}`, ["resources", at]);
    if (resources.slice(0, at).some(isNamed(name)))
      fail(where.at("name"), `two resources are named ${quoted(name)}`);
    for (const [index, key] of foreignKeys.entries()) {
      const place = where.at("schema").at("foreignKeys").at(index);
      const target = resources.find(isNamed(key.resource));
      if (target === undefined)
        return fail(place, `${where.words}: foreignKeys name the unknown resource ${quoted(key.resource)}`);
      const missing =
        key.fields.find((field) => !fields.some(isNamed(field))) ??
        key.referenced.find((field) => !target.fields.some(isNamed(field)));
      if (missing !== undefined)
        fail(place, `${where.words}: foreignKeys name ${quoted(missing)}, which is not a field`);
    }
  }
}

function isNamed(name: string): (item: { readonly name: string }) => boolean {
  return (item) => item.name === name;
}
