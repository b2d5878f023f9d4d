import type { FittedLinks } from "./fitted-links.js";
import type { LinkTable } from "./link-table.js";

/**
 * Links expected by size alone, links of an economy with itself among them, which cannot be: the larger a pair, the
 * more its ratio is overstated. `quasiIndependence` mends that.
 *
 * Formula: e_ij = s_i·s_j/2m, s = an economy's links, m = all links.
 * Unit: links.
 * Range: 0–∞.
 * Undefined: never.
 * Source: Newman 2006.
 */
export function configurationModel(table: LinkTable): FittedLinks {
  const { strengths, total, economies } = table;
  const n = economies.length;
  return {
    ...table,
    expected: strengths.map((row) =>
      strengths.map((column) => (total === 0 ? 0 : (row / (2 * total)) * column)),
    ),
    degreesOfFreedom: Math.max(0, (n * (n + 1)) / 2 - n),
    iterations: 0,
    deviation: 0,
  };
}
