/** Change over time: peaks, breaks, trends, and how far a series lies from where it was going. */
export type { Observation } from "./series.js";
export {
  type Drawdown,
  drawdown,
  type Peak,
  peak,
  absolute,
  monthsObserved,
  relative,
} from "./change/levels.js";
export {
  annualChange,
  compoundGrowth,
  detrended,
  type Trend,
  trend,
  type MannKendall,
  mannKendall,
  type TheilSen,
  theilSen,
} from "./change/trend.js";
export {
  type ErrorModel,
  type LineCoefficient,
  type LineDiagnostics,
  type LineOptions,
  autocorrelation,
  durbinWatson,
  type LjungBox,
  ljungBox,
} from "./change/line.js";
export {
  type Interrupted,
  interrupted,
  type InterruptedOptions,
  type Autoregressive,
  interruptedAutoregressive,
} from "./change/interrupted.js";
export {
  type Forecast,
  forecast,
  type ForecastOptions,
  type ForecastYear,
  type ForecastModel,
  type HoltOptions,
} from "./change/forecast.js";
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
export {
  type Chow,
  chow,
  type ChowOptions,
  type BreakStatistic,
  type SupF,
  supF,
  type SupFOptions,
  type Break,
  type RegimeModel,
} from "./change/break-tests.js";
export {
  type BaiPerron,
  baiPerron,
  type BaiPerronOptions,
  type DatedBreak,
  type Partition,
  type BreakInterval,
} from "./change/bai-perron.js";
export { type Pelt, pelt, type PeltOptions, type Regime } from "./change/pelt.js";
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
export {
  type Completeness,
  completeness,
  type DevelopmentStep,
  type EditionCount,
  type YearCompleteness,
} from "./change/completeness.js";
