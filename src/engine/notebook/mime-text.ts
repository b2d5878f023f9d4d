import type { Json, JsonObject } from "../client/contract.js";
import { isStringArray } from "./json.js";
import { splitLines } from "./lines.js";

export const isJsonMime = (type: string): boolean =>
  type === "application/json" || (type.startsWith("application/") && type.endsWith("+json"));

/** The types nbformat stores as arrays of lines; base64 stays one string. */
const isSplit = (type: string): boolean =>
  type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";

const mapEntries = (data: JsonObject, change: (type: string, value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(data).map(([type, value]) => [type, change(type, value)]));

/** Arrays of lines become one string, except in JSON types, whose arrays are values. */
export function joinBundle(data: JsonObject): JsonObject {
  return mapEntries(data, (type, value) =>
    !isJsonMime(type) && isStringArray(value) ? value.join("") : value,
  );
}

export function splitBundle(data: JsonObject): JsonObject {
  return mapEntries(data, (type, value) =>
    typeof value === "string" && isSplit(type) ? splitLines(value) : value,
  );
}
