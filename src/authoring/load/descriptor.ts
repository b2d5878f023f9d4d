/** From what datapackage.json may say to what the program relies on; every fault names its place in the file. */
import { posix } from "node:path";
import { constraintFault } from "./constraints.js";
import { DataError } from "./errors.js";
import {
  type DataPackage,
  type Field,
  type FieldType,
  fieldTypes,
  type ForeignKey,
  type Resource,
} from "./schema.js";

type Loose = Readonly<Record<string, unknown>>;

export function parseDescriptor(text: string, path: string): DataPackage {
  const fail = (message: string): never => {
    throw new DataError(`${path}: ${message}`, { hint: "See https://datapackage.org for the format." });
  };
  const root = object(parseJson(text, fail), "the package", fail);
  const resources = array(root["resources"], "resources", fail).map((item, index) =>
    parseResource(object(item, `resources[${String(index)}]`, fail), `resources[${String(index)}]`, fail),
  );
  checkReferences(resources, fail);
  return { name: typeof root["name"] === "string" ? root["name"] : "", resources };
}

type Fail = (message: string) => never;

function parseJson(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    return fail(`not JSON: ${(error as Error).message}`);
  }
}

function parseResource(given: Loose, place: string, fail: Fail): Resource {
  const name = text(given["name"], `${place}.name`, fail);
  const where = `resource "${name}"`;
  const path = text(given["path"], `${where}: path`, fail);
  if (posix.isAbsolute(path) || /^[a-z]+:/i.test(path) || posix.normalize(path).startsWith(".."))
    fail(`${where}: the path "${path}" leads out of the data folder`);
  const compression = parseCompression(given["compression"], path, where, fail);
  const schema = object(given["schema"], `${where}: schema`, fail);
  const fields = array(schema["fields"], `${where}: schema.fields`, fail).map((item, index) =>
    parseField(
      object(item, `${where}: field ${String(index + 1)}`, fail),
      `${where}: field ${String(index + 1)}`,
      fail,
    ),
  );
  const duplicate = fields.find(
    (field, index) => fields.findIndex((other) => other.name === field.name) !== index,
  );
  if (duplicate !== undefined) fail(`${where}: two fields are named "${duplicate.name}"`);
  const primaryKey = names(schema["primaryKey"], `${where}: primaryKey`, fail);
  const unknown = primaryKey.find((key) => !fields.some((field) => field.name === key));
  if (unknown !== undefined) fail(`${where}: primaryKey names "${unknown}", which is no field`);
  const dialect = given["dialect"] === undefined ? {} : object(given["dialect"], `${where}: dialect`, fail);
  return {
    name,
    path,
    delimiter: typeof dialect["delimiter"] === "string" ? dialect["delimiter"] : ",",
    ...(compression === undefined ? {} : { compression }),
    ...(typeof given["title"] === "string" ? { title: given["title"] } : {}),
    ...(typeof given["description"] === "string" ? { description: given["description"] } : {}),
    ...(typeof given["bytes"] === "number" ? { bytes: given["bytes"] } : {}),
    ...(given["hash"] === undefined ? {} : { sha256: parseHash(given["hash"], where, fail) }),
    fields,
    primaryKey,
    foreignKeys: parseForeignKeys(schema["foreignKeys"], name, where, fail),
    missingValues: new Set(
      schema["missingValues"] === undefined
        ? [""]
        : names(schema["missingValues"], `${where}: missingValues`, fail),
    ),
  };
}

/** The name of the file and `compression` must say the same: other programs go by the one or by the other. */
function parseCompression(given: unknown, path: string, where: string, fail: Fail): "gz" | undefined {
  if (given !== undefined && given !== "gz")
    return fail(`${where}: compression ${JSON.stringify(given)} is not supported; "gz" is`);
  if (path.endsWith(".gz") && given === undefined)
    return fail(`${where}: the path "${path}" ends in .gz; add "compression": "gz", or rename the file`);
  if (!path.endsWith(".gz") && given === "gz")
    return fail(`${where}: compression is "gz", but the path "${path}" does not end in .gz`);
  return given;
}

function parseField(given: Loose, place: string, fail: Fail): Field {
  const name = text(given["name"], `${place}: name`, fail);
  const type = given["type"] ?? "string";
  if (!fieldTypes.includes(type as FieldType))
    fail(`${place} ("${name}"): type ${JSON.stringify(type)} is not one of ${fieldTypes.join(", ")}`);
  const constraints =
    given["constraints"] === undefined ? {} : object(given["constraints"], `${place}: constraints`, fail);
  const fault = constraintFault(constraints, type as FieldType);
  if (fault !== undefined) fail(`${place} ("${name}"): ${fault}`);
  return {
    name,
    type: type as FieldType,
    ...(typeof given["unit"] === "string" ? { unit: given["unit"] } : {}),
    ...(typeof given["description"] === "string" ? { description: given["description"] } : {}),
    constraints: constraints,
  };
}

function parseHash(given: unknown, where: string, fail: Fail): string {
  const match = /^sha256:([0-9a-f]{64})$/i.exec(typeof given === "string" ? given : "");
  return match?.[1]?.toLowerCase() ?? fail(`${where}: hash must be "sha256:" and 64 hexadecimal digits`);
}

function parseForeignKeys(given: unknown, own: string, where: string, fail: Fail): readonly ForeignKey[] {
  if (given === undefined) return [];
  return array(given, `${where}: foreignKeys`, fail).map((item) => {
    const key = object(item, `${where}: foreignKeys`, fail);
    const reference = object(key["reference"], `${where}: foreignKeys.reference`, fail);
    const resource = reference["resource"];
    return {
      fields: names(key["fields"], `${where}: foreignKeys.fields`, fail),
      // Without a name, or with an empty one, a table refers to itself.
      resource: typeof resource === "string" && resource !== "" ? resource : own,
      referenced: names(reference["fields"], `${where}: foreignKeys.reference.fields`, fail),
    };
  });
}

function checkReferences(resources: readonly Resource[], fail: Fail): void {
  for (const { name, fields, foreignKeys } of resources) {
    if (resources.filter((other) => other.name === name).length > 1)
      fail(`two resources are named "${name}"`);
    for (const key of foreignKeys) {
      const target = resources.find((other) => other.name === key.resource);
      if (target === undefined)
        return fail(`resource "${name}": foreignKeys name the unknown resource "${key.resource}"`);
      const missing =
        key.fields.find((field) => !fields.some((own) => own.name === field)) ??
        key.referenced.find((field) => !target.fields.some((other) => other.name === field));
      if (missing !== undefined) fail(`resource "${name}": foreignKeys name "${missing}", which is no field`);
    }
  }
}

function object(given: unknown, place: string, fail: Fail): Loose {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Loose;
  return fail(`${place} must be an object`);
}

function array(given: unknown, place: string, fail: Fail): readonly unknown[] {
  return Array.isArray(given) ? (given as readonly unknown[]) : fail(`${place} must be an array`);
}

function text(given: unknown, place: string, fail: Fail): string {
  return typeof given === "string" && given !== "" ? given : fail(`${place} must be a string`);
}

function names(given: unknown, place: string, fail: Fail): readonly string[] {
  if (given === undefined) return [];
  const list = typeof given === "string" ? [given] : given;
  if (Array.isArray(list) && list.every((item) => typeof item === "string")) return list;
  return fail(`${place} must be a string or an array of strings`);
}
