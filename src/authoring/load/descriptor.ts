/** From what datapackage.json may say to what the program relies on; every fault names its place in the file. */
import { posix } from "node:path";
import { isTooDeep, mostLevels } from "../../lib/nesting.js";
import { quoted } from "../../lib/quoted.js";
import { parsers } from "./cell.js";
import { DataError } from "./errors.js";
import { longestPattern } from "./pattern.js";
import {
  type DataPackage,
  type Field,
  type FieldType,
  fieldTypes,
  type ForeignKey,
  type Resource,
} from "./schema.js";

type Loose = Readonly<Record<string, unknown>>;

export function parseDescriptor(json: string): DataPackage {
  const content = parseJson(json);
  if (isTooDeep(content)) fail(`it is nested more than ${mostLevels} levels deep`);
  const root = object(content, "the package");
  const resources = objects(root["resources"], "resources").map((item, index) =>
    parseResource(item, `resources[${String(index)}]`),
  );
  checkReferences(resources);
  return { name: typeof root["name"] === "string" ? root["name"] : "", resources };
}

function fail(message: string): never {
  throw new DataError(`data/datapackage.json: ${message}`, {
    hint: "See https://datapackage.org for the format.",
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    return fail(`not JSON: ${(error as Error).message}`);
  }
}

function parseResource(given: Loose, place: string): Resource {
  const name = text(given["name"], `${place}.name`);
  const where = `resource ${quoted(name)}`;
  const path = text(given["path"], `${where}: path`);
  if (posix.isAbsolute(path) || /^[a-z]+:/i.test(path) || posix.normalize(path).startsWith(".."))
    fail(`${where}: the path ${quoted(path)} leads out of the data folder`);
  const compression = parseCompression(given["compression"], path, where);
  const schema = object(given["schema"], `${where}: schema`);
  const fields = objects(schema["fields"], `${where}: schema.fields`).map((item, index) =>
    parseField(item, `${where}: field ${String(index + 1)}`),
  );
  const duplicate = fields.find((field, index) => fields.slice(0, index).some(isNamed(field.name)));
  if (duplicate !== undefined) fail(`${where}: two fields are named ${quoted(duplicate.name)}`);
  const primaryKey = names(schema["primaryKey"], `${where}: primaryKey`);
  const unknown = primaryKey.find((key) => !fields.some(isNamed(key)));
  if (unknown !== undefined) fail(`${where}: primaryKey names ${quoted(unknown)}, which is not a field`);
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
    foreignKeys: parseForeignKeys(schema["foreignKeys"], name, where),
    missingValues: new Set(
      schema["missingValues"] === undefined
        ? [""]
        : names(schema["missingValues"], `${where}: missingValues`),
    ),
  };
}

/** The name of the file says it; `format` may say it, too. */
function parseFormat(given: unknown, path: string, where: string): "csv" | "parquet" {
  const format = path.endsWith(".parquet") ? "parquet" : "csv";
  if ((given === "parquet") !== (format === "parquet") && given !== undefined)
    return fail(`${where}: format is ${quoted(given)}, but the path is ${quoted(path)}`);
  return format;
}

function parseDelimiter(given: unknown, where: string): string {
  const { delimiter } = optionalObject(given, `${where}: dialect`);
  if (typeof delimiter !== "string") return ",";
  if (delimiter === "" || /["\r\n]/.test(delimiter))
    return fail(`${where}: the delimiter ${quoted(delimiter)} cannot separate cells`);
  return delimiter;
}

/** The name of the file and `compression` must say the same: other programs go by the one or by the other. */
function parseCompression(given: unknown, path: string, where: string): "gz" | undefined {
  if (given !== undefined && given !== "gz")
    return fail(`${where}: compression ${quoted(given)} is not supported; "gz" is`);
  if (path.endsWith(".gz") && given === undefined)
    return fail(
      `${where}: the path ${quoted(path)} ends in .gz; add "compression": "gz", or rename the file`,
    );
  if (!path.endsWith(".gz") && given === "gz")
    return fail(`${where}: compression is "gz", but the path ${quoted(path)} does not end in .gz`);
  return given;
}

function parseField(given: Loose, place: string): Field {
  const name = text(given["name"], `${place}: name`);
  if (name === "__proto__")
    fail(`${place}: no field can be named ${quoted(name)}: JavaScript gives it a meaning of its own`);
  const type = (given["type"] ?? "string") as FieldType;
  if (!fieldTypes.includes(type))
    fail(`${place} (${quoted(name)}): type ${quoted(type)} is not one of ${fieldTypes.join(", ")}`);
  const constraints = optionalObject(given["constraints"], `${place}: constraints`);
  const fault = constraintFault(constraints, type);
  if (fault !== undefined) fail(`${place} (${quoted(name)}): ${fault}`);
  return { name, type, ...textsOf(given, "unit", "description"), constraints };
}

/** What is wrong with the constraints of a field, or undefined: a limit must be a value of the field's own type. */
function constraintFault(given: Loose, type: FieldType): string | undefined {
  const isValue = (x: unknown) =>
    (typeof x === "string" || typeof x === "number" || typeof x === "boolean") &&
    "value" in parsers[type](String(x));
  for (const name of ["minimum", "maximum"] as const)
    if (given[name] !== undefined && !isValue(given[name]))
      return `${name} ${quoted(given[name])} is no ${type}`;
  const { enum: allowed, pattern } = given;
  if (allowed !== undefined && !(Array.isArray(allowed) && allowed.every(isValue)))
    return `enum must be a list of values of type ${type}`;
  for (const name of ["minLength", "maxLength"] as const)
    if (given[name] !== undefined && !Number.isInteger(given[name])) return `${name} must be a whole number`;
  if (typeof pattern === "string" && pattern.length > longestPattern)
    return `pattern has ${pattern.length} characters; at most ${longestPattern} are read`;
  if (pattern !== undefined && !(typeof pattern === "string" && isPattern(pattern)))
    return `pattern ${quoted(pattern)} is not a regular expression`;
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

function parseHash(given: unknown, where: string): string {
  const match = /^sha256:([0-9a-f]{64})$/i.exec(typeof given === "string" ? given : "");
  return match?.[1]?.toLowerCase() ?? fail(`${where}: hash must be "sha256:" and 64 hexadecimal digits`);
}

function parseForeignKeys(given: unknown, own: string, where: string): readonly ForeignKey[] {
  if (given === undefined) return [];
  return objects(given, `${where}: foreignKeys`).map((key) => {
    const reference = object(key["reference"], `${where}: foreignKeys.reference`);
    const resource = reference["resource"];
    return {
      fields: names(key["fields"], `${where}: foreignKeys.fields`),
      // Without a name, or with an empty one, a table refers to itself.
      resource: typeof resource === "string" && resource !== "" ? resource : own,
      referenced: names(reference["fields"], `${where}: foreignKeys.reference.fields`),
    };
  });
}

function checkReferences(resources: readonly Resource[]): void {
  for (const { name, fields, foreignKeys } of resources) {
    if (resources.filter(isNamed(name)).length > 1) fail(`two resources are named ${quoted(name)}`);
    for (const key of foreignKeys) {
      const target = resources.find(isNamed(key.resource));
      if (target === undefined)
        return fail(
          `resource ${quoted(name)}: foreignKeys name the unknown resource ${quoted(key.resource)}`,
        );
      const missing =
        key.fields.find((field) => !fields.some(isNamed(field))) ??
        key.referenced.find((field) => !target.fields.some(isNamed(field)));
      if (missing !== undefined)
        fail(`resource ${quoted(name)}: foreignKeys name ${quoted(missing)}, which is not a field`);
    }
  }
}

function isNamed(name: string): (item: { readonly name: string }) => boolean {
  return (item) => item.name === name;
}

function object(given: unknown, place: string): Loose {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Loose;
  return fail(`${place} must be an object`);
}

function optionalObject(given: unknown, place: string): Loose {
  return given === undefined ? {} : object(given, place);
}

function objects(given: unknown, place: string): readonly Loose[] {
  if (!Array.isArray(given)) return fail(`${place} must be an array`);
  return given.map((item, index) => object(item, `${place}[${String(index)}]`));
}

function text(given: unknown, place: string): string {
  return typeof given === "string" && given !== "" ? given : fail(`${place} must be a string`);
}

function textsOf<Name extends string>(given: Loose, ...wanted: Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(
    wanted.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]]] : [])),
  ) as Partial<Record<Name, string>>;
}

function names(given: unknown, place: string): readonly string[] {
  if (given === undefined) return [];
  const list = typeof given === "string" ? [given] : given;
  if (Array.isArray(list) && list.every((item) => typeof item === "string")) return list;
  return fail(`${place} must be a string or an array of strings`);
}
