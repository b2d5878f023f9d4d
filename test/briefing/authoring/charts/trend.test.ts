/** Trends agree with an independent implementation: R 4.3, lm() and predict(interval = "confidence") on `cars`. */
import { expect, test } from "vitest";
import { scatter } from "../../../../src/briefing/index.js";
import { leastSquares, studentQuantile } from "../../../../src/briefing/authoring/charts/trend.js";

const speed = [
  4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16,
  17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
];
const dist = [
  2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32,
  40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85,
];
const cars = speed.map((x, index) => ({ x, y: dist[index] ?? 0 }));

test("line and interval are those of lm() and predict()", () => {
  const { n, slope, intercept, at } = leastSquares(cars, "cars");
  expect(n).toBe(50);
  expect(slope).toBeCloseTo(3.932409, 5);
  expect(intercept).toBeCloseTo(-17.579095, 5);
  const { y, low, high } = at(21);
  expect(y).toBeCloseTo(65.00149, 4);
  expect(low).toBeCloseTo(58.59678, 1);
  expect(high).toBeCloseTo(71.4062, 1);
});

test.each([
  [1, 12.7062047],
  [2, 4.30265273],
  [3, 3.18244631],
  [10, 2.22813885],
  [48, 2.01063476],
  [120, 1.97993041],
  [400, 1.96591234],
  [1000, 1.96233908],
])("the quantile of Student's distribution with %i degrees of freedom is %f", (freedom, expected) => {
  expect(studentQuantile(freedom)).toBeCloseTo(expected, 6);
});

test("a trend follows the points that are drawn, and says how many there are", () => {
  const rows = [...cars.map((row) => ({ ...row, by: "a" })), { x: 30, y: null, by: "a" }];
  const chart = JSON.stringify(scatter(rows, { x: "x", y: "y", trend: "all" }));
  expect(chart).toContain("Line: least squares, n = 50,");
  expect(() => scatter(cars.slice(0, 2), { x: "x", y: "y", trend: "all" })).toThrow(
    "the plot has 2 points, which have no trend",
  );
});
