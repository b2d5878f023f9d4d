import { expect, it } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const rows = table("ai-venues");
const [span] = pair.venueSpans;
const set = pair.withinFixedVenues(rows, span);

it("the last number stands over the first, of shares as of papers", () => {
  expect(pair.timesAtVenues(set, "both")).toBe((set?.after.both ?? 0) / (set?.before.both ?? 0));
  const doubled = rows.map((row) => (row.year === span.to ? { ...row, both: row.both * 2 } : row));
  const twice = pair.withinFixedVenues(doubled, span);
  for (const what of ["both", "ofChinese"] as const)
    expect(pair.timesAtVenues(twice, what)).toBeCloseTo(2 * pair.timesAtVenues(set, what));
});

it("what is missing compares as neither more nor less", () => {
  const none = rows.map((row) => ({ ...row, us: 0, cn: 0, gb: 0, both: 0, gbCn: 0, bothExactlyTwo: 0 }));
  for (const found of [pair.withinFixedVenues(none, span), pair.withinFixedVenues([], span), undefined]) {
    expect(pair.timesAtVenues(found, "ofChinese")).toBeNaN();
    expect(pair.separationRise(found)).toBeNaN();
  }
});

it("separation rises from the first year of the set to the last", () => {
  const { before, after } = set?.dissimilarity ?? {};
  expect(pair.separationRise(set)).toBe((after?.value ?? NaN) - (before?.value ?? NaN));
});

it("venues are chosen by name", () => {
  const venues = new Set(pair.venuesNamed(rows, ["icra", "iros", "no such venue"]).map(({ venue }) => venue));
  expect([...venues].sort()).toEqual(["icra", "iros"]);
});
