import { palette } from "../../../model/palette.js";
import type { SpecObject } from "./size.js";

/** What a reader's browser draws a figure from: Vega specifications, and the rows that both share. */
export type InteractiveSpec = ReturnType<typeof interactiveSpec>;

/** Combines two compiled Vega specifications of one figure into what the page carries. */
export function interactiveSpec(wide: SpecObject, narrow: SpecObject) {
  /** Rows of the data sets with inline values, by name. */
  const data = new Map<string, unknown>();
  const prepare = (spec: SpecObject): SpecObject => {
    const sets = Array.isArray(spec["data"]) ? (spec["data"] as readonly SpecObject[]) : [];
    const without = sets.map(({ values, ...set }) => {
      if (values !== undefined) data.set(String(set["name"]), values);
      return set;
    });
    return reworked({ ...spec, data: without }, "") as SpecObject;
  };
  return { wide: prepare(wide), narrow: prepare(narrow), data: Object.fromEntries(data) };
}

const variables = new Map(
  Object.entries(palette).map(([name, { light }]) => [light as string, `var(--${name})`]),
);
/** Keys under which Vega expects an expression. */
const expressions = new Set(["signal", "expr", "test", "update", "init"]);
const local = /\b(year|quarter|month|date|day|dayofyear|week|hours|minutes|seconds|milliseconds)\(/g;
const localNames = {
  timeFormat: "utcFormat",
  timeParse: "utcParse",
  timeOffset: "utcOffset",
  timeSequence: "utcSequence",
  datetime: "utc",
};

/**
 * Replaces colours by the page's scheme and local dates by UTC, as in the static drawing; otherwise a figure would
 * change when it becomes interactive.
 */
function reworked(value: unknown, key: string): unknown {
  if (typeof value === "string") {
    if (expressions.has(key)) return inUtc(value);
    if (key === "timezone" && value === "local") return "utc";
    return variables.get(value.toLowerCase()) ?? value;
  }
  if (Array.isArray(value)) return value.map((item) => reworked(item, key));
  if (typeof value !== "object" || value === null) return value;
  const record = value as SpecObject;
  // A scale can blend colours, but not variables.
  if (key === "scales" && isBlended(record)) return record;
  const entries = Object.entries(record).map(([name, item]) => [name, reworked(item, name)] as const);
  const made = Object.fromEntries(entries);
  if (key === "scales" && record["type"] === "time") return { ...made, type: "utc" };
  if (record["type"] === "timeunit" && record["timezone"] === undefined) return { ...made, timezone: "utc" };
  return made;
}

const blendedScales = /^(?:linear|log|pow|sqrt|symlog|quantize|quantile|threshold|bin-ordinal)$/;

const isBlended = ({ type, interpolate }: SpecObject): boolean =>
  interpolate !== undefined || blendedScales.test(String(type));

function inUtc(expression: string): string {
  let text = expression.replace(local, "utc$1(");
  for (const [name, utc] of Object.entries(localNames))
    text = text.replaceAll(new RegExp(`\\b${name}\\(`, "g"), `${utc}(`);
  return text;
}
