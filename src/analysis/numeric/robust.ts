/** Covariances of least-squares coefficients that allow for unequal or correlated errors. */
import { at, dot, type LeastSquares, quadraticForm } from "./least-squares.js";

type Row = readonly number[];

/** floor(4(n/100)^(2/9)), the rule of Newey and West 1994 for the Bartlett kernel. */
export function ruleLag(n: number): number {
  // A hair above, so that the power of a Node that rounds it down does not lose a lag at n = 100.
  return Math.floor(4 * Math.pow(n / 100, 2 / 9) + 1e-9);
}

/**
 * Newey and West's bandwidth from the data, for the Bartlett kernel without prewhitening; the intercept (first column)
 * does not count, as in R's sandwich.
 */
export function automaticLag(fit: LeastSquares): number {
  const { design, residuals, n } = fit;
  const scores = design.map((row, i) =>
    row.length < 2
      ? at(residuals, i)
      : dot(
          row.slice(1),
          row.slice(1).map(() => at(residuals, i)),
        ),
  );
  const lags = Math.min(ruleLag(n), n - 1);
  const covariance = (lag: number): number => dot(scores.slice(lag), scores.slice(0, n - lag)) / n;
  let [total, weighted] = [covariance(0), 0];
  for (let lag = 1; lag <= lags; lag++) {
    total += 2 * covariance(lag);
    weighted += 2 * lag * covariance(lag);
  }
  if (total === 0) return 0;
  return Math.min(n - 1, Math.floor(1.1447 * Math.cbrt((weighted / total) ** 2 * n)));
}

/** Bartlett weights 1 − l/(L + 1) over successive observations; lag 0 is White's HC0. */
export function neweyWest(fit: LeastSquares, lag: number): readonly Row[] {
  const scores = fit.design.map((row, i) => row.map((value) => value * at(fit.residuals, i)));
  return sandwich(fit, (a, b) => {
    let total = 0;
    for (let l = 0; l <= Math.min(lag, fit.n - 1); l++) {
      let product = 0;
      for (let i = l; i < fit.n; i++) {
        const [now, then] = [scores[i] ?? [], scores[i - l] ?? []];
        product += at(now, a) * at(then, b) + (l === 0 ? 0 : at(then, a) * at(now, b));
      }
      total += (1 - l / (lag + 1)) * product;
    }
    return total;
  });
}

/** HC3 of MacKinnon and White 1985: residuals divided by 1 − h; null where a point determines its own fit. */
export function hc3(fit: LeastSquares): readonly Row[] | null {
  const left = fit.design.map((row) => 1 - quadraticForm(row, fit.inverse, row));
  if (left.some((value) => value < 1e-12)) return null;
  const residuals = fit.residuals.map((value, i) => value / at(left, i));
  return neweyWest({ ...fit, residuals }, 0);
}

function sandwich(fit: LeastSquares, meat: (a: number, b: number) => number): readonly Row[] {
  const middle = fit.inverse.map((_, a) => fit.inverse.map((__, b) => meat(a, b)));
  return fit.inverse.map((row) => fit.inverse.map((column) => quadraticForm(row, middle, column)));
}
