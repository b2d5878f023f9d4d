/** How nbformat stores texts: as arrays of lines, except base64. */
import type { Json, JsonObject } from "../client/contract.js";
import { isJsonObject, isStringArray } from "./json.js";
import { currentName } from "../../model/mime.js";

/** Lines as Python's `str.splitlines(keepends=True)` splits them, because nbformat does. */
const line = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/gu;

export function splitLines(text: string): readonly string[] {
  return (text.match(line) ?? []).filter((part) => part !== "");
}

export function normalizeLineEnds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

export const isJsonMime = (type: string): boolean =>
  type === "application/json" || (type.startsWith("application/") && type.endsWith("+json"));

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

/** The same metadata or bundle; keys and MIME types of earlier versions of this program are called as now. */
export function withCurrentNames(stored: JsonObject): JsonObject {
  const isEarlier = (name: string): boolean => currentName(name) !== name;
  if (!Object.keys(stored).some(isEarlier)) return stored;
  const entries = Object.entries(stored).filter(
    ([name]) => !isEarlier(name) || !Object.hasOwn(stored, currentName(name)),
  );
  return Object.fromEntries(entries.map(([name, value]) => [currentName(name), value]));
}

/** The same for all bundles of a cell's attachments, by name. */
export function mapBundles(attachments: JsonObject, change: (bundle: JsonObject) => JsonObject): JsonObject {
  return mapEntries(attachments, (_, bundle) => (isJsonObject(bundle) ? change(bundle) : bundle));
}
