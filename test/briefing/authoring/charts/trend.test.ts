/**
 * Trends agree with certified values of NIST, and with a second computation by other means: normal equations, and the
 * quantile of Student's distribution by integrating its density.
 */
import { expect, test } from "vitest";
import { scatter } from "../../../../src/briefing/index.js";
import { leastSquares, studentQuantile } from "../../../../src/briefing/authoring/charts/trend.js";

/**
 * Norris, calibration of ozone monitors: NIST Statistical Reference Datasets (StRD), linear regression,
 * https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml. x, then y.
 */
const norris = [
  [0.2, 0.1],
  [337.4, 338.8],
  [118.2, 118.1],
  [884.6, 888.0],
  [10.1, 9.2],
  [226.5, 228.1],
  [666.3, 668.5],
  [996.3, 998.5],
  [448.6, 449.1],
  [777.0, 778.9],
  [558.2, 559.2],
  [0.4, 0.3],
  [0.6, 0.1],
  [775.5, 778.1],
  [666.9, 668.8],
  [338.0, 339.3],
  [447.5, 448.9],
  [11.6, 10.8],
  [556.0, 557.7],
  [228.1, 228.3],
  [995.8, 998.0],
  [887.6, 888.8],
  [120.2, 119.6],
  [0.3, 0.3],
  [0.3, 0.6],
  [556.8, 557.6],
  [339.1, 339.3],
  [887.2, 888.0],
  [999.0, 998.5],
  [779.0, 778.9],
  [11.1, 10.2],
  [118.3, 117.6],
  [229.2, 228.9],
  [669.1, 668.4],
  [448.9, 449.2],
  [0.5, 0.2],
].map(([x = NaN, y = NaN]) => ({ x, y }));
/** Certified by NIST, to 15 digits. */
const certified = {
  intercept: -0.262323073774029,
  slope: 1.00211681802045,
  errorOfIntercept: 0.232818234301152,
  residualDeviation: 0.884796396144373,
};

test("line and uncertainty are those that NIST certifies", () => {
  const { n, slope, intercept, at } = leastSquares(norris, "Norris");
  expect(n).toBe(36);
  expect(slope).toBeCloseTo(certified.slope, 12);
  expect(intercept).toBeCloseTo(certified.intercept, 11);
  // At zero, the line is the intercept: half of its interval is t times the certified standard error.
  const { y, low, high } = at(0);
  const t = quantileByIntegration(34);
  expect(high - y).toBeCloseTo(t * certified.errorOfIntercept, 7);
  expect(y - low).toBeCloseTo(t * certified.errorOfIntercept, 7);
  // At the mean, it is t times the certified residual standard deviation by the root of n.
  const mean = norris.reduce((sum, { x }) => sum + x, 0) / n;
  expect(at(mean).high - at(mean).y).toBeCloseTo((t * certified.residualDeviation) / Math.sqrt(n), 7);
});

/** Solves the normal equations for a + bx by Cramer's rule; the interval is the quadratic form of the inverse matrix. */
function byNormalEquations(points: readonly { readonly x: number; readonly y: number }[], x: number) {
  const sums = { one: 0, x: 0, xx: 0, y: 0, xy: 0 };
  for (const point of points) {
    sums.one += 1;
    sums.x += point.x;
    sums.xx += point.x * point.x;
    sums.y += point.y;
    sums.xy += point.x * point.y;
  }
  const determinant = sums.one * sums.xx - sums.x * sums.x;
  const a = (sums.y * sums.xx - sums.x * sums.xy) / determinant;
  const b = (sums.one * sums.xy - sums.x * sums.y) / determinant;
  const rest = points.reduce((sum, point) => sum + (point.y - a - b * point.x) ** 2, 0);
  const variance = (rest / (sums.one - 2)) * ((sums.xx - 2 * x * sums.x + x * x * sums.one) / determinant);
  const half = quantileByIntegration(sums.one - 2) * Math.sqrt(variance);
  return { y: a + b * x, low: a + b * x - half, high: a + b * x + half };
}

test.each([3, 4, 7, 12, 41, 60])("the interval through %i points is that of the normal equations", (n) => {
  const points = Array.from({ length: n }, (_, index) => ({
    x: index + Math.sin(index),
    y: 3 * index + 5 * Math.cos(3 * index),
  }));
  for (const x of [0, n / 2, n]) {
    const expected = byNormalEquations(points, x);
    const { y, low, high } = leastSquares(points, "waves").at(x);
    expect(y).toBeCloseTo(expected.y, 8);
    expect(low).toBeCloseTo(expected.low, 5);
    expect(high).toBeCloseTo(expected.high, 5);
  }
});

/**
 * With t = √n tan θ, the density of Student's distribution is proportional to cosⁿ⁻¹ θ, and the whole line is −π/2 to π/2:
 * Simpson's rule on that interval, then bisection.
 */
function quantileByIntegration(freedom: number): number {
  const area = (to: number) => {
    const steps = 2000;
    const width = to / steps;
    let sum = 0;
    for (let step = 0; step <= steps; step += 1) {
      const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
      sum += weight * Math.cos(step * width) ** (freedom - 1);
    }
    return (sum * width) / 3;
  };
  const half = area(Math.PI / 2);
  let low = 0;
  let high = Math.PI / 2;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (area(middle) / half < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

test.each([1, 2, 3, 4, 10, 34, 48, 121, 399, 400, 1000])(
  "the quantile of Student's distribution with %i degrees of freedom is that of its density",
  (freedom) => {
    expect(studentQuantile(freedom)).toBeCloseTo(quantileByIntegration(freedom), 6);
  },
);

test("the quantiles for 1 and 2 degrees of freedom are those of their closed forms", () => {
  // Cauchy: tan(0.475 π); two degrees: 0.95 √(2 / (1 − 0.95²)).
  expect(studentQuantile(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 8);
  expect(studentQuantile(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 8);
});

test("a trend follows the points that are drawn, and says how many there are", () => {
  const rows = [...norris.map((row) => ({ ...row, by: "a" })), { x: 30, y: null, by: "a" }];
  const chart = JSON.stringify(scatter(rows, { x: "x", y: "y", trend: "all" }));
  expect(chart).toContain("Line: least squares, n = 36,");
  expect(() => scatter(norris.slice(0, 2), { x: "x", y: "y", trend: "all" })).toThrow(
    "the plot has 2 points, which have no trend",
  );
});

test("the interval of a trend does not extend an axis of positive values below zero", () => {
  const rows = [1, 9, 2, 14, 8].map((y, index) => ({ x: index, y }));
  const least = Math.min(...rows.map(({ x }) => leastSquares(rows, "few").at(x).low));
  expect(least).toBeLessThan(0);
  const startOf = (values: readonly { readonly x: number; readonly y: number }[]) => {
    const chart = scatter(values, { x: "x", y: "y", trend: "all" });
    const [first] = chart["layer"] as readonly {
      readonly encoding: { readonly y: { readonly scale: { readonly domain: readonly number[] } } };
    }[];
    return first?.encoding.y.scale.domain[0];
  };
  expect(startOf(rows)).toBe(0);
  expect(startOf([...rows, { x: 5, y: -1 }])).toBeLessThan(0);
});
