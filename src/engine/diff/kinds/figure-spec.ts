import * as z from "zod";
import { align } from "../words/align.js";
import { optionalText, type Immutable } from "./shapes.js";
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
  "other",
] as const;
/** `path` leads into the spec: `layer.0.encoding.y.scale.domain`; the sides are JSON of what stands there. */
export const specChange = z.strictObject({
  aspect: z.enum(aspects),
  path: z.string(),
  was: optionalText,
  is: optionalText,
});
type SpecChange = Immutable<z.infer<typeof specChange>>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type SpecPath = readonly (string | number)[];

/** What differs between two Vega-Lite specifications, their inline rows aside. */
export function compareSpecs(before: Json, after: Json): readonly SpecChange[] {
  return compare(before, after, []);
}

/** The rows that a specification draws, in no order. */
export function inlineRows(spec: Json): readonly string[] {
  const rows: string[] = [];
  const visit = (value: Json, path: SpecPath) => {
    if (typeof value !== "object" || value === null) return;
    if (isRows(path) && Array.isArray(value)) {
      rows.push(...(value as readonly Json[]).map((row) => canonical(row)));
      return;
    }
    for (const [name, item] of Object.entries(value)) visit(item, [...path, name]);
  };
  visit(spec, []);
  return rows.sort();
}

/** Columns that a specification uses to tell series apart, and those that place a point along its first axis. */
export function encodedColumns(spec: Json): {
  readonly series: readonly string[];
  readonly positions: readonly string[];
} {
  const fields = new Map<string, Set<string>>();
  const discrete = new Set<string>();
  const visit = (value: Json) => {
    if (typeof value !== "object" || value === null) return;
    const entries = Object.entries(value as Readonly<Record<string, Json>>);
    for (const [name, item] of entries) {
      if (typeof item === "object" && item !== null && !Array.isArray(item)) {
        const { field, type } = item as Readonly<Record<string, Json>>;
        if (typeof field === "string") {
          fields.set(name, (fields.get(name) ?? new Set()).add(field));
          if (type === "nominal" || type === "ordinal" || type === "temporal")
            discrete.add(`${name} ${field}`);
        }
      }
      visit(item);
    }
  };
  visit(spec);
  const of = (...channels: readonly string[]) => [
    ...new Set(
      channels.flatMap((channel) =>
        [...(fields.get(channel) ?? [])].filter((field) => discrete.has(`${channel} ${field}`)),
      ),
    ),
  ];
  const horizontal = of("x", "y");
  const first = [...(fields.get("x") ?? [])];
  return {
    series: of("color", "detail", "row", "column", "facet", "shape", "strokeDash"),
    positions: horizontal.length > 0 ? horizontal : first,
  };
}

function compare(before: Json | undefined, after: Json | undefined, path: SpecPath): readonly SpecChange[] {
  if (
    isRows(path) &&
    (before === undefined || Array.isArray(before)) &&
    (after === undefined || Array.isArray(after))
  )
    return [];
  // No tooltip is what a mark has where nothing is said.
  if (path.at(-1) === "tooltip" && (before ?? null) === null && (after ?? null) === null) return [];
  if (before === undefined || after === undefined) {
    return canonical(before) === canonical(after) ? [] : [changeAt(before, after, path)];
  }
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => compare(own(before, name), own(after, name), [...path, name]));
  }
  if (isListOfRecords(before) && isListOfRecords(after)) return compareLists(before, after, path);
  return canonical(before) === canonical(after) ? [] : [changeAt(before, after, path)];
}

/** Layers and the like: in their order if there are as many, else those that are the same first. */
function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  path: SpecPath,
): readonly SpecChange[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => compare(item, after[index], [...path, index]));
  return align(before.map(shapeOf), after.map(shapeOf)).flatMap((run) => {
    const count = Math.max(run.before.length, run.after.length);
    return Array.from({ length: count }, (_, index) => {
      const [earlier, later] = [run.before[index], run.after[index]];
      const at = [...path, later ?? earlier ?? 0];
      return compare(
        earlier === undefined ? undefined : before[earlier],
        later === undefined ? undefined : after[later],
        at,
      );
    }).flat();
  });
}

/** By what a layer is recognised: all of it but its rows. */
function shapeOf(layer: Json): string {
  return canonical(withoutRows(layer, []));
}

function withoutRows(value: Json, path: SpecPath): Json {
  if (isRows(path)) return null;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) => withoutRows(item, [...path, index]));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutRows(item, [...path, name])]),
  );
}

function changeAt(before: Json | undefined, after: Json | undefined, path: SpecPath): SpecChange {
  return {
    aspect: aspectOf(path, after ?? before),
    path: path.join("."),
    ...(before === undefined ? {} : { was: canonical(before) }),
    ...(after === undefined ? {} : { is: canonical(after) }),
  };
}

const colourNames = /^(?:color|fill|stroke|background|scheme|.*Color)$/;

function aspectOf(path: SpecPath, value: Json | undefined): SpecChange["aspect"] {
  const names = path.map(String);
  const last = names.at(-1) ?? "";
  const has = (name: string) => names.includes(name);
  if (last === "transform" || has("transform")) return "transform";
  if (/^\d+$/.test(last) && ["layer", "hconcat", "vconcat", "concat"].includes(names.at(-2) ?? ""))
    return "layers";
  if (has("scale")) {
    if (/^domain/.test(last) || has("domain")) return "domain";
    if (
      last === "scheme" ||
      ((last === "range" || has("range")) && names.some((name) => colourNames.test(name)))
    )
      return "colour";
    return "scale";
  }
  if (has("title") || has("subtitle") || last === "title") return "title";
  if (colourNames.test(last) && (typeof value === "string" || value === null)) return "colour";
  if (has("encoding") && names.some((name) => colourNames.test(name)) && last === "value") return "colour";
  if (has("axis") || has("legend") || has("header")) return "axis";
  if (has("mark")) return "mark";
  if (has("encoding")) return "encoding";
  if (["width", "height", "autosize", "padding"].some(has)) return "size";
  if (["layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"].includes(last)) return "layers";
  return "other";
}

function isRows(path: SpecPath): boolean {
  return (path.at(-1) === "values" && path.at(-2) === "data") || path.at(-2) === "datasets";
}

export function isRecord(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isListOfRecords(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isRecord);
}

/** JSON with sorted names: in which order they stand means nothing. */
function canonical(value: Json | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(",")}}`;
}
