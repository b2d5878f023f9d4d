import type { SpecObject } from "./size.js";
import { inUtc } from "./utc-expressions.js";

/** Keys under which Vega expects an expression. */
export const expressions = new Set(["signal", "expr", "test", "update", "init"]);

/**
 * A compiled Vega specification with UTC in place of local dates. Every drawing of a figure is made from it, because a
 * local and a UTC axis may differ in their ticks even where the local time is UTC.
 */
export function specInUtc(spec: SpecObject): SpecObject {
  return reworked(spec, "") as SpecObject;
}

function reworked(value: unknown, key: string): unknown {
  if (typeof value === "string") {
    if (expressions.has(key)) return inUtc(value);
    if (key === "timezone" && value === "local") return "utc";
    // The pattern of dates in rows.
    return key === "parse" ? value.replace(/^date:(?=.)/, "utc:") : value;
  }
  if (Array.isArray(value)) return value.map((item) => reworked(item, key));
  if (typeof value !== "object" || value === null) return value;
  const record = value as SpecObject;
  const entries = Object.entries(record).map(([name, item]) => {
    if (name === "values" && key === "data") return [name, item] as const;
    return [name, reworked(item, key === "parse" ? key : name)] as const;
  });
  const made = Object.fromEntries(entries);
  if (key === "scales" && record["type"] === "time") return { ...made, type: "utc" };
  if (record["type"] === "timeunit" && record["timezone"] === undefined) return { ...made, timezone: "utc" };
  return made;
}
