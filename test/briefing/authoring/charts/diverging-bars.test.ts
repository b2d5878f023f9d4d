import { describe, expect, test } from "vitest";
import {
  divergingBars,
  type DivergingOptions,
} from "../../../../src/briefing/authoring/charts/diverging-bars.js";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { thrown } from "../../../support/thrown.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

const options: DivergingOptions = {
  rows: [
    { label: "United States", value: -9.6, text: "−9.6", colour: "blue" },
    { label: "Pakistan", value: 2.1, text: "+2.1" },
    { label: "United Kingdom", value: 1, text: "+1.0" },
    { label: "Japan", value: -1, text: "−1.0" },
    { label: "The same", value: 0, text: "0.0" },
    { label: "183 others together", value: 4.6, text: "+4.6", colour: "muted" },
  ],
};
const bars = async (given: DivergingOptions, width = 680) =>
  itemsOf((await draw(divergingBars(given), width)).marks, "rect");
const labels = async (given: DivergingOptions) =>
  [...(await bars(given))]
    .sort((a, b) => Number(a["y"]) - Number(b["y"]))
    .map((item) => datumOf(item)["label"]);

test.each([680, 340])("can be published at %i px, with every name and number", async (width) => {
  const words = wordsOf(await expectPublishable(divergingBars(options), width));
  for (const { label, text } of options.rows) expect(words).toEqual(expect.arrayContaining([label, text]));
});

test("gains to the right of a common zero, losses to the left, true to scale; names across zero", async () => {
  const { marks } = await draw(divergingBars(options), 680);
  const found = Object.fromEntries(
    itemsOf(marks, "rect").map((item) => [
      String(datumOf(item)["label"]),
      [Number(item["x"]), Number(item["x"]) + Number(item["width"])] as const,
    ]),
  );
  const zero = found["Pakistan"]?.[0] ?? NaN;
  expect(found["Japan"]?.[1]).toBeCloseTo(zero, 4);
  expect(found["United States"]?.[1]).toBeCloseTo(zero, 4);
  const unit = ((found["Pakistan"]?.[1] ?? NaN) - zero) / 2.1;
  expect(zero - (found["United States"]?.[0] ?? NaN)).toBeCloseTo(9.6 * unit, 3);
  const names = itemsOf(marks, "text");
  const at = (text: string) => names.find((item) => item["text"] === text);
  expect(at("United States")?.["align"]).toBe("left");
  expect(Number(at("United States")?.["x"])).toBeCloseTo(zero, 4);
  expect(at("Pakistan")?.["align"]).toBe("right");
});

test("in the given order; colours as given, grey by default", async () => {
  expect(await labels(options)).toEqual(options.rows.map(({ label }) => label));
  const fills = (await bars(options)).map(({ fill }) => fill);
  expect(fills.slice(0, 2)).toEqual([palette.blue.light, palette.grey.light]);
});

const two: DivergingOptions = {
  panels: [
    { key: "US", label: "Partners of the United States" },
    { key: "CN", label: "Partners of China" },
  ],
  rows: [
    ...options.rows.map((row) => ({ ...row, panel: "CN" })),
    { label: "China", value: -1.4, text: "−1.4", panel: "US" },
    { label: "Japan", value: 0.3, text: "+0.3", panel: "US" },
  ],
};

test.each([680, 340])("two panels share a scale and the position of zero, at %i px", async (width) => {
  const marks = await expectPublishable(divergingBars(two), width);
  const wide = (label: string) =>
    Number(itemsOf(marks, "rect").find((item) => datumOf(item)["label"] === label)?.["width"]);
  expect(wide("China") / wide("United States")).toBeCloseTo(1.4 / 9.6, 4);
  const zeros = itemsOf(marks, "rule").filter((item) => datumOf(item)["zero"] === 0);
  expect(zeros).toHaveLength(2);
  expect(Number(zeros[0]?.["x"])).toBeCloseTo(Number(zeros[1]?.["x"]), 4);
});

test("panels are side by side on a wide page, one below the other on a phone", async () => {
  const origins = async (width: number) => {
    const { marks } = await draw(divergingBars(two), width);
    return marks.filter(({ type }) => type === "rect").map(({ origin }) => origin);
  };
  const [left, right] = await origins(680);
  expect(right?.x).toBeGreaterThan(left?.x ?? NaN);
  const [upper, lower] = await origins(340);
  expect(lower?.y).toBeGreaterThan(upper?.y ?? NaN);
});

describe("errors of rows that cannot be drawn", () => {
  const [first] = options.rows;
  test.each<[string, DivergingOptions, string]>([
    ["no rows", { rows: [] }, "there are no rows"],
    ["a row in no panel", { ...two, rows: options.rows }, '"United States" is in the panel "undefined"'],
    [
      "an empty panel",
      { rows: two.rows, panels: [...(two.panels ?? []), { key: "GB", label: "Britain" }] },
      'no rows in the panel "GB"',
    ],
    ["nothing that changed", { rows: [{ label: "A", value: 0, text: "0" }] }, "every value is zero"],
    ["a value that is not a number", { rows: [{ label: "A", value: NaN, text: "?" }] }, '"A" is NaN'],
    [
      "a label twice",
      { rows: [first, first].flatMap((row) => row ?? []) },
      'two rows are labelled "United States"',
    ],
  ])("%s", (_, given, message) => {
    expect(thrown(ChartError, () => divergingBars(given)).message).toContain(message);
  });
});
