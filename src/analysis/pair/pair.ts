/** What the project's own tables say of a pair of economies. Pure: rows are passed in, the notebook loads them. */
export { context, type PairContext } from "./context.js";
export {
  type AiCourse,
  aiCourse,
  type AiPair,
  aiPair,
  type AiTables,
  type AiYear,
  type PairCount,
  placeOfPair,
  type PlaceOfPair,
} from "./ai-papers.js";
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
  type ForecastGaps,
  forecastGaps,
  type Mixture,
  mixtureOf,
  type NamedDates,
  namedDates,
} from "./comparison.js";
export {
  counts,
  type PairTables,
  type PairYearCounts,
  jointShares,
  type JointShare,
  type JointShares,
} from "./joint-counts.js";
export { completeYears, type Observation, type ObservationOptions, sourceName } from "./editions.js";
export {
  type MutualRank,
  mutualRanks,
  type MutualRanksOptions,
  type PartnerTables,
  type MutualPlace,
  type PartnersOfBoth,
  partnersOfBoth,
  type PartnersOfOne,
} from "./mutual-partners.js";
export {
  type CountedPair,
  type PartnerChoice,
  type PartnerCount,
  partnerCounts,
  type ListTables,
  type PartnerList,
  partnerLists,
} from "./partner-lists.js";
export {
  type Breadth,
  type BreadthOfYear,
  partnerBreadth,
  partnerTurnover,
  type Turnover,
  type TurnoverOfYears,
  type TwoYears,
  type Broadening,
  broadening,
  broadeningOf,
  broadenings,
  commonSpan,
  effectiveLines,
  riseOf,
  widens,
} from "./broadening.js";
export {
  type GapBar,
  gapBars,
  partnerGap,
  type PartnerGap,
  partnerShifts,
  type PartnerShift,
  type PartnerShifts,
} from "./partner-gap.js";
export {
  type PartnerPlace,
  partnerPlaces,
  partnerRank,
  type PartnerRank,
  partnerRanks,
  type PartnerWeight,
  partnerWeights,
} from "./partner-ranks.js";
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
export {
  panelOf,
  type PanelOptions,
  type PanelRow,
  withChina,
  type VerdictTables,
  verdictEvidence,
} from "./evidence.js";
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
export {
  type ExpectedPapers,
  expectedPapers,
  jointChange,
  jointChangeFromMean,
  ratioOf,
  ratioRange,
  type RatioRow,
  ratioRows,
} from "./ratios.js";
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
  turnedBefore,
  type TurnHistory,
  turnHistories,
  turnYears,
} from "./courses.js";
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
  separationRise,
  timesAtVenues,
  type VenueCount,
  type VenueSet,
  type VenueShare,
  venueSpans,
  venuesNamed,
} from "./venues.js";
export {
  type PrintedChange,
  printedChanges,
  type PrintedCount,
  printedCounts,
  printedOn,
} from "./printed-counts.js";
