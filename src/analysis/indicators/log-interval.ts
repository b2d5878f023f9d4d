import type { EstimatedMeasure } from "../../model/measure.js";
import { normalQuantile } from "./distributions.js";

/** exp(log ± z·error), the interval of a ratio by its logarithm; none where no number is as great as its upper bound. */
export function logInterval(log: number, error: number, level: number): EstimatedMeasure["confidence"] {
  const half = normalQuantile((1 + level) / 2) * error;
  const [lower, upper] = [Math.exp(log - half), Math.exp(log + half)];
  return upper < Infinity ? { lower, upper, level } : null;
}
