/** The distribution function of the beta distribution, for parameters from halves to thousands of millions. */

/** ln Γ. */
type LogGamma = (x: number) => number;

/**
 * P(X ≤ x) of Beta(a, b), by the continued fraction (Lentz) behind a binomial probability. That is calculated from its
 * deviances (Loader 2000): as a difference of logarithms of Γ it would lose as many digits as the parameters have.
 */
export function betaDistribution(x: number, a: number, b: number, logGamma: LogGamma): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const isLower = x * (a + b + 2) < a + 1;
  const part = binomial(a, b, x, logGamma) * (isLower ? b * fraction(x, a, b) : a * fraction(1 - x, b, a));
  return isLower ? part / (a + b) : 1 - part / (a + b);
}

/** Γ(a + b + 1)/(Γ(a + 1)·Γ(b + 1))·x^a·(1 − x)^b. */
function binomial(a: number, b: number, x: number, logGamma: LogGamma): number {
  const n = a + b;
  const log =
    stirlingError(n, logGamma) -
    stirlingError(a, logGamma) -
    stirlingError(b, logGamma) -
    deviance(a, n * x) -
    deviance(b, n * (1 - x));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** What Stirling's formula lacks of ln Γ(z + 1). */
function stirlingError(z: number, logGamma: LogGamma): number {
  if (z < 16) return logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - Math.log(2 * Math.PI) / 2;
  const s = 1 / (z * z);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / z;
}

/** x·ln(x/mean) + mean − x, of which nothing is lost where the two are close. */
function deviance(x: number, mean: number): number {
  const gap = x - mean;
  const ratio = gap / (x + mean);
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / mean) + mean - x;
  let [total, term] = [gap * ratio, 2 * x * ratio];
  for (let odd = 3; ; odd += 2) {
    term *= ratio * ratio;
    const next = total + term / odd;
    if (next === total) return total;
    total = next;
  }
}

/** The continued fraction of the incomplete beta function, which settles in about √(a + b) steps. */
function fraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) / (a + 1)) * x);
  let result = d;
  for (let m = 1; m < 1e7; m++) {
    const even = ((m * (b - m)) / ((a + 2 * m - 1) * (a + 2 * m))) * x;
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = ((-(a + m) * (a + b + m)) / ((a + 2 * m) * (a + 2 * m + 1))) * x;
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}
