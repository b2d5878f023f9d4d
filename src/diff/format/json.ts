import type { Comparison } from "../contract.js";

/** Names the JSON Schema, which the package carries as dist/diff/format/comparison.schema.json. */
export const comparisonSchemaId = "urn:decoupling-briefing:comparison:1";

/** A comparison for programs: one JSON document of the shape that the schema describes. */
export function formatJson(comparison: Comparison): string {
  return `${JSON.stringify({ $schema: comparisonSchemaId, ...comparison }, undefined, 2)}\n`;
}
