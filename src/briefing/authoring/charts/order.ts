/** The order of bars and rows. */
import { nameHint } from "../../lib/nearest.js";
import { ChartError } from "../errors.js";

/** By value, the least or the greatest first, or these names first and the others as in the rows. */
export type Order = "ascending" | "descending" | readonly string[];

interface Sorted {
  readonly chart: string;
  readonly sort: Order | undefined;
  /** The number that a name is sorted by; NaN if it has none, which puts it last. */
  readonly valueOf: (name: string) => number;
  /** As an author may also write a name: a date in words. */
  readonly write: (name: string) => string;
}

/** The names in the order of the rows, unless the author wants another. */
export function ordered(
  names: readonly string[],
  { chart, sort, valueOf, write }: Sorted,
): readonly string[] {
  if (sort === undefined) return names;
  if (typeof sort === "string") {
    const sign = sort === "ascending" ? 1 : -1;
    const valued = names.map((name) => ({ name, value: valueOf(name) }));
    const isLast = ({ value }: { readonly value: number }) => Number(Number.isNaN(value));
    const compare = (a: (typeof valued)[number], b: (typeof valued)[number]) =>
      isLast(a) - isLast(b) || (isLast(a) === 1 ? 0 : sign * (a.value - b.value));
    return valued.sort(compare).map(({ name }) => name);
  }
  const first = sort.map((wanted) => {
    const found = names.find((name) => name === wanted || write(name) === wanted);
    if (found !== undefined) return found;
    throw new ChartError(`${chart}: sort has "${wanted}", which is not in the rows`, {
      hint: nameHint(wanted, names.map(write), "There are"),
    });
  });
  const twice = first.find((name, index) => first.indexOf(name) !== index);
  if (twice !== undefined)
    throw new ChartError(`${chart}: sort has "${write(twice)}" twice`, { hint: "Write each name once." });
  return [...first, ...names.filter((name) => !first.includes(name))];
}
