/** What the project's own tables say of a pair of economies. Pure: rows are passed in, the notebook loads them. */
export { context, type PairContext } from "./context.js";
export { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";
export { jointShares, type JointShare, type JointShares } from "./joint-shares.js";
export type { Observation, ObservationOptions } from "./observation.js";
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
export { panelOf, type PanelOptions, type PanelRow, withChina } from "./panels.js";
export { type VerdictTables, verdictEvidence } from "./verdict-evidence.js";
export {
  type Comparison,
  type Consistency,
  countConsistency,
  type Reading,
  shareConsistency,
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
  shareHistory,
  type SourcePeak,
  type YearReading,
} from "./history.js";
export {
  against,
  type Against,
  completeYear,
  type Course,
  courseHistory,
  courseOf,
  type CoursePoint,
  fallsIn,
  indexed,
  propensityCourses,
  relativeTo,
} from "./propensity-course.js";
export { type PrintedCount, printedCounts } from "./printed-counts.js";
export { changeOfPropensity, jointChange, ratioOf, type RatioRow, ratioRows } from "./ratios.js";
export { type TurnHistory, turnHistories } from "./turn-histories.js";
