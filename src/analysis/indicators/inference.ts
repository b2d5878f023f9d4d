/**
 * How sure a number is: intervals, tests, comparisons with control pairs. Sampling error is small in counts of papers:
 * the spread over sources, editions and measures is the greater uncertainty, and only the specification range shows it.
 */
export { type ConfidenceOptions, newcombe, type Proportion, wilson } from "./inference/shares.js";
export { holm } from "./inference/tests.js";
export type { Coefficient, ConfidenceInterval, Modelled, NoResult } from "./estimate.js";
export {
  type ComparisonOptions,
  type PanelRow,
  type Placebo,
  type PlaceboTest,
  placeboTest,
} from "./inference/panel.js";
export {
  type SyntheticControl,
  syntheticControl,
  type SyntheticYear,
} from "./inference/synthetic-control.js";
