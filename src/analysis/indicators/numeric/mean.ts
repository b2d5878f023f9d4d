/** Geometric mean; null of no values, and where one of them is missing, zero or negative. */
export function geometricMean(values: readonly (number | null)[]): number | null {
  const logs = values.map((value) => (value === null || !(value > 0) ? NaN : Math.log(value)));
  const mean = logs.reduce((total, log) => total + log, 0) / logs.length;
  return Number.isFinite(mean) ? Math.exp(mean) : null;
}
