/** What was found at a fixed set of conferences, in words: `from 20.1 % to 15.3 %`. */
import type { VenueCount, VenueSet, VenueShare } from "../pair/venue-course.js";
import type { RichText, Value } from "../../model/value.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";

const none = { value: null, n: 0 } as const;

/** A share in the first year of the set or in its last. */
export function shareAtVenues(set: VenueSet, what: VenueShare, end: "before" | "after"): Value {
  return fmt.percent(set?.[end][what] ?? none);
}

export function sharesAtVenues(set: VenueSet, what: VenueShare): RichText {
  return text`from ${shareAtVenues(set, what, "before")} to ${shareAtVenues(set, what, "after")}`;
}

export function papersAtVenues(set: VenueSet, what: VenueCount): RichText {
  return text`from ${fmt.count(set?.before[what] ?? 0)} to ${fmt.count(set?.after[what] ?? 0)}`;
}

/** The index of dissimilarity in the first year and in the last. */
export function separationAtVenues(set: VenueSet): RichText {
  const [before, after] = [set?.dissimilarity.before ?? none, set?.dissimilarity.after ?? none];
  return text`from ${fmt.ratio(before)} in ${fmt.year(set?.from ?? 0)} to ${fmt.ratio(after)} in ${fmt.year(set?.to ?? 0)}`;
}

/** How many conferences a set has. */
export function venueCount(set: VenueSet): Value {
  return fmt.count(set?.venues.length ?? 0);
}

/** The years of a set. */
export function venueYears(set: VenueSet): Value {
  return fmt.range(set?.from ?? 0, set?.to ?? 0, "year");
}
