/** Attributes of a cell in a text notebook: `id="level" tags=["remove-output"]`, as jupytext reads and writes them. */
import { isTooDeep, mostLevels } from "../../../lib/nesting.js";
import { parseJson } from "../../../lib/parse-json.js";
import type { Json, JsonObject } from "../../client/contract.js";
import { isJsonObject, isStringArray } from "../json.js";

/** `at` is an offset in the text. */
interface AttributeFault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

export type ReadAttributes = { readonly metadata: JsonObject } | { readonly fault: AttributeFault };

const key = /[A-Za-z0-9_.@/-]+/y;
const hint = 'Write them as in id="level" tags=["remove-output"]: names, and values as in JSON.';
/** In jupytext's dialect, the first words of a region are its title. */
const firstKey = /(?:^|\s)(?=[A-Za-z0-9_.@/-]+=)/;

/** "fence": words without a value are names; "region": words before the first name are a title. */
export function readAttributes(text: string, place: "fence" | "region"): ReadAttributes {
  const brace = text.indexOf("{");
  const equals = text.indexOf("=");
  const isJson = brace >= 0 && (equals < 0 || brace < equals);
  const end = isJson ? brace : (firstKey.exec(text)?.index ?? text.length);
  const title = place === "region" ? text.slice(0, end).trim() : "";
  const start = place === "region" || isJson ? end : 0;
  const read = isJson ? readObject(text, start) : readPairs(text, start);
  if ("fault" in read) return read;
  const metadata = title === "" ? read.metadata : { title, ...read.metadata };
  const { tags } = metadata;
  if (isTooDeep(metadata))
    return faultAt(start, `the attributes are nested more than ${mostLevels} levels deep`);
  if (tags !== undefined && !isStringArray(tags))
    return faultAt(text.indexOf("tags", start), 'tags are not a list of texts, as in tags=["remove-output"]');
  return { metadata };
}

const faultAt = (at: number, message: string): ReadAttributes => ({
  fault: { at: Math.max(0, at), message, hint },
});

function readObject(text: string, start: number): ReadAttributes {
  const metadata = parseJson(text.slice(start)) as Json | undefined;
  if (!isJsonObject(metadata)) return faultAt(start, "the attributes in braces are not a JSON object");
  return { metadata };
}

function readPairs(text: string, start: number): ReadAttributes {
  const found = new Map<string, Json>();
  let at = start;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (at >= text.length) return { metadata: Object.fromEntries(found) };
    key.lastIndex = at;
    const name = key.exec(text)?.[0];
    if (name === undefined) return faultAt(at, "the attributes of this cell are malformed here");
    if (found.has(name)) return faultAt(at, `the attribute ${name} is given twice`);
    const valueAt = at + name.length + 1;
    if (text.charAt(valueAt - 1) !== "=") {
      found.set(name, null);
      at += name.length;
    } else {
      at = endOfValue(text, valueAt);
      const value = parseJson(text.slice(valueAt, at)) as Json | undefined;
      if (value === undefined) return faultAt(valueAt, `the value of ${name} is not JSON`);
      found.set(name, value);
    }
    if (at < text.length && !/\s/.test(text.charAt(at)))
      return faultAt(at, `a blank is missing after the attribute ${name}`);
  }
}

/** After the JSON value that begins there: a string, a list or an object in balanced brackets, or a word. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character === "\\") at += 1;
      else if (character === '"') isQuoted = false;
      if (!isQuoted && depth === 0) return at + 1;
      continue;
    }
    if (character === '"') isQuoted = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    else if (depth === 0 && /\s/.test(character)) return at;
    if (depth === 0 && (character === "]" || character === "}")) return at + 1;
  }
  return text.length;
}

/** As jupytext writes them, so that JupyterLab changes no byte; undefined if an attribute cannot be written. */
export function writeAttributes(metadata: JsonObject, place: "fence" | "region"): string | undefined {
  const { title, ...others } = metadata;
  const isTitle = place === "region" && typeof title === "string" && !/[{=]/.test(title);
  const pairs = Object.entries(isTitle ? others : metadata).map(([name, value]) =>
    value === null ? name : `${name}=${pythonJson(value)}`,
  );
  const text = [...(isTitle ? [title] : []), ...pairs].join(" ");
  const read = readAttributes(text, place);
  return "metadata" in read && pythonJson(read.metadata) === pythonJson(metadata) ? text : undefined;
}

/** JSON as Python writes it: a blank after commas and colons, and other characters than those of ASCII as escapes. */
function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => pythonJson(item)).join(", ")}]`;
  if (!isJsonObject(value))
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const members = Object.entries(value).map(([name, item]) => `${pythonJson(name)}: ${pythonJson(item)}`);
  return `{${members.join(", ")}}`;
}
