import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./sum.js";

/** Joint papers of a field and the papers they are a share of. */
export interface FieldShare {
  readonly field: string;
  readonly joint: number;
  readonly total: number;
}

/** Where a share went; `level` where it stayed the same. */
export type Direction = "up" | "down" | "level";

export interface FieldChange {
  /** Shares. */
  readonly before: Measure;
  readonly after: Measure;
  /** `after − before`. */
  readonly change: Measure;
  readonly direction: Direction | null;
}

export interface Simpson {
  readonly aggregate: FieldChange;
  /** In the order of the first list. */
  readonly fields: readonly (FieldChange & { readonly field: string })[];
  /** The direction of every field that has one, if they agree; null otherwise. */
  readonly everyField: Direction | null;
  /** Every field went one way and the whole another: the change of the whole is one of the mix of fields. */
  readonly reversed: boolean;
}

/**
 * Whether the change of a share as a whole contradicts that of every field (Simpson's paradox).
 *
 * Formula: sign(Σc₁/ΣT₁ − Σc₀/ΣT₀) against sign(c_f1/T_f1 − c_f0/T_f0) of every field f.
 * Unit: none; `n`: papers of both times.
 * Range: reversed or not, shares as fractions.
 * Undefined: the change of a field without papers at one of the times (`zero_denominator`); such a field has no say.
 * Note: a reversal is flagged, never averaged away: print the fields.
 * Source: Simpson 1951.
 */
export function simpson(before: readonly FieldShare[], after: readonly FieldShare[]): Simpson {
  const first = byField(before, "the first time");
  const second = byField(after, "the second time");
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
  const [everyField = null] = directions.size === 1 ? directions : [];
  return {
    aggregate,
    fields,
    everyField,
    reversed: everyField !== null && aggregate.direction !== null && everyField !== aggregate.direction,
  };
}

interface Counts {
  readonly joint: number;
  readonly total: number;
}

function changeOf(before: Counts, after: Counts): FieldChange {
  const shares = [before, after].map(({ joint, total }) =>
    measure(total === 0 ? "zero_denominator" : joint / total, total),
  ) as [Measure, Measure];
  const n = before.total + after.total;
  const [{ value: from }, { value: to }] = shares;
  if (from === null || to === null)
    return {
      before: shares[0],
      after: shares[1],
      change: measure("zero_denominator", n),
      direction: null,
    };
  // Of the products, which are whole numbers: 1/3 and 2/6 are level.
  const sign = Math.sign(after.joint * before.total - before.joint * after.total);
  return {
    before: shares[0],
    after: shares[1],
    change: measure(sign === 0 ? 0 : to - from, n),
    direction: sign > 0 ? "up" : sign < 0 ? "down" : "level",
  };
}

function byField(shares: readonly FieldShare[], when: string): ReadonlyMap<string, Counts> {
  const fields = new Map<string, Counts>();
  for (const { field, joint, total } of shares) {
    if (fields.has(field)) throw new AnalysisError(`simpson: the field "${field}" comes twice at ${when}`);
    const counts = {
      joint: toNumber(joint, `simpson: the joint count of ${field} at ${when}`),
      total: toNumber(total, `simpson: the total of ${field} at ${when}`),
    };
    if (counts.joint > counts.total)
      throw new AnalysisError(
        `simpson: the joint count of ${field} at ${when} (${counts.joint}) is greater than the total (${counts.total})`,
      );
    fields.set(field, counts);
  }
  if (fields.size === 0) throw new AnalysisError(`simpson: there are no fields at ${when}`);
  return fields;
}
