/**
 * Did two economies decouple? The rule is data, a file with a version; its evaluation is here, and knows neither the
 * economies nor the thresholds.
 */
export { assess, type Assessment, type Evidence, type YearVerdict } from "./verdict/assess.js";
export type { Confidence } from "./verdict/confidence.js";
export type { Decision, SourceShares } from "./verdict/decide.js";
export type { MissingPapers } from "./verdict/missing-papers.js";
export type { OwnChange } from "./verdict/own.js";
export {
  fittedIn,
  jointIn,
  largePairs,
  type PairOfCodes,
  type Panel,
  type PanelYear,
  ratioOfPair,
} from "./verdict/panel.js";
export { readRule, type VerdictId, type VerdictRule } from "./verdict/rule.js";
export { type PairSeries, propensityIn, type YearOfPair } from "./verdict/series.js";
export {
  changeOver,
  completeVerdict,
  type QuotedChange,
  quotedChange,
  quotedRatios,
} from "./verdict/summary.js";
export { shareWord, type ShareWord, verdictNames } from "./verdict/words.js";
export type { Comparable, Ratio, Specification } from "./verdict/specifications.js";
export type { Standing } from "./verdict/standing.js";
export type { TippingPoint } from "./verdict/tipping.js";
export type { PanelTurn } from "./verdict/turns.js";
