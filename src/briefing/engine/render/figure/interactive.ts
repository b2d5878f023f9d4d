import { palette } from "../../../model/palette.js";
import { dateFields, withUtcDates } from "./utc-dates.js";
import type { SpecObject } from "./size.js";
import { expressions, specInUtc } from "./utc-spec.js";

/** What a reader's browser draws a figure from: Vega specifications, and the rows that both share. */
export type InteractiveSpec = ReturnType<typeof interactiveSpec>;

/** Combines two compiled Vega specifications of one figure into what the page carries. */
export function interactiveSpec(wide: SpecObject, narrow: SpecObject) {
  /** Rows of the data sets with inline values, by name. */
  const data = new Map<string, unknown>();
  const prepare = (spec: SpecObject): SpecObject => {
    const sets = Array.isArray(spec["data"]) ? (spec["data"] as readonly SpecObject[]) : [];
    const without = sets.map(({ values, ...set }) => {
      const name = String(set["name"]);
      if (values !== undefined) data.set(name, withUtcDates(values, dateFields(name, sets)));
      return set;
    });
    return coloured(specInUtc({ ...spec, data: without }), "") as SpecObject;
  };
  return { wide: prepare(wide), narrow: prepare(narrow), data: Object.fromEntries(data) };
}

const variables = new Map(
  Object.entries(palette).map(([name, { light }]) => [light as string, `var(--${name})`]),
);
/** Replaces colours by those of the page's scheme. */
function coloured(value: unknown, key: string): unknown {
  if (typeof value === "string")
    return expressions.has(key) ? value : (variables.get(value.toLowerCase()) ?? value);
  if (Array.isArray(value)) return value.map((item) => coloured(item, key));
  if (typeof value !== "object" || value === null) return value;
  const record = value as SpecObject;
  // A scale can blend colours, but not variables.
  if (key === "scales" && isBlended(record)) return record;
  return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, coloured(item, name)]));
}

const blendedScales = /^(?:linear|log|pow|sqrt|symlog|quantize|quantile|threshold|bin-ordinal)$/;

const isBlended = ({ type, interpolate }: SpecObject): boolean =>
  interpolate !== undefined || blendedScales.test(String(type));
