/** Explains why a figure cannot be drawn, and where in its specification. */
import { FigureError } from "../errors.js";
import type { DrawRequest } from "./requests.js";
import type { SpecObject } from "./size.js";
import type { Vega } from "./vega.js";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { nearest } from "../../../lib/nearest.js";
import { once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";

type Figure = Pick<DrawRequest, "id" | "spec">;

/** An error that Vega logged, with the error's name. */
export class VegaError extends Error {}

export function notDrawn({ id, spec }: Figure, error: unknown, { core }: Vega): FigureError {
  const logged = error instanceof VegaError ? error.message : String(error);
  const fault = logged.includes("call stack") ? "its spec is nested too deeply." : reasonIn(spec, core);
  const reason = fault ?? `${short(logged.replace(/^(?:\w*Error: )*/, ""))}.`;
  const hint =
    fault === undefined
      ? "Try its spec in the Vega-Lite editor, or look for a misspelt field or type."
      : `Vega-Lite says: ${short(logged)}`;
  return new FigureError(`Figure "${id}" cannot be drawn: ${reason}`, { cause: error, hint });
}

function reasonIn(spec: SpecObject, { parseExpression }: Vega["core"]): string | undefined {
  try {
    return inherited(spec) ?? badExpression(spec, parseExpression) ?? specFault(spec);
  } catch (error) {
    // A spec that Vega can still read may be nested too deeply for this search.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Groups of this name are lost or stop the drawing: Vega stores groups as properties of objects. */
export function refuseProto({ id, spec }: Figure): void {
  if (textIn(spec, (text) => text === "__proto__") === undefined) return;
  throw new FigureError(`Figure "${id}" cannot be drawn: a row holds the text "__proto__".`, {
    hint: "Vega mistakes it for a property of JavaScript objects and loses the row: spell it differently.",
  });
}

/** Vega finds a field of such a name in every object, whether or not a row has it. */
function inherited(spec: SpecObject): string | undefined {
  const name = textIn(spec, (text, key) => key === "field" && text in Object.prototype);
  return (
    name && `its field "${name}" is called like a property of every JavaScript object; rename the field.`
  );
}

function badExpression(spec: SpecObject, parse: (text: string) => unknown): string | undefined {
  let reason = "";
  const bad = textIn(spec, (text, key) => {
    if (!["calculate", "filter", "expr", "test"].includes(key)) return false;
    try {
      parse(text);
      return false;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      return true;
    }
  });
  return bad && `the expression "${short(bad)}" cannot be read: ${short(reason)}.`;
}

/** Vega-Lite quotes whole specifications in its messages. */
const short = (text: string): string =>
  (text.length > 300 ? `${text.slice(0, 300)} …` : text).replace(/\.$/, "");

/** The first matching text, with the key of its property. */
function textIn(
  value: unknown,
  isMeant: (text: string, key: string) => boolean,
  key = "",
): string | undefined {
  if (typeof value === "string") return isMeant(value, key) ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const found = textIn(item, isMeant, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

interface Fault {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Allowed kinds of JSON, values, and properties of which an object needs one. */
  readonly kinds: readonly string[];
  readonly values: readonly string[];
  readonly missing: readonly string[];
  /** Properties that are not allowed there. */
  readonly unknown: readonly string[];
}

/** A sentence with the position, the value there and the allowed ones; undefined if the schema accepts it. */
function specFault(spec: SpecObject): string | undefined {
  const fault = faultIn(spec, vegaLite(), []);
  return fault && describe(fault);
}

const vegaLite = once(() => {
  const file = createRequire(import.meta.url).resolve("vega-lite/vega-lite-schema.json");
  return JSON.parse(readFileSync(file, "utf8")) as Schema & { definitions: Readonly<Record<string, Schema>> };
});

/** Among the alternatives of a schema, the one that matches furthest counts. */
function faultIn(value: unknown, schema: Schema, path: readonly string[]): Fault | undefined {
  if (schema.$ref !== undefined) {
    const name = decodeURIComponent(schema.$ref.replace("#/definitions/", ""));
    return faultIn(value, own(vegaLite().definitions, name) ?? {}, path);
  }
  if (schema.anyOf !== undefined) {
    const faults: Fault[] = [];
    for (const each of schema.anyOf) {
      const fault = faultIn(value, each, path);
      if (fault === undefined) return undefined;
      faults.push(fault);
    }
    return farthest(faults);
  }
  const at = { path, value, kinds: [], values: [], missing: [], unknown: [] };
  const values = schema.enum ?? ("const" in schema ? [schema.const] : undefined);
  if (values !== undefined)
    return values.includes(value) ? undefined : { ...at, values: values.map((each) => JSON.stringify(each)) };
  const kinds = [schema.type ?? []].flat();
  if (kinds.length > 0 && !kinds.includes(kindOf(value))) return { ...at, kinds };
  const within = (name: string, item: unknown, of: Schema | undefined): Fault | undefined =>
    of && faultIn(item, of, [...path, name]);
  const { items, properties = {}, required = [], additionalProperties } = schema;
  if (Array.isArray(value))
    return farthest(value.flatMap((item, index) => within(String(index), item, items) ?? []));
  if (kindOf(value) !== "object") return undefined;
  const record = value as SpecObject;
  const missing = required.filter((name) => !Object.hasOwn(record, name));
  const isKnown = (name: string) => additionalProperties !== false || Object.hasOwn(properties, name);
  const unknown = Object.keys(record).filter((name) => !isKnown(name));
  const others = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const inside = Object.entries(record).flatMap(
    ([name, item]) => within(name, item, own(properties, name) ?? others) ?? [],
  );
  return farthest([...(missing.length + unknown.length > 0 ? [{ ...at, missing, unknown }] : []), ...inside]);
}

/** A missing or unknown property counts as one step deeper than its object. */
const depthOf = ({ path, kinds, values }: Fault): number =>
  path.length + (kinds.length + values.length > 0 ? 0 : 1);

/** The fault of the alternative that matches furthest; among equals, those with the fewest unknown properties. */
function farthest(faults: readonly Fault[]): Fault | undefined {
  const depth = Math.max(...faults.map(depthOf));
  const deepest = faults.filter((fault) => depthOf(fault) === depth);
  const fewest = Math.min(...deepest.map(({ unknown }) => unknown.length));
  const [first, ...others] = deepest.filter(({ unknown }) => unknown.length === fewest);
  return first && others.reduce(joined, first);
}

/** Merges alternatives at the same position; otherwise the first is reported. */
function joined(one: Fault, other: Fault): Fault {
  if (one.path.join("\0") !== other.path.join("\0")) return one;
  const both = (name: "kinds" | "values" | "missing") => [...new Set([...one[name], ...other[name]])];
  return { ...one, kinds: both("kinds"), values: both("values"), missing: both("missing") };
}

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

const maxNamed = 12;

const nouns: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
};

function describe({ path, value, kinds, values, missing, unknown }: Fault): string {
  const place = path.length === 0 ? "its spec" : `"${path.join(".")}"`;
  const named = (names: readonly string[]) => orList(names.map((name) => `"${name}"`));
  if (missing.length > 0) return `${place} lacks ${named(missing)}.`;
  if (unknown.length > 0) return `${place} cannot have ${named(unknown)}.`;
  const text = JSON.stringify(value).slice(0, 60);
  const meant = typeof value === "string" ? nearest(text, values) : undefined;
  if (meant !== undefined) return `${place} is ${text}; did you mean ${meant}?`;
  return `${place} is ${text}; it must be ${orList([...values, ...kinds.map((kind) => own(nouns, kind) ?? kind)])}.`;
}

function orList(names: readonly string[]): string {
  const named = names.length > maxNamed ? [...names.slice(0, maxNamed), "another"] : names;
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} or ${named.at(-1) ?? ""}`;
}
