/** The indicators of `analysis` over the project's own tables of pairs of economies. Pure: rows are passed in. */
export { counts, type PairTables, type PairYearCounts } from "./joint-counts.js";
export type { Observation, ObservationOptions } from "./observation.js";
export {
  type AffinityMeasure,
  propensity,
  type PropensityPoint,
  type PropensitySeries,
} from "./propensity.js";
export { newestEditions, verdictSeries } from "./verdict-series.js";
export * from "./partners.js";
