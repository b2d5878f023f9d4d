/** Converts the user's values to message content: strings, and JSON for JSON types. */
import { inspect } from "node:util";
import type { Json, JsonObject, MimeBundle } from "../../client/contract.js";
import { read, safeInspect, shorten } from "./safe-inspect.js";
import { tableHtml, tableOf, tableText } from "./table.js";

const isJsonType = (type: string): boolean => /^application\/(?:.*\+)?json$/.test(type);

const isTextType = (type: string): boolean => type.startsWith("text/") || type.endsWith("+xml");

/** Typed precisely: functions and undefined have no JSON. */
const stringify: (value: unknown) => string | undefined = JSON.stringify;

/** Converts the value to JSON, or throws a TypeError that explains why it is not JSON. */
function toJson(value: unknown, what: string): Json {
  let text: string | undefined;
  try {
    text = stringify(value);
  } catch (error) {
    throw new TypeError(`${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (text === undefined) throw new TypeError(`${what} is not JSON: it is ${typeof value}.`);
  return JSON.parse(text) as Json;
}

export function jsonObject(value: Readonly<Record<string, unknown>>): JsonObject {
  return toJson(value, "The metadata of a display") as JsonObject;
}

/** The content of one MIME type; throws a TypeError in the calling cell that names the invalid type. */
export function contentOf(type: string, content: unknown): Json {
  if (typeof content === "string") {
    if (!isJsonType(type)) return content;
    try {
      return JSON.parse(content) as Json;
    } catch {
      return content;
    }
  }
  if (content instanceof Uint8Array)
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString(
      isTextType(type) ? "utf8" : "base64",
    );
  if (isJsonType(type)) return toJson(content, `The content displayed as ${type}`);
  if (Array.isArray(content) && content.every((line) => typeof line === "string")) return content.join("");
  if (typeof content === "number" || typeof content === "bigint" || typeof content === "boolean")
    return String(content);
  throw new TypeError(
    `What is displayed as ${type} must be a string or bytes, not ${content === null ? "null" : typeof content}.`,
  );
}

/** Omits types whose content is undefined. */
export function mimeBundle(data: Readonly<Record<string, unknown>>): MimeBundle {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, content]) => content !== undefined)
      .map(([type, content]) => [type, contentOf(type, content)]),
  );
}

const maxText = 50_000;
const displaySymbol = Symbol.for("Jupyter.display");

export function inspectValue(value: unknown): string {
  try {
    const text = inspect(value, {
      depth: 4,
      colors: false,
      maxArrayLength: 100,
      maxStringLength: 10_000,
      breakLength: 80,
    });
    return shorten(text, maxText);
  } catch (error) {
    return `[${typeof value} that cannot be shown: ${safeInspect(error).split("\n")[0] ?? ""}]`;
  }
}

/** The bundle provided by the object itself, if any. Errors thrown by its method propagate. */
export async function ownBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  const show = read(value, displaySymbol);
  if (typeof show !== "function") return undefined;
  const data: unknown = await Reflect.apply(show, value, []);
  if (typeof data !== "object" || data === null)
    throw new TypeError(
      `[Symbol.for("Jupyter.display")]() must return an object of MIME types, not ${safeInspect(data)}.`,
    );
  return mimeBundle(data as Record<string, unknown>);
}

export async function resultBundle(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  const table = tableOf(value);
  if (table === undefined) return { "text/plain": inspectValue(value) };
  // For a DataFrame, a table is more readable than its internals; an array of records is readable as is.
  const text = table.kind === "frame" ? tableText(table) : inspectValue(value);
  return { "text/plain": text, "text/html": tableHtml(table) };
}
