/**
 * Did two economies decouple? The rule is data, a file with a version; its evaluation is here, and knows neither the
 * economies nor the thresholds.
 */
export { assess, type Assessment, type Evidence, type YearVerdict } from "./assess.js";
export type { Confidence } from "./confidence.js";
export type { Decision, SourceShares } from "./decide.js";
export type { MissingPapers } from "./missing-papers.js";
export type { OwnChange } from "./own.js";
export {
  fittedIn,
  jointIn,
  largePairs,
  type PairOfCodes,
  type Panel,
  type PanelYear,
  ratioOfPair,
} from "./panel.js";
export { readRule, type VerdictId, type VerdictRule } from "./rule.js";
export { type PairSeries, propensityIn, type YearOfPair } from "./series.js";
export { changeOver, completeVerdict, type QuotedChange, quotedChange, quotedRatios } from "./summary.js";
export { shareWord, type ShareWord, verdictNames } from "./words.js";
export type { Comparable, Ratio, Specification } from "./specifications.js";
export type { Standing } from "./standing.js";
export type { TippingPoint } from "./tipping.js";
export type { PanelTurn } from "./turns.js";
