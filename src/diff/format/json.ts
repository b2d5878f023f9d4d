import type { Comparison } from "../contract.js";

/** A comparison for programs: one JSON document of the shape that comparison.schema.json describes. */
export function formatJson(comparison: Comparison): string {
  return `${JSON.stringify(comparison, undefined, 2)}\n`;
}
