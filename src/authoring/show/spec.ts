/** What can be wrong with a spec, found before it is drawn: Vega-Lite itself draws nothing and says nothing. */
import { AuthoringError } from "../errors.js";
import { own } from "../../lib/own.js";

/** A JSON object of which nothing is known yet. */
export type Spec = Readonly<Record<string, unknown>>;

export function isObject(x: unknown): x is Spec {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

/** One of these a Vega-Lite specification has; `spec` alone stands in options, too. */
export const plots = ["mark", "layer", "facet", "repeat", "concat", "hconcat", "vconcat"] as const;

const maximalPoints = 50_000;

/** Specs are JSON: a copy shows what would travel, and that it can. */
export function withoutPrototype(spec: unknown, what: string): Spec {
  if (isObject(spec)) return JSON.parse(JSON.stringify(spec)) as Spec;
  throw new AuthoringError(`${what}: the spec is missing`, {
    hint: "Pass a Vega-Lite spec, or a chart function's result: figure(line(rows, …)).",
  });
}

export function checkSpec(spec: Spec, what: string): void {
  const url = findUrl(spec, "spec");
  if (url !== undefined)
    throw new AuthoringError(`${what}: ${url} would load something from outside the page`, {
      hint: "Load the rows with load() and put them into data.values.",
    });
  const points = drawnRows(spec).length;
  if (points === 0)
    throw new AuthoringError(`${what}: there is nothing to draw, the data are empty`, {
      hint: "Look at the filter that made the rows; an empty figure is never published.",
    });
  if (points > maximalPoints)
    throw new AuthoringError(
      `${what}: ${points} points are more than the ${maximalPoints} a page can carry`,
      {
        hint: "Aggregate before drawing.",
      },
    );
  checkFields(spec, what);
}

/** All rows inlined anywhere in the spec, in document order. */
export function drawnRows(spec: unknown): readonly Spec[] {
  if (Array.isArray(spec)) return spec.flatMap(drawnRows);
  if (!isObject(spec)) return [];
  return Object.entries(spec).flatMap(([key, part]) => {
    if (key === "datasets" && isObject(part)) return Object.values(part).flatMap(rowsOf);
    if (key === "data" && isObject(part)) return rowsOf(part["values"]);
    return drawnRows(part);
  });
}

function rowsOf(values: unknown): readonly Spec[] {
  return Array.isArray(values) ? values.map((row) => (isObject(row) ? row : { data: row as unknown })) : [];
}

function findUrl(part: unknown, path: string): string | undefined {
  if (Array.isArray(part))
    return firstDefined(part.map((item, index) => [`${path}[${String(index)}]`, item]));
  if (!isObject(part)) return undefined;
  if (typeof part["url"] === "string" || isObject(part["url"])) return `${path}.url`;
  return firstDefined(
    // Rows may hold whatever they like: they are drawn, not loaded.
    Object.entries(part)
      .filter(([key]) => key !== "values" && key !== "datasets" && key !== "$schema")
      .map(([key, item]) => [`${path}.${key}`, item]),
  );
}

function firstDefined(parts: readonly (readonly [string, unknown])[]): string | undefined {
  for (const [path, item] of parts) {
    const found = findUrl(item, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fields a view can use; "any" where a transform makes names that only Vega knows. */
type Fields = ReadonlySet<string> | "any";

const opaqueTransforms = [
  "pivot",
  "density",
  "regression",
  "loess",
  "quantile",
  "lookup",
  "flatten",
  "extent",
] as const;

/** Encodings must not name a field that no row has: Vega-Lite would draw an empty axis. */
function checkFields(spec: Spec, what: string): void {
  checkView(spec, new Set(), isObject(spec["datasets"]) ? spec["datasets"] : {}, what, "spec");
}

function checkView(view: Spec, inherited: Fields, datasets: Spec, what: string, path: string): void {
  const fields = afterTransforms(ownFields(view["data"], datasets) ?? inherited, view["transform"]);
  for (const part of ["encoding", "facet"] as const)
    checkEncoding(view[part], fields, what, `${path}.${part}`);
  for (const part of ["layer", "hconcat", "vconcat", "concat"] as const) {
    const views = view[part];
    if (Array.isArray(views))
      views.forEach((child, index) => {
        if (isObject(child)) checkView(child, fields, datasets, what, `${path}.${part}[${String(index)}]`);
      });
  }
  if (isObject(view["spec"])) checkView(view["spec"], fields, datasets, what, `${path}.spec`);
}

function ownFields(data: unknown, datasets: Spec): Fields | undefined {
  if (!isObject(data)) return undefined;
  const values =
    data["values"] ?? (typeof data["name"] === "string" ? own(datasets, data["name"]) : undefined);
  // Generators (sequence, graticule, sphere) and text in CSV name their fields themselves.
  if (!Array.isArray(values)) return "any";
  if (values.some((row) => !isObject(row))) return "any";
  return new Set((values as Spec[]).flatMap((row) => Object.keys(row)));
}

function afterTransforms(fields: Fields, transforms: unknown): Fields {
  if (fields === "any" || !Array.isArray(transforms)) return fields;
  const names = new Set(fields);
  for (const transform of transforms as Spec[]) {
    if (opaqueTransforms.some((name) => name in transform)) return "any";
    collectNames(transform, names);
    if ("fold" in transform && !("as" in transform)) ["key", "value"].forEach((name) => names.add(name));
  }
  return names;
}

function collectNames(part: unknown, names: Set<string>): void {
  if (Array.isArray(part))
    part.forEach((item) => {
      collectNames(item, names);
    });
  if (!isObject(part)) return;
  const as = part["as"];
  for (const name of Array.isArray(as) ? (as as unknown[]) : [as])
    if (typeof name === "string") names.add(name);
  Object.values(part).forEach((item) => {
    collectNames(item, names);
  });
}

function checkEncoding(part: unknown, fields: Fields, what: string, path: string): void {
  if (fields === "any") return;
  if (Array.isArray(part))
    part.forEach((item, index) => {
      checkEncoding(item, fields, what, `${path}[${String(index)}]`);
    });
  if (!isObject(part)) return;
  for (const [key, item] of Object.entries(part)) {
    if (key === "field" && typeof item === "string" && !isKnown(item, fields))
      throw new AuthoringError(`${what}: ${path} names the field "${item}", which no row has`, {
        hint: `The rows have ${[...fields].sort().join(", ") || "no fields"}.`,
      });
    if (key !== "scale") checkEncoding(item, fields, what, `${path}.${key}`);
  }
}

/** `a.b`, `a[0]` and `['a b']` reach into a value; a dot or bracket of the name itself is written `\\.`. */
function isKnown(field: string, fields: ReadonlySet<string>): boolean {
  const plain = field.replaceAll("\\", "");
  const first = /^(?:\[['"](.+?)['"]\]|((?:\\.|[^.[\\])+))/.exec(field);
  return fields.has(plain) || fields.has((first?.[1] ?? first?.[2] ?? field).replaceAll("\\", ""));
}
