import { visibleJson } from "../../../lib/visible.js";
import { comparisonSchemaId, type Comparison } from "../comparison.js";

/** A comparison for programs: one JSON document of the shape that the schema describes. */
export function formatJson(comparison: Comparison): string {
  return `${visibleJson(JSON.stringify({ $schema: comparisonSchemaId, ...comparison }, undefined, 2))}\n`;
}
