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
  meanChange,
} from "./citations.js";
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
export { palaeontologyPeriod, type PalaeontologyPeriod } from "./palaeontology.js";
export { panelOf, type PanelOptions, type PanelRow, withChina } from "./panels.js";
export { type VerdictTables, verdictEvidence } from "./verdict-evidence.js";
export { emitters, type Emitter, outputOfField, type OutputOfField } from "./proxies.js";
export { countRoads, type Crossing, type Road, shareRoads, type TwoRoads } from "./two-roads.js";
export {
  fixedVenues,
  type JointWithinVenues,
  jointWithinVenues,
  usableVenues,
  type VenueSeparation,
  venueSeparation,
  type VenueSeparationOfYear,
  type YearSpan,
} from "./venues.js";
