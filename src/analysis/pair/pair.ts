/** What the project's own tables say of a pair of economies. Pure: rows are passed in, the notebook loads them. */
export { context, type PairContext } from "./context.js";
export { type AiCourse, aiCourse, type AiPair, aiPair, type AiTables, type AiYear } from "./ai-papers.js";
export {
  citationChange,
  type CitationChange,
  type CitationsOfField,
  type CitationsOfYear,
  type CitationTables,
  type CitationYear,
  type CrossCitation,
  crossCitations,
  meanChange,
} from "./citations.js";
export {
  type Comparison,
  comparisonIn,
  type ComparisonSource,
  type PairPath,
  type PathPoint,
  propensityToVerdict,
} from "./comparison.js";
export { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";
export { jointShares, type JointShare, type JointShares } from "./joint-shares.js";
export { type ForecastGaps, forecastGaps, type Mixture, mixtureOf } from "./designs.js";
export { type NamedDates, namedDates } from "./named-dates.js";
export { completeYears, type Observation, type ObservationOptions, sourceName } from "./observation.js";
export { type MutualRank, mutualRanks, type MutualRanksOptions, type PartnerTables } from "./mutual-ranks.js";
export { type CountedPair, type PartnerChoice, type PartnerCount, partnerCounts } from "./partner-counts.js";
export {
  type Breadth,
  type BreadthOfYear,
  partnerBreadth,
  partnerTurnover,
  type Turnover,
  type TurnoverOfYears,
  type TwoYears,
} from "./partner-change.js";
export { type ListTables, type PartnerList, partnerLists } from "./partner-lists.js";
export {
  type Broadening,
  broadening,
  broadeningOf,
  broadenings,
  commonSpan,
  effectiveLines,
  riseOf,
  widens,
} from "./broadening.js";
export { type GapBar, gapBars, partnerGap, type PartnerGap } from "./partner-gap.js";
export type { MutualPlace } from "./mutual-places.js";
export { type PartnersOfBoth, partnersOfBoth, type PartnersOfOne } from "./partners-of-both.js";
export { type PartnerPlace, partnerPlaces } from "./partner-places.js";
export {
  type PartnerRatio,
  ratiosOfBoth,
  type RatiosOfBoth,
  type RatiosOfOne,
  type RatioYears,
} from "./partner-ratios.js";
export { type Column, sideBySide } from "./side-by-side.js";
export {
  type FieldOfBoth,
  type FieldProfile,
  fieldProfile,
  profileCorrelation,
  profilesOfBoth,
  type ProfilesOfBoth,
  strengthsOf,
} from "./field-profiles.js";
export {
  type TopCitedChoice,
  topCitedIn,
  topCitedLines,
  type TopCitedPoint,
  type TopCitedShare,
  topCitedShares,
} from "./top-cited.js";
export { type PairCount, placeOfPair, type PlaceOfPair } from "./place-of-pair.js";
export { partnerShifts, type PartnerShift, type PartnerShifts } from "./partner-shifts.js";
export {
  partnerRank,
  type PartnerRank,
  partnerRanks,
  type PartnerWeight,
  partnerWeights,
} from "./partners.js";
export {
  type AffinityMeasure,
  newestEditions,
  propensity,
  type PropensityPoint,
  type PropensitySeries,
} from "./propensity.js";
export {
  palaeontologyLines,
  palaeontologyPeriod,
  type PalaeontologyPeriod,
  palaeontologySpans,
  timesInPalaeontology,
} from "./palaeontology.js";
export { panelOf, type PanelOptions, type PanelRow, withChina } from "./panels.js";
export {
  type DoctorateCourse,
  doctorateCourses,
  type DoctoratesOfYear,
  ofCitizenship,
  type StayIntention,
  type StayIntentionCourse,
  stayIntentions,
  type StayRate,
  stayRateIn,
  stayRates,
} from "./people.js";
export {
  eventNamed,
  eventsLabelled,
  type MeasuresOfYear,
  measuresByYear,
  policyRegister,
  type RegisteredEvent,
} from "./policy-register.js";
export { type VerdictTables, verdictEvidence } from "./verdict-evidence.js";
export {
  type Comparison as CountComparison,
  type Consistency,
  consistencyOf,
  type Reading,
} from "./consistency.js";
export {
  type Agreement,
  agreement,
  type CalibratedPair,
  type Calibration,
  calibration,
} from "./calibration.js";
export { type ChangeParts, changeParts } from "./change-parts.js";
export { type ExpectedPapers, expectedPapers } from "./expected-papers.js";
export {
  countHistory,
  type History,
  historyOf,
  inYear,
  lastSharedYear,
  ofGreatest,
  type PeakOfSources,
  peakOfSources,
  revisionOf,
  shareHistory,
  type SinceOfSource,
  sincePeak,
  type SincePeak,
  type SourcePeak,
  type YearReading,
} from "./history.js";
export {
  against,
  type Against,
  type Course,
  courseHistory,
  courseOf,
  type CoursePoint,
  fallsIn,
  indexed,
  propensityCourses,
  relativeTo,
} from "./propensity-course.js";
export {
  emissionLines,
  emitters,
  type Emitter,
  outputOfField,
  type OutputOfField,
  outputsOfFields,
  type OutputsOfField,
} from "./proxies.js";
export {
  fixedVenues,
  type JointWithinVenues,
  jointWithinVenues,
  usableVenues,
  type VenueSeparation,
  venueSeparation,
  type VenueSeparationOfYear,
  type YearSpan,
  withinFixedVenues,
  type WithinFixedVenues,
} from "./venues.js";
export { jointChange, jointChangeFromMean, ratioOf, ratioRange, type RatioRow, ratioRows } from "./ratios.js";
export { turnedBefore, type TurnHistory, turnHistories, turnYears } from "./turn-histories.js";
export {
  separationRise,
  timesAtVenues,
  type VenueCount,
  type VenueSet,
  type VenueShare,
  venueSpans,
  venuesNamed,
} from "./venue-course.js";
export {
  type PrintedChange,
  printedChanges,
  type PrintedCount,
  printedCounts,
  printedOn,
} from "./printed-counts.js";
