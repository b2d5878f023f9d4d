/** What the tables say of topics: artificial intelligence, palaeontology, the most cited articles, emissions. */
import { expect, test } from "vitest";
import { altered } from "./altered.js";
import { agreed } from "../../../src/analysis/claims/tables.js";
import {
  citingIn,
  fixedVenueSets,
  greatestEmitters,
  palaeontologySinceBaseline,
  proxies,
  topCitedTogether,
} from "../../../src/analysis/claims/topics.js";
import type { AiVenuesRow } from "../../../src/analysis/rows.js";

test("a field stands in for a topic with its shares and its citations, or not at all", () => {
  const [found] = proxies(altered(), "astronomy", "no-such-field");
  expect(found?.citing).toEqual(citingIn(altered(), "astronomy"));
  expect(found?.one).toBeGreaterThan(0);
  expect(proxies(altered({ "citation-index": () => [] }), "astronomy")).toEqual([]);
});

/** The rows of some last years of the fixed sets: the sets end in 2023 and in 2024. */
const venues = (years: readonly number[], change: (row: AiVenuesRow) => Partial<AiVenuesRow>) =>
  altered({
    "ai-venues": (rows) => rows.map((row) => (years.includes(row.year) ? { ...row, ...change(row) } : row)),
  });
const answers = (about = altered()) =>
  (["isApart", "isShrinking", "isLessAlone"] as const).map((what) =>
    agreed(fixedVenueSets(about).map((set) => set[what])),
  );

test("where two fixed sets of conferences give opposite answers, nothing is decided", () => {
  expect(answers()).toEqual([null, true, null]);
  expect(fixedVenueSets(altered()).map(({ venues: { length } }) => length)).toEqual([6, 5]);
});

test("conferences are judged where both fixed sets give the same answer", () => {
  const ends = [2023, 2024];
  const fewer = (row: AiVenuesRow) => ({ both: Math.round(row.both / 4), bothExactlyTwo: 0 });
  expect(answers(venues(ends, fewer)).slice(1)).toEqual([true, true]);
  expect(answers(venues(ends, (row) => ({ bothExactlyTwo: row.both })))[2]).toBe(false);
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

test("palaeontology is tested to the last complete year, and a cut after the baseline flips it", () => {
  const kept = (about = altered()) => {
    const { compared } = palaeontologySinceBaseline(about);
    return [
      agreed(compared.map(({ isCountKept }) => isCountKept)),
      agreed(compared.map(({ isShareKept }) => isShareKept)),
    ];
  };
  expect(kept()).toEqual([true, true]);
  const after = (part: number) =>
    altered({
      palaeontology: (rows) =>
        rows.map((row) => (row.year > 2017 ? { ...row, both: Math.round(part * row.both) } : row)),
    });
  expect(kept(after(0))).toEqual([false, false]);
  // Half as many are a fall against the baseline, but not over five years: as with conferences, nothing is decided.
  expect(kept(after(0.5))).toEqual([null, null]);
  const early = altered({
    palaeontology: (rows) => rows.map((row) => (row.year === 2020 ? { ...row, both: 1 } : row)),
  });
  expect(kept(early)).toEqual([true, true]);
  const short = altered({ palaeontology: (rows) => rows.filter(({ year }) => year !== 2015) });
  expect(kept(short)).toEqual([null, null]);
});

const bloc = ["US", "GB", "JP", "KR", "AU", "CA"];

test("the allies' part of the most cited articles is their own percentage times their output", () => {
  const shares = (about = altered()) =>
    [[...bloc, "EU27"], bloc].map((codes) => (topCitedTogether(about, codes)?.last.own ?? NaN) > 0.5);
  expect(shares()).toEqual([true, false]);
  const lower = (factor: number) =>
    altered({
      "top-cited": (rows) =>
        rows.map((row) =>
          row.economy === "US" && row.index !== null ? { ...row, index: row.index * factor } : row,
        ),
    });
  expect(shares(lower(0.5))).toEqual([false, false]);
  expect(shares(lower(4))).toEqual([true, true]);
  expect(topCitedTogether(altered({ "top-cited": () => [] }), bloc)).toBeNull();
});

test("the allies' and the others' parts of the most cited articles make one whole", () => {
  // All economies as one: the bloc's members have the world's own percentage and all of its output.
  const about = altered({
    "top-cited": (rows) => rows.map((row) => ({ ...row, index: 1 })),
    "field-output": (rows) =>
      rows.map((row) => ({ ...row, fractional: row.economy === "WORLD" ? 700 : 100 })),
  });
  expect(topCitedTogether(about, [...bloc, "EU27"])?.last.own).toBeCloseTo(1, 12);
});

test("the two emit most of all economies, unless another emits more; an aggregate is no rival", () => {
  const areFirst = (code: string, factor: number) =>
    greatestEmitters(
      altered({
        co2: (rows) =>
          rows.map((row) => (row.economy === code ? { ...row, tonnes: row.tonnes * factor } : row)),
      }),
    )?.areFirst;
  expect([areFirst("IN", 1), areFirst("IN", 2), areFirst("EU27", 9)]).toEqual([true, false, true]);
});
