/**
 * Did two economies decouple? The rule is data, a file with a version; its evaluation is here, and knows neither the
 * economies nor the thresholds.
 */
export { assess } from "./verdict/assess.js";
export { courseFacts } from "./verdict/course-facts.js";
export { type ForecastGap, forecastGaps } from "./verdict/forecast-gaps.js";
export { type PlaceboRank, placeboRanks } from "./verdict/placebo-ranks.js";
export { type TurnDate, type Turns, turns } from "./verdict/turns.js";
export { readRule } from "./verdict/read-rule.js";
export { seriesFacts } from "./verdict/series-facts.js";
export type {
  Assessment,
  ConditionResult,
  Headline,
  RatioRange,
  RejectionResult,
  VerdictResult,
} from "./verdict/assess.js";
export type { AffinityPoint, AffinitySeries, Fact, Facts, Reading } from "./verdict/facts.js";
export type { Evidence, GroupOutcome, Missing, Truth } from "./verdict/outcome.js";
export type { VerdictRule, VerdictState } from "./verdict/rule.js";
