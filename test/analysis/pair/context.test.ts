/** What a context remembers of the rows that it was asked for. */
import { expect, test } from "vitest";
import { context } from "../../../src/analysis/pair/context.js";

const about = context("US", "CN");
/** As JavaScript may ask. */
const rows = (where?: object) => about.rows("editions", where);

test("a condition that says nothing of its column is named, also where all rows were asked for before", () => {
  expect(rows().length).toBeGreaterThan(0);
  expect(() => rows({ edition: undefined })).toThrow('nothing is said of the column "edition"');
  expect(rows({ edition: [undefined] })).toEqual([]);
});

test("cells that JSON takes for null are others than null", () => {
  const none = about.rows("pairs").filter(({ reverse }) => reverse === null);
  const asked = (reverse: number | null) => about.rows("pairs", { reverse }).length;
  expect(none.length).toBeGreaterThan(0);
  expect([asked(null), asked(NaN), asked(Infinity)]).toEqual([none.length, 0, 0]);
});
