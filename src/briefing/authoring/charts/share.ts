/** Parts of a whole of 100 %. */
import { ChartError } from "../errors.js";
import type { Column } from "./columns.js";
import { type Measure, measureOf, type MeasureOptions } from "./measure.js";

/** Throws for values that are not parts of a whole. */
export function requireParts(chart: string, option: string, { field, cells }: Column): void {
  const row = cells.findIndex((cell) => typeof cell === "number" && cell < 0);
  if (row >= 0)
    throw new ChartError(
      `${chart}: the column "${field}" has ${String(cells[row])} in row ${row + 1}, which is no part of a whole`,
      {
        hint: `Shares need values of zero or more; leave out ${option}: "share".`,
      },
    );
}

/** A value as a fraction of the sum at its place, which must have one. */
export function fractionOf(
  value: number,
  sum: number,
  { chart, place }: { readonly chart: string; readonly place: string },
): number {
  if (sum > 0) return value / sum;
  throw new ChartError(`${chart}: the values of ${place} add up to zero, so that there are no shares`, {
    hint: "Leave out these rows and say so in the caption.",
  });
}

/** `Share of visits`, in percent. */
export function shareMeasure(
  shares: Column,
  look: Pick<MeasureOptions, "title" | "digits" | "limits">,
): Measure {
  const { title, field, cells } = shares;
  const isAbbreviation = /^\p{Lu}{2}/u.test(title);
  const words = isAbbreviation ? title : title.slice(0, 1).toLowerCase() + title.slice(1);
  const column = { field, title: `Share of ${words}`, kind: "number", cells } as const;
  return measureOf([column], { ...look, style: "percent", baseline: "zero", more: [0, 1] });
}
