/**
 * Did two economies decouple? The rule is data, in a versioned file. This module evaluates it and contains neither
 * economies nor thresholds.
 */
export { assess, type Assessment, type Evidence, type YearVerdict } from "./assess.js";
export type { Confidence } from "./confidence.js";
export type { Standing } from "./standing.js";
export type { Decision, SourceShares, TippingPoint } from "./decide.js";
export type { MissingPapers, Comparable, Ratio, Specification } from "./specifications.js";
export {
  type OwnChange,
  fittedIn,
  isAmongFew,
  jointIn,
  largePairs,
  type PairOfCodes,
  type Panel,
  type PanelYear,
  ratioOfPair,
  samePair,
} from "./panel.js";
export {
  readRule,
  type RuleChoices,
  type VerdictId,
  type VerdictRule,
  withChoices,
  withNames,
} from "./rule.js";
export { type PairSeries, propensityIn, type YearOfPair, type YearStatus } from "./series.js";
export * from "./summary.js";
export type { PanelTurn } from "./turn.js";
