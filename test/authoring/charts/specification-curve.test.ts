import { describe, expect, test } from "vitest";
import { ChartError } from "../../../src/authoring/errors.js";
import {
  type CurveOptions,
  type Specification,
  specificationCurve,
} from "../../../src/authoring/charts/specification-curve.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const answers = (...keys: readonly string[]) => keys.map((key) => ({ key, label: key }));
const rows = [
  "NSF 2024",
  "NSF 2022",
  "link share",
  "intensity, US",
  "intensity, China",
  "24 countries",
  "world",
].flatMap((measure, m) =>
  ["2013–2017", "2015"].flatMap((base, b) =>
    ["apart", "with China"].map((city, c): Specification => {
      const value = 0.8 + ((7 * m + 11 * b + 5 * c) % 28) / 140;
      return {
        value,
        text: value.toFixed(3),
        series: measure.startsWith("NSF") ? "nsf" : "openalex",
        choices: { measure, base, city },
        weight: m === 0 && b === 0 && c === 0 ? "headline" : "other",
      };
    }),
  ),
);
const options: CurveOptions = {
  rows,
  series: [
    { key: "nsf", label: "NSF", colour: "joint", shape: "square" },
    { key: "openalex", label: "OpenAlex", colour: "accent" },
  ],
  choices: [
    {
      key: "measure",
      label: "Measure",
      answers: answers(
        "NSF 2024",
        "NSF 2022",
        "link share",
        "intensity, US",
        "intensity, China",
        "24 countries",
        "world",
      ),
    },
    { key: "base", label: "Compared with", answers: answers("2013–2017", "2015") },
    { key: "city", label: "Hong Kong", answers: answers("apart", "with China") },
  ],
  bands: [
    { to: 0.9, label: "partial decoupling" },
    { from: 0.9, label: "no decoupling", shade: "clear" },
  ],
  style: "ratio",
};
const curveOf = async (given = options) =>
  itemsOf((await draw(specificationCurve(given), 680)).marks, "symbol").filter(
    (item) => "weight" in datumOf(item),
  );

test.each([680, 340])(
  "28 specifications can be published at %i px, classes and answers named",
  async (width) => {
    const words = wordsOf(await expectPublishable(specificationCurve(options), width));
    expect(rows).toHaveLength(28);
    expect(words).toEqual(
      expect.arrayContaining([
        "NSF",
        "OpenAlex",
        "partial decoupling",
        "no decoupling",
        "Measure",
        "Hong Kong",
        "intensity, China",
        "with China",
      ]),
    );
    expect(words).toContain(rows[0]?.text);
  },
);

test("the stored spec", async () => {
  await expect(stored(specificationCurve(options))).toMatchFileSnapshot(
    "../../golden/charts/specification-curve.vl.json",
  );
});

test("under each result stands a sign for each of its choices, straight below it", async () => {
  const { marks } = await draw(specificationCurve(options), 680);
  const symbols = itemsOf(marks, "symbol");
  const signs = symbols.filter((item) => "answer" in datumOf(item));
  expect(signs).toHaveLength(3 * rows.length);
  for (const point of await curveOf()) {
    const own = signs.filter((sign) => Math.abs(Number(sign["x"]) - Number(point["x"])) < 0.01);
    expect(own).toHaveLength(3);
    for (const sign of own) expect(Number(sign["y"])).toBeGreaterThan(Number(point["y"]));
  }
});

test("a class lies between its edges on the scale of the points", async () => {
  const { marks } = await draw(specificationCurve(options), 680);
  const edge = itemsOf(marks, "rule").find((item) => datumOf(item)["edge"] === 0.9);
  for (const point of await curveOf()) {
    const isBelow = Number(datumOf(point)["value"]) < 0.9 - 1e-9;
    if (isBelow) expect(Number(point["y"])).toBeGreaterThan(Number(edge?.["y"]));
    else expect(Number(point["y"])).toBeLessThanOrEqual(Number(edge?.["y"]) + 1e-6);
  }
});

describe("refuses", () => {
  const [first] = rows;
  if (first === undefined) throw new Error("no rows");
  test.each<[string, Partial<CurveOptions>, string]>([
    ["no rows", { rows: [] }, "there are no rows"],
    ["a value that is none", { rows: [{ ...first, value: NaN }] }, "specification 1 is NaN"],
    ["an unknown series", { rows: [{ ...first, series: "x" }] }, 'of the series "x"'],
    [
      "an unanswered question",
      { rows: [{ ...first, choices: { measure: "world", base: "2015" } }] },
      'answers "city" by "undefined"',
    ],
    ["a series without rows", { rows: [first] }, 'the series "openalex" has no specifications'],
    ["two headlines", { rows: [...rows, first] }, "two specifications are the headline"],
    [
      "more than a phone shows",
      { rows: Array.from({ length: 49 }, () => ({ ...first, weight: "other" as const })) },
      "49 specifications",
    ],
    [
      "a class that ends before it begins",
      { bands: [{ from: 1, to: 0.9, label: "none" }] },
      'the band "none" goes from 1 to 0.9',
    ],
  ])("%s", (_, changed, message) => {
    const make = () => specificationCurve({ ...options, ...changed });
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
