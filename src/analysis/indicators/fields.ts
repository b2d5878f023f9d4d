/**
 * Fields of research: who specialises in what, and what remains of a pair's affinity, or of a change, when the mix of
 * fields is held fixed. Counts that cannot be (more joint papers than papers, a field twice) throw and say which.
 */
import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./sum.js";

export { fieldNormalised, type FieldCounts, type FieldNormalised } from "./field-normalised.js";
export { mantelHaenszel, type CommonOdds, type Stratum } from "./mantel-haenszel.js";
export type { BreslowDay, CommonOddsTest } from "./mantel-haenszel.js";
export { simpson, type Direction, type FieldChange, type FieldShare, type Simpson } from "./simpson.js";

/** Papers of one economy in one field, and the margins: all its papers, all of the field, all there are. */
export interface FieldCell {
  readonly papers: number;
  readonly economy: number;
  readonly field: number;
  readonly total: number;
}

/**
 * Revealed comparative advantage of an economy in a field; also called activity index.
 *
 * Formula: RCA = (x_cf/x_c)/(x_f/x).
 * Unit: none; `n`: papers of the economy.
 * Range: 0–x/x_c, 1 = the field's share in the economy is that in the world.
 * Undefined: an economy, or a field, without papers (`zero_denominator`).
 * Note: fractional counts, which add up; whole counts of several economies overlap.
 * Source: Balassa 1965; Frame 1977.
 */
export function rca(cell: FieldCell): Measure {
  const given = checked(cell);
  const { papers, economy, field, total } = given;
  if (economy === 0 || field === 0) return measure("zero_denominator", economy);
  return measure((papers / economy) * (total / field), economy);
}

/**
 * Revealed comparative advantage of every row (economy) in every column (field) of a closed table.
 *
 * Formula: RCA = (x_cf/x_c)/(x_f/x), the margins being sums of the table.
 * Unit: none; `n`: papers of the row.
 * Range: 0–x/x_c, 1 = the field's share in the economy is that in the table.
 * Undefined: cells of an empty row or column (`zero_denominator`).
 * Source: Balassa 1965; Frame 1977.
 */
export function rcaTable(table: readonly (readonly number[])[]): readonly (readonly Measure[])[] {
  const width = table[0]?.length ?? 0;
  table.forEach((row, i) => {
    if (row.length !== width)
      throw new AnalysisError(`rcaTable: row ${i} has ${row.length} cells, row 0 has ${width}`);
    row.forEach((cell, j) => toNumber(cell, `rcaTable: the count in row ${i}, column ${j}`));
  });
  const rows = table.map(sum);
  const columns = Array.from({ length: width }, (_, j) => sum(table.map((row) => row[j] ?? 0)));
  const total = sum(rows);
  return table.map((row, i) =>
    row.map((papers, j) => rca({ papers, economy: rows[i] ?? 0, field: columns[j] ?? 0, total })),
  );
}

/**
 * Symmetric form of the comparative advantage: twice and half lie as far from 0.
 *
 * Formula: RSCA = (RCA − 1)/(RCA + 1).
 * Unit: none.
 * Range: −1–1; −1 = nothing in the field, 0 = as the world.
 * Undefined: as `rca`.
 * Source: Dalum, Laursen and Villumsen 1998.
 */
export function rsca(advantage: Measure): Measure {
  return transformed(advantage, "rsca", (r) => (r > 1 ? (1 - 1 / r) / (1 + 1 / r) : (r - 1) / (r + 1)));
}

/**
 * Bounded form of the comparative advantage by its logarithm; steeper than `rsca` about 1.
 *
 * Formula: tanh(ln RCA) = (RCA² − 1)/(RCA² + 1).
 * Unit: none.
 * Range: −1–1 (both excluded); 0 = as the world.
 * Undefined: as `rca`; an advantage of zero has no logarithm (`log_of_zero`).
 * Source: Grupp 1994.
 */
export function tanhLog(advantage: Measure): Measure {
  return transformed(advantage, "tanhLog", (r) => (r === 0 ? null : Math.tanh(Math.log(r))));
}

function transformed(
  { value, reason, n }: Measure,
  what: string,
  formula: (value: number) => number | null,
): Measure {
  if (value === null) return measure(reason ?? "insufficient_data", n);
  return measure(formula(toNumber(value, `${what}: the advantage`)) ?? "log_of_zero", n);
}

function checked({ papers, economy, field, total }: FieldCell): FieldCell {
  const cell = {
    papers: toNumber(papers, "rca: the count of papers"),
    economy: toNumber(economy, "rca: the count of the economy"),
    field: toNumber(field, "rca: the count of the field"),
    total: toNumber(total, "rca: the total"),
  };
  // Sums of fractions may be off in the last digits.
  const above = (part: number, whole: number): boolean => part > whole * (1 + 1e-9);
  for (const [part, whole] of [
    ["papers", "economy"],
    ["papers", "field"],
    ["economy", "total"],
    ["field", "total"],
  ] as const)
    if (above(cell[part], cell[whole]))
      throw new AnalysisError(
        `rca: the count of ${part === "papers" ? "the economy in the field" : `the ${part}`} (${cell[part]}) is greater than ${whole === "total" ? "the total" : `that of the ${whole}`} (${cell[whole]})`,
      );
  return cell;
}
