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
export {
  type BeforeAndAfter,
  oddsRatio,
  ratioOfOddsRatios,
  riskRatio,
  type Rate,
  rateRatio,
} from "./inference/odds.js";
export {
  type Equivalence,
  type EquivalenceInput,
  tost,
  benjaminiHochberg,
  bonferroni,
  holm,
} from "./inference/tests.js";
export { type BiasCorrected, type Bootstrap, bootstrap, type Resampling } from "./inference/bootstrap.js";
export type { Coefficient, ConfidenceInterval, Modelled, NoResult } from "./estimate.js";
export {
  type ComparisonOptions,
  type PanelRow,
  type Placebo,
  type PlaceboTest,
  placeboTest,
} from "./inference/panel.js";
export {
  type DifferenceInDifferences,
  differenceInDifferences,
  type EventStudy,
  eventStudy,
  type EventStudyOptions,
  type EventYear,
  type PlaceboPath,
} from "./inference/difference-in-differences.js";
export { type Gravity, gravity, type GravityCoefficient, type GravityRow } from "./inference/gravity.js";
export {
  type SyntheticControl,
  syntheticControl,
  type SyntheticYear,
} from "./inference/synthetic-control.js";
export {
  type Composite,
  compositeIndex,
  type CompositeIndicator,
  type CompositeOptions,
  type CompositeRow,
  type CompositeUnit,
} from "./inference/composite.js";
export {
  combinations,
  type Specification,
  specificationRange,
  type SpecificationRange,
} from "./inference/specifications.js";
