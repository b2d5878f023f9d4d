/**
 * Did two economies decouple? The rule is data, a file with a version; its evaluation is here, and knows neither the
 * economies nor the thresholds.
 */
export { assess, type Assessment, type Evidence, type YearVerdict } from "./assess.js";
export type { Confidence, Standing } from "./standing.js";
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
export { readRule, type VerdictId, type VerdictRule, withNames } from "./rule.js";
export { type PairSeries, propensityIn, type YearOfPair, type YearStatus } from "./series.js";
export * from "./summary.js";
export type { PanelTurn } from "./turn.js";
