/** What the project's own tables say of a pair of economies. Pure: rows are passed in, the notebook loads them. */
export { context, type PairContext } from "./context.js";
export { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";
export { jointShares, type JointShare, type JointShares } from "./joint-shares.js";
export { completeYears, type Observation, type ObservationOptions } from "./observation.js";
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
  broadenings,
  commonSpan,
  effectiveLines,
  riseOf,
} from "./broadening.js";
export { type GapBar, gapBars, partnerGap, type PartnerGap } from "./partner-gap.js";
export { areFirst, firstSince, type MutualPlace, mutualPlaces, sharedYears } from "./mutual-places.js";
export { type PartnersOfBoth, partnersOfBoth, type PartnersOfOne } from "./partners-of-both.js";
export { type PartnerPlace, partnerPlaces } from "./partner-places.js";
export { byRatio, type PartnerRatio, ratiosOf, type RatioYears } from "./ratios.js";
export { type FieldProfile, fieldProfile, profileCorrelation } from "./field-profiles.js";
export { type TopCitedShare, topCitedShares } from "./top-cited.js";
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
export { panelOf, type PanelOptions, type PanelRow, withChina } from "./panels.js";
export { type VerdictTables, verdictEvidence } from "./verdict-evidence.js";
export { countRoads, type Crossing, type Road, shareRoads, type TwoRoads } from "./two-roads.js";
