/** Quantiles by linear interpolation between neighbouring values: type 7 of Hyndman and Fan, the default of R and NumPy. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const least = sorted[below] ?? NaN;
  const next = sorted[below + 1] ?? least;
  return least + (place - below) * (next - least);
}

export interface Box {
  readonly count: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  /** Least and greatest value within 1.5 lengths of the box. */
  readonly low: number;
  readonly high: number;
}

/** How boxes are computed, for readers. */
export const boxMethod =
  "Box: quartiles by linear interpolation, and the median; whiskers: to the last value within 1.5 boxes";

export function boxOf(values: readonly number[]): Box {
  const q1 = quantile(values, 0.25);
  const q3 = quantile(values, 0.75);
  const reach = 1.5 * (q3 - q1);
  const within = values.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return {
    count: values.length,
    q1,
    median: quantile(values, 0.5),
    q3,
    // An interpolated quartile may lie beyond all values within reach.
    low: within.reduce((a, b) => Math.min(a, b), q1),
    high: within.reduce((a, b) => Math.max(a, b), q3),
  };
}
