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

test("names of economies, short and long, can be passed to map", () => {
  const { name, short } = about;
  expect(["US", "AE"].map(short)).toEqual(["US", "UAE"]);
  expect(["US", "AE"].map(name)).toEqual(["United States", "United Arab Emirates"]);
  expect(() => short("UK")).toThrow('has no economy "UK"');
});

test("colours follow the order of the two, by short name", () => {
  expect(about.colours).toEqual({ [about.short("US")]: "first", [about.short("CN")]: "second" });
  const reversed = context("CN", "US");
  expect(reversed.colours).toEqual({ [about.short("CN")]: "first", [about.short("US")]: "second" });
});
