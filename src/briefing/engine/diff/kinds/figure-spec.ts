/** Vega-Lite specifications: differences between two, apart from their rows, and the rows and columns they draw. */
import { isRecord } from "../../../lib/is-record.js";
import * as z from "zod";
import type { PlainRow } from "../match/compare-rows.js";
import { align } from "../words/align.js";
import { wasAndIs, type DeepReadonly } from "../shapes.js";
import { own } from "../../../lib/own.js";

const aspects = [
  "encoding",
  "domain",
  "scale",
  "axis",
  "mark",
  "title",
  "colour",
  "size",
  "layers",
  "transform",
  "drawn-data",
  "annotation",
  "label",
  "order",
  "layout",
  "other",
] as const;
/** `path` points into the spec: `layer.0.encoding.y.scale.domain`; each side is the JSON of the value there. */
export const specChange = z.strictObject({
  aspect: z.enum(aspects),
  path: z.string(),
  ...wasAndIs(z.string()),
  automatic: z.literal(true).optional().describe("the chart function computed it from the changed rows"),
});
export type SpecChange = DeepReadonly<z.infer<typeof specChange>>;

export type Json = null | boolean | number | string | JsonList | JsonRecord;
type JsonList = readonly Json[];
interface JsonRecord {
  readonly [name: string]: Json;
}
type SpecPath = readonly (string | number)[];

/** Differences in what specifications draw; `usermeta` is not drawn. */
export function compareSpecs(before: Json, after: Json): readonly SpecChange[] {
  return compare(before, after, []);
}

function compare(before: Json | undefined, after: Json | undefined, path: SpecPath): readonly SpecChange[] {
  const areLists = [before, after].every((value) => value === undefined || Array.isArray(value));
  if ((isRows(path) && areLists) || path[0] === "usermeta") return [];
  // Marks have no tooltip by default.
  if (path.at(-1) === "tooltip" && (before ?? null) === null && (after ?? null) === null) return [];
  const one = recordOf(before, path);
  const two = recordOf(after, path);
  if (one !== undefined && two !== undefined && (isRecord(before) || isRecord(after))) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(two)])];
    return names.flatMap((name) => compare(own(one, name), own(two, name), [...path, name]));
  }
  if (isListOfRecords(before) && isListOfRecords(after)) return compareLists(before, after, path);
  const was = canonical(before);
  const is = canonical(after);
  if (was === is) return [];
  const aspect = isReordered(before, after) ? "order" : aspectOf(path.join("."), after ?? before);
  return [{ aspect, path: path.join("."), ...(was && { was }), ...(is && { is }) }];
}

/** The same names in another order; a range of colours assigns each to another name. */
function isReordered(before: Json | undefined, after: Json | undefined): boolean {
  const areNames = [before, after].every(
    (list) =>
      Array.isArray(list) && (list as JsonList).every((name) => typeof name === "string" && !/^#/.test(name)),
  );
  return (
    areNames &&
    JSON.stringify([...(before as string[])].sort()) === JSON.stringify([...(after as string[])].sort())
  );
}

/** An axis that is not configured has the settings of an empty one; null: no axis. */
function recordOf(value: Json | undefined, path: SpecPath): JsonRecord | undefined {
  if (isRecord(value)) return value;
  return value !== null && /^(?:axis|legend|header|scale)$/.test(String(path.at(-1))) ? {} : undefined;
}

/** Layers and the like: matched by index if their numbers are equal, else equal ones first. */
function compareLists(before: JsonList, after: JsonList, path: SpecPath): readonly SpecChange[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => compare(item, after[index], [...path, index]));
  const placed = (list: JsonList) => list.map((item, place) => ({ item, place }));
  return align(placed(before), placed(after), ({ item }) => shapeOf(item)).flatMap((run) =>
    Array.from({ length: Math.max(run.before.length, run.after.length) }, (_, index) => {
      const earlier = run.before[index];
      const later = run.after[index];
      return compare(earlier?.item, later?.item, [...path, (later ?? earlier)?.place ?? 0]);
    }).flat(),
  );
}

const colour = /\b(?:color|fill|stroke|background|\w+Color)(?:\.value)?$/;
/** Looked up by path; the first match wins. */
const aspectRules: readonly (readonly [RegExp, SpecChange["aspect"]])[] = [
  [/^annotations\b/, "annotation"],
  [/\btransform\b/, "transform"],
  [/^(?:.*\.)?data\b/, "drawn-data"],
  [/\b(?:layer|[hv]?concat)\.\d+$/, "layers"],
  [/\bscale\b.*\bdomain/, "domain"],
  [/\bscale\b.*\bscheme$|\b(?:color|fill|stroke)\b.*\bscale\b.*\brange\b/, "colour"],
  [/\bscale\b/, "scale"],
  [/\btooltip\b.*\btitle$/, "label"],
  [/\b(?:sub)?title\b/, "title"],
  [/\b(?:axis|legend|header)\b/, "axis"],
  [/\bmark\b/, "mark"],
  [/\bencoding\b/, "encoding"],
  [/\b(?:width|height|autosize|padding)\b/, "size"],
  [/\b(?:layer|[hv]?concat|facet|repeat|spec)$/, "layers"],
];

function aspectOf(path: string, value: Json | undefined): SpecChange["aspect"] {
  if (colour.test(path) && !/\b(?:scale|title)\b/.test(path) && !isRecord(value)) return "colour";
  return aspectRules.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

/** Settings of an axis or legend that define the meaning of a number or a colour. */
const saying = /\b(?:title|text|format|formatType|labelExpr|labels|values|axis|legend|header|timeUnit|sort)$/;
const looks = /\.(?:opacity|size|angle|(?:fill|stroke)\w*|shape)\.(?:value|condition|scale)|\btooltip\b/;

/** Whether a setting changes the meaning of the drawing rather than its look. */
export function isMeaning({ aspect, path, automatic }: SpecChange): boolean {
  if (automatic === true) return false;
  switch (aspect) {
    case "colour":
    case "size":
    case "order":
    case "layout":
    case "other":
      return false;
    case "mark":
      return /\b(?:mark|type)$/.test(path);
    case "axis":
    case "title":
      return saying.test(path);
    case "scale":
      return !/\b(?:range|scheme|padding\w*|round|interpolate|nice)$/.test(path) && !looks.test(path);
    case "encoding":
      return !looks.test(path);
    default:
      return true;
  }
}

const isRows = (path: SpecPath): boolean =>
  (path.at(-1) === "values" && path.at(-2) === "data") || path.at(-2) === "datasets";

function isListOfRecords(value: Json | undefined): value is JsonList {
  return Array.isArray(value) && value.length > 0 && (value as JsonList).every(isRecord);
}

/** The order of names has no meaning. */
const sorted = (_: string, value: Json): Json =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

const canonical = (value: Json | undefined): string =>
  value === undefined ? "" : JSON.stringify(value, sorted);

/** A layer is identified by everything except its rows. */
const shapeOf = (layer: Json): string =>
  JSON.stringify(layer, (name, value: Json) =>
    name === "values" || name === "datasets" ? null : sorted(name, value),
  );

/** Every value in a specification with its path, except the contents of rows. */
function* nodes(
  value: Json,
  path: SpecPath = [],
): Generator<{ readonly value: Json; readonly path: SpecPath }> {
  yield { value, path };
  if (typeof value !== "object" || value === null || (isRows(path) && Array.isArray(value))) return;
  for (const [name, item] of Object.entries(value)) yield* nodes(item, [...path, name]);
}

/** The tables of rows that a specification draws, in their order. */
export function drawnTables(spec: Json): readonly (readonly PlainRow[])[] {
  return [...nodes(spec)].flatMap(({ value, path }) =>
    isRows(path) && Array.isArray(value) ? [(value as JsonList).map(plainRow)] : [],
  );
}

function plainRow(row: Json): PlainRow {
  const plain = (value: Json) =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  if (!isRecord(row)) return { value: plain(row) };
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));
}

const seriesChannels = ["color", "detail", "row", "column", "facet", "shape", "strokeDash"];

/** Columns that a specification uses to distinguish series, and those that position a point along its first axis. */
export function encodedColumns(spec: Json) {
  const encoded = [...nodes(spec)].flatMap(({ value, path }) => {
    const { field, type = "" } = isRecord(value) ? value : {};
    const isDiscrete = ["nominal", "ordinal", "temporal"].includes(type as string);
    return typeof field === "string" ? [{ channel: String(path.at(-1)), field, isDiscrete }] : [];
  });
  const columns = (channels: readonly string[], of = encoded) => [
    ...new Set(
      channels.flatMap((name) => of.flatMap(({ channel, field }) => (channel === name ? field : []))),
    ),
  ];
  const discrete = encoded.filter(({ isDiscrete }) => isDiscrete);
  const positions = columns(["x", "y"], discrete);
  return {
    series: columns(seriesChannels, discrete),
    positions: positions.length > 0 ? positions : columns(["x"]),
  };
}

/**
 * A specification written by another program, without its counters and hashes: data is inlined where it is drawn rather
 * than stored under a hash, names such as `param_7` and `view_3` are renumbered from 1, and only the significant part
 * of the schema version is kept.
 */
export function plainSpec(spec: Json): Json {
  if (!isRecord(spec)) return spec;
  const { datasets, ...rest } = spec;
  const named = isRecord(datasets) ? datasets : {};
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const text = JSON.stringify(rest, (name, value: Json) => {
    const key = name === "data" && isRecord(value) ? value["name"] : undefined;
    if (typeof key === "string" && Object.hasOwn(named, key)) return { values: own(named, key) };
    return name === "$schema" && typeof value === "string"
      ? value.replace(/(\/v\d+)[^/]*\.json$/, "$1.json")
      : value;
  }).replace(/"(param|view|layer|concat)_\d+"/g, (written, kind: string) => {
    if (!names.has(written)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      names.set(written, `"${kind}_${counts.get(kind) ?? 0}"`);
    }
    return names.get(written) ?? written;
  });
  return JSON.parse(text) as Json;
}
