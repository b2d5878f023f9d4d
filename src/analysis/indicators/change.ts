/** Change over time: peaks, breaks, trends, and how far a series lies from where it was going. */
export type { Observation } from "./series.js";
export { type Drawdown, drawdown, type Peak, peak } from "./change/peak.js";
export { absolute, monthsObserved, relative } from "./change/difference.js";
export { annualChange, compoundGrowth, detrended, type Trend, trend } from "./change/trend.js";
export type { ErrorModel, LineCoefficient, LineDiagnostics, LineOptions } from "./change/line.js";
export { autocorrelation, durbinWatson, type LjungBox, ljungBox } from "./change/residuals.js";
export { type Interrupted, interrupted, type InterruptedOptions } from "./change/interrupted.js";
export { type Autoregressive, interruptedAutoregressive } from "./change/autoregressive.js";
export { type Forecast, forecast, type ForecastOptions, type ForecastYear } from "./change/forecast.js";
export type { ForecastModel, HoltOptions } from "./change/forecast-models.js";
export {
  type CumulativeGap,
  type Gap,
  gap,
  type GapBand,
  gapBand,
  type GapBandOptions,
  type GapBandYear,
  type GapOptions,
  type GapYear,
} from "./change/gap.js";
export { type Chow, chow, type ChowOptions } from "./change/chow.js";
export { type BreakStatistic, type SupF, supF, type SupFOptions } from "./change/sup-f.js";
export {
  type BaiPerron,
  baiPerron,
  type BaiPerronOptions,
  type DatedBreak,
  type Partition,
} from "./change/bai-perron.js";
export type { BreakInterval } from "./change/break-interval.js";
export { type Pelt, pelt, type PeltOptions, type Regime } from "./change/pelt.js";
export type { Break, RegimeModel } from "./change/segments.js";
export {
  type Joinpoint,
  joinpoint,
  type JoinpointOptions,
  type JoinpointSegment,
  type JoinpointSelection,
  joinpointSelection,
  type JoinpointSelectionOptions,
  type JoinpointShape,
  type JoinpointTest,
} from "./change/joinpoint.js";
export { type Segmented, segmented, type SegmentedOptions } from "./change/segmented.js";
export { type MannKendall, mannKendall, type TheilSen, theilSen } from "./change/rank-trend.js";
export {
  type Completeness,
  completeness,
  type DevelopmentStep,
  type EditionCount,
  type YearCompleteness,
} from "./change/completeness.js";
