/** Counts made before all entries of their period had arrived: drawn hollow by charts, named in the panel of a number. */
import { own } from "../lib/own.js";
import { AuthoringError } from "./errors.js";

/** A period with the status that a table or an analysis gives to its count, as charts read it from a column. */
interface CountedPeriod {
  readonly year: number | string;
  /** `complete`, `early count` (or `early`, `incomplete`), or `second-hand`. */
  readonly status: string | null;
}

/** Rows, of which those with the status of an early count matter, or the periods themselves. */
export type EarlyCounts =
  number | string | CountedPeriod | readonly (number | string | CountedPeriod)[] | null;

/** Whether later entries are missing, by each status that a row may have. */
const statuses: Readonly<Record<string, boolean>> = {
  complete: false,
  "second-hand": false,
  incomplete: true,
  early: true,
  "early count": true,
};

export const statusWords = "complete, early count (or incomplete), or second-hand";

/** Undefined for a word that is no status. */
export const isEarlyStatus = (status: string): boolean | undefined => own(statuses, status);

/**
 * The periods that were counted early, in words: `2022`, or `2021 and 2022`. It is undefined if there are none. As in
 * charts, a row without a status is complete.
 */
export function earlyPeriods(counts: EarlyCounts | undefined, where: string): string | undefined {
  const all = [counts ?? []].flat() as readonly (number | string | CountedPeriod)[];
  const early = all.flatMap((each) => {
    if (typeof each !== "object") return [String(each)];
    return isEarly(each, where) ? [String(each.year)] : [];
  });
  const names = [...new Set(early)].sort();
  if (names.length < 2) return names[0];
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function isEarly({ year, status }: CountedPeriod, where: string): boolean {
  const found = status === null ? false : isEarlyStatus(status);
  if (found === undefined || !["number", "string"].includes(typeof year))
    throw new AuthoringError(
      `${where}: early has a row with the year ${String(year)} and the status ${status ?? "null"}`,
      { hint: `Give rows with a year and a status (${statusWords}), or the years that were counted early.` },
    );
  return found;
}
