import { AnalysisError, type EstimatedMeasure, measure, type Measure, toNumber } from "briefing/analysis";
import { chiSquareTail, logInterval } from "./distributions.js";
import { sum } from "./statistics.js";

/**
 * A two-by-two table for one field: two groups (rows) by outcome (columns), for example joint papers with a partner and
 * all others, in two years.
 */
export interface Stratum {
  readonly field: string;
  readonly table: readonly [readonly [number, number], readonly [number, number]];
}

export interface CommonOdds extends EstimatedMeasure {
  /** By Breslow and Day: if p is small, the fields' odds ratios differ: report them separately, not pooled. */
  readonly heterogeneity: { readonly p: Measure };
}

type Cells = Readonly<Record<"a" | "b" | "c" | "d" | "n", number>>;

/**
 * The common odds ratio over fields of two-by-two tables ((a, b), (c, d)).
 *
 * Formula: Σ(a·d/n) / Σ(b·c/n).
 * Unit: none; `n`: papers in informative fields: those with papers in both rows and both columns.
 * Range: 0–∞, 1 = the same odds in both rows.
 * Undefined: no field has both b and c (`zero_denominator`).
 * Interval: none if no field has both a and d; from the standard error of the logarithm by Robins, Breslow and
 * Greenland; heterogeneity by Breslow and Day's test.
 * Note: if heterogeneity is significant, report fields separately, not pooled.
 * Source: Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986; Breslow and Day 1980.
 */
export function mantelHaenszel(strata: readonly Stratum[]): CommonOdds {
  const cells = checked(strata).filter(
    ({ a, b, c, d }) => Math.min(a + b, c + d) > 0 && Math.min(a + c, b + d) > 0,
  );
  const n = sum(cells.map((cell) => cell.n));
  const over = (formula: (cell: Cells) => number): number => sum(cells.map(formula));
  const diagonal = over(({ a, d, n }) => (a / n) * d);
  const off = over(({ b, c, n }) => (b / n) * c);
  if (off === 0 || diagonal === 0) {
    const none = measure("zero_denominator", n);
    return { ...(off === 0 ? none : measure(0, n)), confidence: null, heterogeneity: { p: none } };
  }
  const odds = diagonal / off;
  const error = Math.sqrt(
    (over(({ a, d, n }) => ((a + d) / n) * ((a / n) * d)) / (diagonal * diagonal) +
      over(({ a, b, c, d, n }) => ((a + d) / n) * ((b / n) * c) + ((b + c) / n) * ((a / n) * d)) /
        (diagonal * off) +
      over(({ b, c, n }) => ((b + c) / n) * ((b / n) * c)) / (off * off)) /
      2,
  );
  return {
    ...measure(odds, n),
    confidence: logInterval(Math.log(odds), error),
    heterogeneity: { p: heterogeneity(cells, odds, n) },
  };
}

function heterogeneity(cells: readonly Cells[], odds: number, n: number): Measure {
  const degreesOfFreedom = cells.length - 1;
  if (degreesOfFreedom === 0) return measure("insufficient_data", n);
  const statistic = sum(
    cells.map((cell) => {
      const { a, b, c, d } = cell;
      const e = fitted(cell, odds);
      const variance = 1 / (1 / e + 1 / (a + b - e) + 1 / (a + c - e) + 1 / (d - a + e));
      return ((a - e) * (a - e)) / variance;
    }),
  );
  return measure(chiSquareTail(statistic, degreesOfFreedom), n);
}

/** The first cell of the table with this odds ratio and the given margins. */
function fitted({ a, b, c, d }: Cells, odds: number): number {
  // Solves (1 − odds)·e² + linear·e − odds·row·column = 0 by the root that loses no digits when odds is near 1.
  const linear = odds * (a + b + (a + c)) + (d - a);
  const constant = odds * (a + b) * (a + c);
  const root = Math.sqrt(linear * linear + 4 * (1 - odds) * constant);
  return linear >= 0 ? (2 * constant) / (linear + root) : (root - linear) / (2 * (1 - odds));
}

function checked(strata: readonly Stratum[]): readonly Cells[] {
  return strata.map(({ field, table }, index) => {
    if (strata.findIndex((other) => other.field === field) !== index)
      throw new AnalysisError(`mantelHaenszel: the field "${field}" comes twice`);
    const [a, b, c, d] = table.flatMap((row, i) =>
      row.map((count, j) => toNumber(count, `mantelHaenszel: ${field}, row ${i}, column ${j}`)),
    );
    if (a === undefined || b === undefined || c === undefined || d === undefined)
      throw new AnalysisError(`mantelHaenszel: ${field} is not a table of two rows and two columns`);
    return { a, b, c, d, n: sum([a, b, c, d]) };
  });
}

/** Joint papers of a field and the papers they are a share of. */
export interface FieldShare {
  readonly field: string;
  readonly joint: number;
  readonly total: number;
}

/** Shares at two times, and the direction of their change; null if one is undefined. */
export interface FieldChange {
  readonly before: Measure;
  readonly after: Measure;
  readonly direction: "up" | "down" | "level" | null;
}

export interface Simpson {
  readonly aggregate: FieldChange;
  /** In the order of the first list. */
  readonly fields: readonly (FieldChange & { readonly field: string })[];
  /** All fields moved one way and the whole the other: the mix of fields explains the change of the whole. */
  readonly reversed: boolean;
}

/**
 * Whether the overall change of a share contradicts the change in every field (Simpson's paradox).
 *
 * Formula: sign(Σc₁/ΣT₁ − Σc₀/ΣT₀) against sign(c_f1/T_f1 − c_f0/T_f0) of every field f.
 * Unit: none; `n`: papers of both times.
 * Range: reversed or not, shares as fractions.
 * Undefined: the direction of a field without papers at one of the times (`zero_denominator`); such a field is ignored.
 * Note: a reversal is flagged, never averaged away: publish the fields.
 * Source: Simpson 1951.
 */
export function simpson(before: readonly FieldShare[], after: readonly FieldShare[]): Simpson {
  const first = byField(before, "first");
  const second = byField(after, "second");
  for (const field of second.keys())
    if (!first.has(field))
      throw new AnalysisError(`simpson: the field "${field}" is only at the second time`);
  const fields = [...first].map(([field, at]) => {
    const then = second.get(field);
    if (then === undefined)
      throw new AnalysisError(`simpson: the field "${field}" is only at the first time`);
    return { field, ...changeOf(at, then) };
  });
  const total = (shares: Iterable<Counts>): Counts => {
    const all = [...shares];
    return { joint: sum(all.map(({ joint }) => joint)), total: sum(all.map((share) => share.total)) };
  };
  const aggregate = changeOf(total(first.values()), total(second.values()));
  const directions = new Set(fields.flatMap(({ direction }) => direction ?? []));
  return {
    aggregate,
    fields,
    reversed: directions.size === 1 && aggregate.direction !== null && !directions.has(aggregate.direction),
  };
}

type Counts = Omit<FieldShare, "field">;

function changeOf(before: Counts, after: Counts): FieldChange {
  const share = ({ joint, total }: Counts): Measure =>
    measure(total === 0 ? "zero_denominator" : joint / total, total);
  // Compares cross products, which are whole numbers, so that 1/3 and 2/6 are level.
  const more = after.joint * before.total - before.joint * after.total;
  const sign = more > 0 ? "up" : more < 0 ? "down" : "level";
  const direction = before.total === 0 || after.total === 0 ? null : sign;
  return { before: share(before), after: share(after), direction };
}

function byField(shares: readonly FieldShare[], when: string): ReadonlyMap<string, Counts> {
  const fields = new Map<string, Counts>();
  for (const { field, joint, total } of shares) {
    if (fields.has(field))
      throw new AnalysisError(`simpson: the field "${field}" comes twice at the ${when} time`);
    const counts = {
      joint: toNumber(joint, `simpson: the joint count of ${field} at the ${when} time`),
      total: toNumber(total, `simpson: the total of ${field} at the ${when} time`),
    };
    if (counts.joint > counts.total)
      throw new AnalysisError(
        `simpson: the joint count of ${field} at the ${when} time (${counts.joint}) is greater than the total (${counts.total})`,
      );
    fields.set(field, counts);
  }
  if (fields.size === 0) throw new AnalysisError(`simpson: there are no fields at the ${when} time`);
  return fields;
}
