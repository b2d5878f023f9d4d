/**
 * How sure a number is: intervals, tests, comparisons with control pairs. Sampling error is small in counts of papers:
 * the spread over sources, editions and measures is the greater uncertainty, and only the specification range shows it.
 */
export {
  clopperPearson,
  type ConfidenceOptions,
  newcombe,
  type Proportion,
  wilson,
} from "./inference/shares.js";
export { type BeforeAndAfter, oddsRatio, ratioOfOddsRatios, riskRatio } from "./inference/odds.js";
export { type Rate, rateRatio } from "./inference/rate-ratio.js";
export { type Equivalence, type EquivalenceInput, tost } from "./inference/equivalence.js";
export { benjaminiHochberg, bonferroni, holm } from "./inference/multiplicity.js";
export { type BiasCorrected, type Bootstrap, bootstrap, type Resampling } from "./inference/bootstrap.js";
export type { Coefficient, ConfidenceInterval, Modelled, NoResult } from "./estimate.js";
