/** From whatever a person's code hands over to what travels in a message: strings, and JSON for JSON types. */
import type { Json, JsonObject, MimeBundle } from "../../client/contract.js";

const isJsonType = (type: string): boolean => /^application\/(?:.*\+)?json$/.test(type);

const isTextType = (type: string): boolean => type.startsWith("text/") || type.endsWith("+xml");

/** As it is: a function and undefined have no JSON. */
const stringify: (value: unknown) => string | undefined = JSON.stringify;

/** The value as JSON, or a TypeError that says why it is none. */
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

/** One type's content; throws a TypeError, in the caller's cell, that names the type at fault. */
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

/** Types whose content is undefined are left out. */
export function mimeBundle(data: Readonly<Record<string, unknown>>): MimeBundle {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, content]) => content !== undefined)
      .map(([type, content]) => [type, contentOf(type, content)]),
  );
}
