/** Finds errors in a spec before it is drawn, because Vega-Lite would silently draw nothing. */
import { isRecord } from "../../lib/is-record.js";
import type { Spec } from "../charts/spec.js";
import { AuthoringError } from "../errors.js";

/** A Vega-Lite specification has one of these keys; only `spec` also occurs in options. */
export const plots = ["mark", "layer", "facet", "repeat", "concat", "hconcat", "vconcat"] as const;

const maximalPoints = 50_000;

/** Specs are JSON: a copy shows what would be sent, and that it can be sent. */
export function withoutPrototype(spec: unknown, what: string): Spec {
  if (isRecord(spec)) return JSON.parse(JSON.stringify(spec)) as Spec;
  throw new AuthoringError(`${what}: the spec is missing`, {
    hint: "Pass a Vega-Lite spec, or a chart function's result: figure(line(rows, …)).",
  });
}

export function checkSpec(spec: Spec, what: string): void {
  const loading = [...partsOf(spec)].find(([, { url }]) => typeof url === "string" || isRecord(url));
  if (loading !== undefined)
    throw new AuthoringError(`${what}: ${loading[0]}.url would load something from outside the page`, {
      hint: "Load the rows with load() and put them into data.values.",
    });
  const points = drawnRows(spec).length;
  if (points === 0)
    throw new AuthoringError(`${what}: there is nothing to draw, the data are empty`, {
      hint: "Check the filter that produced the rows: empty figures are not published.",
    });
  if (points > maximalPoints)
    throw new AuthoringError(
      `${what}: ${points} points are more than the ${maximalPoints} a page can carry`,
      { hint: "Aggregate before drawing." },
    );
  checkFields(spec, what);
}

/** All rows inlined anywhere in the spec, in document order. */
export function drawnRows(spec: unknown): readonly Spec[] {
  if (Array.isArray(spec)) return spec.flatMap(drawnRows);
  if (!isRecord(spec)) return [];
  return Object.entries(spec).flatMap(([key, part]) => {
    if (key === "datasets" && isRecord(part)) return Object.values(part).flatMap(rowsOf);
    if (key === "data" && isRecord(part)) return rowsOf(part["values"]);
    return drawnRows(part);
  });
}

function rowsOf(values: unknown): readonly Spec[] {
  return Array.isArray(values) ? values.map((row) => (isRecord(row) ? row : { data: row as unknown })) : [];
}

/** Every object of a spec with its path, except for the rows, which may contain anything. */
function* partsOf(part: unknown, path = "spec"): Generator<readonly [path: string, part: Spec]> {
  if (Array.isArray(part))
    for (const [index, item] of part.entries()) yield* partsOf(item, `${path}[${index}]`);
  if (!isRecord(part)) return;
  yield [path, part];
  for (const [key, item] of Object.entries(part))
    if (key !== "values" && key !== "datasets") yield* partsOf(item, `${path}.${key}`);
}

const opaqueTransforms = new Set("pivot density regression loess quantile lookup flatten extent".split(" "));

/** Fields of all rows and those created by transforms; undefined if only Vega knows them. */
function fieldsOf(spec: Spec): ReadonlySet<string> | undefined {
  const fields = new Set(drawnRows(spec).flatMap((row) => Object.keys(row)));
  for (const [path, part] of partsOf(spec)) {
    // Generators (sequence, graticule, sphere) and CSV text name their fields themselves.
    if (path.endsWith(".data") && !Array.isArray(part["values"]) && !("name" in part)) return undefined;
    if (!/\.transform\[/.test(path)) continue;
    if (Object.keys(part).some((name) => opaqueTransforms.has(name))) return undefined;
    for (const name of [part["as"]].flat()) if (typeof name === "string") fields.add(name);
    if ("fold" in part && !("as" in part)) fields.add("key").add("value");
  }
  return fields;
}

/** Encodings must not name a field that no row has: Vega-Lite would draw an empty axis. */
function checkFields(spec: Spec, what: string): void {
  const fields = fieldsOf(spec);
  if (fields === undefined) return;
  for (const [path, { field }] of partsOf(spec)) {
    const isDrawn = /\.(?:encoding|facet)\b/.test(path) && !/\.scale\b/.test(path);
    if (isDrawn && typeof field === "string" && !isKnown(field, fields))
      throw new AuthoringError(`${what}: ${path} names the field "${field}", which no row has`, {
        hint: `The rows have ${[...fields].sort().join(", ") || "no fields"}.`,
      });
  }
}

/** `a.b`, `a[0]` and `['a b']` access part of a value; a dot or bracket in the name itself is written `\\.`. */
function isKnown(field: string, fields: ReadonlySet<string>): boolean {
  const plain = field.replaceAll("\\", "");
  const first = /^(?:\[['"](.+?)['"]\]|((?:\\.|[^.[\\])+))/.exec(field);
  return fields.has(plain) || fields.has((first?.[1] ?? first?.[2] ?? field).replaceAll("\\", ""));
}
