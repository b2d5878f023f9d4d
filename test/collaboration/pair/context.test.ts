/** A context's cache of requested rows. */
import { expect, test } from "vitest";
import { context } from "../../../src/collaboration/pair/context.js";

const about = context("US", "CN");
/** As in JavaScript. */
const rows = (where?: object) => about.rows("editions", where);

test("a condition without a value for its column is reported, even after a request for all rows", () => {
  expect(rows().length).toBeGreaterThan(0);
  expect(() => rows({ edition: undefined })).toThrow('nothing is said of the column "edition"');
  expect(rows({ edition: [undefined] })).toEqual([]);
});

test("cells that JSON turns into null are distinct from null", () => {
  const none = about.rows("pairs").filter(({ reverse }) => reverse === null);
  const asked = (reverse: number | null) => about.rows("pairs", { reverse }).length;
  expect(none.length).toBeGreaterThan(0);
  expect([asked(null), asked(NaN), asked(Infinity)]).toEqual([none.length, 0, 0]);
});
