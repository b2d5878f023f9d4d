/** Change over time: peaks, breaks, trends, and how far a series lies from where it was going. */
export type { Observation } from "./series.js";
export { type Drawdown, drawdown, type Peak, peak } from "./change/peak.js";
export { absolute, monthsObserved, relative } from "./change/difference.js";
