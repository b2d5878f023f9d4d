/** Evidence on topics: artificial intelligence, the most cited articles, emissions. */
import { expect, test } from "vitest";
import { altered } from "./altered.js";
import { agreed } from "../../../src/analysis/claims/tables.js";
import { fixedVenueSets, greatestEmitters, topCitedTogether } from "../../../src/analysis/claims/topics.js";
import type { AiVenuesRow } from "../../../src/analysis/rows.js";

/** Rows of the final years of the fixed sets, which end in 2023 and in 2024. */
const venues = (years: readonly number[], change: (row: AiVenuesRow) => Partial<AiVenuesRow>) =>
  altered({
    "ai-venues": (rows) => rows.map((row) => (years.includes(row.year) ? { ...row, ...change(row) } : row)),
  });
const answers = (about = altered()) =>
  (["isApart", "isLess"] as const).map((what) => agreed(fixedVenueSets(about).map((set) => set[what])));

test("if two fixed sets of conferences disagree, nothing is decided", () => {
  expect(answers()).toEqual([null, null]);
  expect(fixedVenueSets(altered()).map(({ venues: { length } }) => length)).toEqual([6, 5]);
});

test("allowing for size, the two sets move in opposite directions: .58 to .34, and .61 to .63", () => {
  const times = fixedVenueSets(altered()).map(({ times: { before, after } }) =>
    [before, after].map((value) => value?.toFixed(2)),
  );
  expect(times).toEqual([
    ["0.58", "0.34"],
    ["0.61", "0.63"],
  ]);
});

test("conferences are judged if both fixed sets agree", () => {
  const ends = [2023, 2024];
  const fewer = (row: AiVenuesRow) => ({ both: Math.round(row.both / 4), bothExactlyTwo: 0 });
  expect(answers(venues(ends, fewer))[1]).toBe(true);
  expect(answers(venues(ends, (row) => ({ both: 2 * row.both })))[1]).toBe(false);
  const apart = venues(ends, (row) =>
    ["icra", "iros", "corl"].includes(row.venue) ? { cn: row.both } : { us: row.both },
  );
  expect(fixedVenueSets(apart).every(({ isApart }) => isApart)).toBe(true);
});

test("one fixed set alone decides nothing", () => {
  const one = altered({ "ai-venues": (rows) => rows.filter(({ year }) => year !== 2024) });
  expect(fixedVenueSets(one)).toEqual([]);
  expect(fixedVenueSets(altered({ "ai-venues": () => [] }))).toEqual([]);
});

const bloc = ["US", "GB", "JP", "KR", "AU", "CA"];
const allies = [...bloc, "DE", "FR", "IT"];

test("the allies' share of the most cited articles is their own percentage times their output", () => {
  const shares = (about = altered()) =>
    [[...bloc, "EU27"], allies].map((codes) => topCitedTogether(about, codes)?.last.own ?? NaN);
  expect(shares().map((share) => share.toFixed(2))).toEqual(["0.55", "0.46"]);
  const lower = (factor: number) =>
    altered({
      "top-cited": (rows) =>
        rows.map((row) =>
          row.economy === "US" && row.index !== null ? { ...row, index: row.index * factor } : row,
        ),
    });
  expect(shares(lower(0.5)).map((share) => share > 0.5)).toEqual([false, false]);
  expect(shares(lower(4)).map((share) => share > 0.5)).toEqual([true, true]);
  expect(topCitedTogether(altered({ "top-cited": () => [] }), bloc)).toBeNull();
});

test("the allies' and the others' shares of the most cited articles add up to one", () => {
  // All economies as one: the bloc's members have the world's own percentage and all of its output.
  const about = altered({
    "top-cited": (rows) => rows.map((row) => ({ ...row, index: 1 })),
    "field-output": (rows) =>
      rows.map((row) => ({ ...row, fractional: row.economy === "WORLD" ? 700 : 100 })),
  });
  expect(topCitedTogether(about, [...bloc, "EU27"])?.last.own).toBeCloseTo(1, 12);
});

test("the two are the largest emitters, unless another emits more; aggregates do not count", () => {
  const areFirst = (code: string, factor: number) =>
    greatestEmitters(
      altered({
        co2: (rows) =>
          rows.map((row) => (row.economy === code ? { ...row, tonnes: row.tonnes * factor } : row)),
      }),
    )?.areFirst;
  expect([areFirst("IN", 1), areFirst("IN", 2), areFirst("EU27", 9)]).toEqual([true, false, true]);
});
