/** Encodings that name a field no row has: Vega-Lite would draw an empty axis. */
import { AuthoringError } from "./errors.js";
import { isObject, type Spec } from "./json.js";

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
];

export function checkFields(spec: Spec, what: string): void {
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
  const values = data["values"] ?? (typeof data["name"] === "string" ? datasets[data["name"]] : undefined);
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
