import { describe, expect, test } from "vitest";
import {
  divergingBars as draws,
  type DivergingOptions,
} from "../../../../src/briefing/authoring/charts/diverging-bars.js";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { thrown } from "../../../support/thrown.js";
import { draw } from "./draw.js";
import { shownBy } from "./shown.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

interface Change {
  readonly label: string;
  readonly value: number;
  readonly panel?: string;
}
interface Given extends Partial<DivergingOptions<Change>> {
  readonly rows: readonly Change[];
}
const divergingBars = ({ rows, ...options }: Given) => draws(rows, { x: "value", y: "label", ...options });
const options: Given = {
  style: "ratio",
  rows: [
    { label: "United States", value: -9.6 },
    { label: "Pakistan", value: 2.1 },
    { label: "United Kingdom", value: 1 },
    { label: "Japan", value: -1 },
    { label: "The same", value: 0 },
    { label: "183 others together", value: 4.6 },
  ],
  colours: { "United States": "blue", "183 others together": "muted" },
};
const numbers = ["−9.6", "+2.1", "+1.0", "−1.0", "0.0", "+4.6"];
const bars = async (given: Given, width = 680) =>
  itemsOf((await draw(divergingBars(given), width)).marks, "rect");
const labels = async (given: Given) =>
  [...(await bars(given))]
    .sort((a, b) => Number(a["y"]) - Number(b["y"]))
    .map((item) => datumOf(item)["label"]);

test.each([680, 340])("can be published at %i px, with every name and number", async (width) => {
  const words = wordsOf(await expectPublishable(divergingBars(options), width));
  expect(words).toEqual(expect.arrayContaining([...options.rows.map(({ label }) => label), ...numbers]));
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

const two: Given = {
  ...options,
  facet: "panel",
  rows: [
    ...options.rows.map((row) => ({ ...row, panel: "Partners of China" })),
    { label: "China", value: -1.4, panel: "Partners of the United States" },
    { label: "Japan", value: 0.3, panel: "Partners of the United States" },
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
  test.each<[string, Given, string]>([
    ["no rows", { rows: [] }, "there are no rows"],
    ["a column that no row has", { ...options, facet: "panel" }, 'no row has a column "panel"'],
    ["nothing that changed", { rows: [{ label: "A", value: 0 }] }, "every value is zero"],
    [
      "a value that is not a number",
      {
        rows: [
          { label: "A", value: NaN },
          { label: "B", value: 1 },
        ],
      },
      '"A" has no value in the column "value"',
    ],
    ["a colour of no bar", { ...options, colours: { Peru: "blue" } }, 'names "Peru", which is no series'],
    [
      "a label twice",
      { rows: [first, first].flatMap((row) => row ?? []) },
      'two rows are labelled "United States"',
    ],
  ])("%s", (_, given, message) => {
    expect(thrown(ChartError, () => divergingBars(given)).message).toContain(message);
  });
});

test("numbers in words come from a column of their own, which is not in the table", async () => {
  const rows = [{ label: "A", value: 2, words: "two more", other: 1 }];
  const chart = draws(rows, { x: "value", y: "label", text: "words" });
  expect(wordsOf(await expectPublishable(chart, 680))).toContain("two more");
  expect(shownBy(chart).figure.data).toEqual([{ label: "A", value: 2 }]);
});
