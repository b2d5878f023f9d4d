/** What a fixed set of venues had in its last year over its first. */
import type { AiVenuesRow } from "../rows.js";
import type { JointWithinVenues, WithinFixedVenues, YearSpan } from "./venues.js";

/** Two fixed sets: which conferences are compared depends on the years, and the answer may depend on the conferences. */
export const venueSpans = [
  { from: 2020, to: 2023 },
  { from: 2021, to: 2024 },
] as const satisfies readonly YearSpan[];

export type VenueShare = "ofChinese" | "ofAmerican" | "ofMainland" | "gbCnOfChinese" | "exactlyTwo";
export type VenueCount = "both" | "cn";

/** A fixed set, or nothing where no venue is usable in every year. */
export type VenueSet = WithinFixedVenues | null | undefined;

/** The rows of some venues. */
export function venuesNamed(rows: readonly AiVenuesRow[], names: readonly string[]): readonly AiVenuesRow[] {
  return rows.filter(({ venue }) => names.includes(venue));
}

/**
 * A share or a count of the last year over that of the first: 1 is no change. NaN where one is missing, so that no
 * comparison with it is true.
 */
export function timesAtVenues(set: VenueSet, what: VenueShare | VenueCount): number {
  if (set == null) return NaN;
  const [first, last] = [valueIn(set.before, what), valueIn(set.after, what)];
  return first === null || last === null ? NaN : last / first;
}

/** Change of the index of dissimilarity from the first year to the last; NaN where one is missing. */
export function separationRise(set: VenueSet): number {
  const [first, last] = [set?.dissimilarity.before.value, set?.dissimilarity.after.value];
  return first == null || last == null ? NaN : last - first;
}

function valueIn(at: JointWithinVenues, what: VenueShare | VenueCount): number | null {
  const found = at[what];
  return typeof found === "number" ? found : found.value;
}
