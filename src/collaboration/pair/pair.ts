/** Evidence on a pair of economies from the project's tables. Pure: the notebook loads and passes the rows. */
export { context, type PairContext } from "./context.js";
export { completeYears, type ObservationOptions, sourceName } from "./editions.js";
export { counts, jointShares, type PairTables, type PairYearCounts } from "./joint-counts.js";
export { growthOfAll, pairInWorld, partnersInWorld, yearsInWorld, yearsThatStandOut } from "./in-world.js";
export {
  countHistory,
  earlyCount,
  type History,
  historyOf,
  inYear,
  onSharedYears,
  shareHistory,
  shareRange,
  type YearReading,
} from "./history.js";
export * from "./courses.js";
export {
  againstBaseline,
  changeParts,
  expectedPapers,
  expectedRange,
  papersMissing,
  type RatioRow,
  ratioRows,
} from "./ratios.js";
export { type FindingConfidence, confidenceInFinding } from "./finding-confidence.js";
export { findingOf } from "./findings.js";
export { agreement, amongPartners, partnerLines, partnerRatios } from "./calibration.js";
export { economiesIn } from "./evidence.js";
export * from "./comparison.js";
export { type PartnerList, partnerLists, partnerPlaces, partnerRank, partnerRanks } from "./partner-lists.js";
export { mutualPlaces, partnersOfBoth } from "./mutual-partners.js";
export { breadthIn, lastCompleteIn } from "./broadening.js";
export { shareChanges } from "./paper-shares.js";
export { ratiosByGroup, ratiosOfBoth } from "./partner-ratios.js";
export { outputOfField, sharesOfBoth } from "./fields.js";
export { median as medianOf } from "../indicators/statistics.js";
export { mutualCitations, ownCitationShares, ownIndices } from "./mutual-citations.js";
export { citationsAmongPairs, topCitedIn, topCitedShares } from "./citations.js";
export { papersOfPair, technologyChanges, technologyCourse, technologyPeak } from "./technology.js";
export {
  jointWithinVenues,
  timesAtVenues,
  usableVenues,
  venueSeparation,
  venueSpans,
  withinFixedVenues,
} from "./venues.js";
export { palaeontologyPeriod, palaeontologySpans } from "./palaeontology.js";
export { emitters } from "./emissions.js";
export { inYearOf, newestOfEachYear, otherCitizenships, stayIntentions } from "./people.js";
export { eventNamed, policyRegister, type RegisteredEvent } from "./policy-register.js";
