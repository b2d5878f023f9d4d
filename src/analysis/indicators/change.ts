/** Change over time: peaks, interruptions, forecasts, and how far a series lies from where it was going. */
export type { Observation } from "./series.js";
export { type Peak, peak, absolute, monthsObserved, relative } from "./change/levels.js";
export {
  type LineCoefficient,
  type LineDiagnostics,
  type LineOptions,
  type NeweyWest,
  autocorrelation,
  durbinWatson,
  type LjungBox,
  ljungBox,
} from "./change/line.js";
export { type Interrupted, interrupted, type InterruptedOptions } from "./change/interrupted.js";
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
