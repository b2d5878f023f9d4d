import { AnalysisError } from "../errors.js";
import { toInterval } from "../interval.js";

/** A number for a unit (a pair of economies) in a year; null where it was not observed. */
export interface PanelRow {
  readonly unit: string;
  readonly year: number;
  readonly value: number | null;
}

export interface Cell {
  readonly unit: string;
  readonly year: number;
  readonly value: number;
}

/** The observed cells, by unit and year whatever the order of rows; a cell that stands twice throws. */
function cellsOf(rows: readonly PanelRow[], scale: "log" | "level", what: string): readonly Cell[] {
  const seen = new Set<string>();
  const cells = rows.flatMap(({ unit, year, value }): readonly Cell[] => {
    if (!Number.isFinite(year))
      throw new AnalysisError(`${what}: ${unit}: expected a year, got ${String(year)}`);
    const key = JSON.stringify([unit, year]);
    if (seen.has(key)) throw new AnalysisError(`${what}: ${unit} stands twice in ${year}`);
    seen.add(key);
    if (value === null) return [];
    const number = toInterval(value, `${what}: the value of ${unit} in ${year}`).lower;
    if (scale === "level") return [{ unit, year, value: number }];
    if (!(number > 0))
      throw new AnalysisError(
        `${what}: the value of ${unit} in ${year} is ${number}, which has no logarithm`,
        {
          hint: 'Values that may be zero need `scale: "level"`.',
        },
      );
    return [{ unit, year, value: Math.log(number) }];
  });
  return cells.sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : a.year - b.year));
}

/** Who is compared with whom. */
export interface ComparisonOptions {
  /** The unit that the event should have touched. */
  readonly treated: string;
  /** First year after the event. */
  readonly from: number;
  /** Default: all other units. Leave out those that the event may have touched too (diverted collaboration). */
  readonly controls?: readonly string[];
  /** "log" (default): changes are relative; "level": in the units of the values. */
  readonly scale?: "log" | "level";
  /**
   * When a control plays the treated one, does the treated unit count among its controls? "with-treated" (default) is
   * the permutation test; "without-treated" keeps the event out of the comparison.
   */
  readonly placebos?: "with-treated" | "without-treated";
}

/** The cells of the treated unit and its controls; units that do not exist throw. */
export function comparison(
  rows: readonly PanelRow[],
  options: ComparisonOptions,
  what: string,
): readonly Cell[] {
  const { treated, controls, from, scale = "log" } = options;
  if (!Number.isFinite(from)) throw new AnalysisError(`${what}: expected a year, got ${String(from)}`);
  const known = new Set(rows.map(({ unit }) => unit));
  for (const unit of [treated, ...(controls ?? [])])
    if (!known.has(unit)) throw new AnalysisError(`${what}: there is no unit "${unit}" in the rows`);
  const kept = controls === undefined ? known : new Set([...controls, treated]);
  return cellsOf(
    rows.filter(({ unit }) => kept.has(unit)),
    scale,
    what,
  );
}

export interface Placebo {
  readonly unit: string;
  readonly value: number;
}

export interface PlaceboTest {
  /** What the same calculation finds where nothing happened, from the least to the greatest. */
  readonly placebos: readonly Placebo[];
  /** Place of the treated unit by size, 1 for the greatest, of `of` units; ties share the later place. */
  readonly rank: number;
  readonly of: number;
  /** rank/of: the chance of so great a value if the event had struck any unit alike. */
  readonly p: number;
}

/**
 * Place of a number among those that the same calculation gives where nothing special happened.
 *
 * Formula: rank = 1 + number of placebos whose size reaches that of the value; p = rank/(placebos + 1). Size is the
 * absolute value, or what the function given makes of it.
 * Unit: none; `of` is the number of placebos and the value.
 * Range: p from 1/`of` to 1.
 * Undefined: nowhere; without placebos p is 1.
 * Source: Bertrand, Duflo and Mullainathan 2004; Conley and Taber 2011.
 */
export function placeboTest(
  value: number,
  placebos: readonly Placebo[],
  size: (value: number) => number = Math.abs,
): PlaceboTest {
  toInterval(value, "placeboTest: the value");
  for (const one of placebos) toInterval(one.value, `placeboTest: the value of ${one.unit}`);
  const reached = placebos.filter((one) => size(one.value) >= size(value) * (1 - 1e-12)).length;
  const of = placebos.length + 1;
  return {
    placebos: [...placebos].sort((a, b) => a.value - b.value || (a.unit < b.unit ? -1 : 1)),
    rank: reached + 1,
    of,
    p: (reached + 1) / of,
  };
}
