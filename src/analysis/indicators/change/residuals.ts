import { chiSquareTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { measure, toInterval } from "../interval.js";
import type { Measure } from "../../../model/measure.js";
import { at, dot } from "../numeric/least-squares.js";

/**
 * Do errors follow each other? Durbin and Watson's statistic of the residuals of a model, in order of time.
 *
 * Formula: Σ(e_t − e_{t−1})²/Σe_t².
 * Unit: none; `n`: residuals.
 * Range: 0–4: 2 = they do not; towards 0 they keep their sign, towards 4 they alternate.
 * Undefined: fewer than two residuals (`insufficient_data`), all of them zero (`perfect_fit`).
 * Source: Durbin and Watson 1950.
 */
export function durbinWatson(residuals: readonly number[]): Measure {
  const e = checked(residuals, "durbinWatson");
  const n = e.length;
  if (n < 2) return measure("insufficient_data", n);
  const squares = dot(e, e);
  if (squares === 0) return measure("perfect_fit", n);
  const steps = e.slice(1).map((value, i) => value - at(e, i));
  return measure(dot(steps, steps) / squares, n);
}

/**
 * Autocorrelation of residuals, whose mean is zero.
 *
 * Formula: Σ e_t·e_{t−lag}/Σe_t².
 * Unit: none; `n`: residuals.
 * Range: −1–1.
 * Undefined: no more residuals than the lag (`insufficient_data`), all of them zero (`perfect_fit`). A lag that is not a
 * whole number of 1 or more throws.
 * Source: Box and Jenkins 1970.
 */
export function autocorrelation(residuals: readonly number[], lag = 1): Measure {
  const e = checked(residuals, "autocorrelation");
  const n = e.length;
  checkedLag(lag, "autocorrelation");
  if (n <= lag) return measure("insufficient_data", n);
  const squares = dot(e, e);
  return squares === 0
    ? measure("perfect_fit", n)
    : measure(dot(e.slice(lag), e.slice(0, n - lag)) / squares, n);
}

export interface LjungBox {
  readonly p: number;
  readonly lag: number;
}

/**
 * Ljung and Box's test that residuals are not correlated up to a lag.
 *
 * Formula: Q = n(n + 2) Σ_{l ≤ lag} r_l²/(n − l); p from χ² with `lag` degrees of freedom.
 * Unit: `value` is Q; `n`: residuals.
 * Range: 0–∞.
 * Undefined: no more residuals than the lag (`insufficient_data`), all of them zero (`perfect_fit`).
 * Source: Ljung and Box 1978.
 */
export function ljungBox(residuals: readonly number[], lag: number): Modelled<LjungBox> {
  const n = checked(residuals, "ljungBox").length;
  checkedLag(lag, "ljungBox");
  let total = 0;
  for (let l = 1; l <= lag; l++) {
    const r = autocorrelation(residuals, l);
    if (r.value === null) return noResult(r.reason ?? "insufficient_data", n);
    total += r.value ** 2 / (n - l);
  }
  const value = n * (n + 2) * total;
  return { value, n, lag, p: chiSquareTail(value, lag) };
}

function checked(residuals: readonly number[], what: string): readonly number[] {
  return residuals.map((value, index) => toInterval(value, `${what}: residual ${index}`).lower);
}

function checkedLag(lag: number, what: string): void {
  if (!Number.isInteger(lag) || lag < 1)
    throw new AnalysisError(`${what}: the lag must be a whole number of 1 or more, got ${lag}`);
}
