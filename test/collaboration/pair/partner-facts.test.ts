import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readsOf } from "../../../src/briefing/authoring/load/reads.js";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";
import {
  breadthIn,
  broadening,
  broadenings,
  commonSpan,
  lastCompleteIn,
} from "../../../src/collaboration/pair/broadening.js";
import { context } from "../../../src/collaboration/pair/context.js";
import {
  firstSince,
  isFirstPlace,
  mutualPlaces,
  partnersOfBoth,
} from "../../../src/collaboration/pair/mutual-partners.js";
import { shareChanges } from "../../../src/collaboration/pair/paper-shares.js";
import { partnerLists, partnerPlaces } from "../../../src/collaboration/pair/partner-lists.js";
import type { PartnersRow } from "../../../src/collaboration/rows.js";
import { table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";

const editions = table("editions");
const shipped = partnerLists("US", "CN", {
  editions,
  partners: table("partners"),
  "nsf-pairs": table("nsf-pairs"),
});
const [openalexUS, openalexCN] = shipped;

type Works = Readonly<Record<string, number>>;
/** Lists of the US and of China, which are each other's partners with the same counts. */
function listed(years: Readonly<Record<number, { readonly US: Works; readonly CN: Works }>>) {
  const partners = Object.entries(years).flatMap(([year, both]) =>
    (["US", "CN"] as const).flatMap((reporter) =>
      Object.entries(both[reporter]).map(([partner, works]): PartnersRow => ({
        reporter,
        partner,
        year: Number(year),
        works,
        edition: "openalex-2024-08",
        precision: "exact",
      })),
    ),
  );
  return partnerLists("US", "CN", { editions, partners, "nsf-pairs": [] });
}
const chinaOf = (works: Readonly<Record<number, Works>>) => {
  const years = Object.entries(works).map(([year, CN]) => [Number(year), { US: { CN: CN["US"] ?? 0 }, CN }]);
  const [, china] = listed(Object.fromEntries(years) as Parameters<typeof listed>[0]);
  return china ?? expect.fail("no list");
};

test("the newest edition of each source that lists both, OpenAlex first, with the complete years", () => {
  expect(shipped.map(({ economy, edition }) => [economy, edition])).toEqual([
    ["US", "openalex-2024-08"],
    ["CN", "openalex-2024-08"],
    ["US", "nsf-2024"],
    ["CN", "nsf-2024"],
  ]);
  expect(openalexCN?.completeYears.at(-1)).toBe(2022);
  expect(shipped[3]).toMatchObject({ years: [2003, 2022], completeYears: [2003] });
  const none = { editions, partners: [], "nsf-pairs": [] };
  expect(() => partnerLists("US", "CN", none)).toThrow(AnalysisError);
  expect(() => partnerLists("US", "CN", none)).toThrow("neither data/partners.csv nor data/nsf-pairs.csv");
});

describe("shares of international papers", () => {
  const about = context("US", "CN");
  const choice = { from: 2015, to: 2021, leftOut: ["HK", "MO"] };
  const changes = shareChanges(about, openalexCN as NonNullable<typeof openalexCN>, choice);

  test("the United States lost 7.0 points of China's papers from 2015 to 2021; Pakistan gained 3.0", () => {
    const lost = changes.at(-1);
    expect([lost?.partner, lost?.before, lost?.after]).toEqual([
      "US",
      expect.closeTo(0.427, 3),
      expect.closeTo(0.358, 3),
    ]);
    expect(changes.slice(0, 2).map(({ partner, change }) => [partner, change.toFixed(3)])).toEqual([
      ["PK", "0.030"],
      ["GB", "0.023"],
    ]);
    expect(changes.some(({ partner }) => partner === "MO" || partner === "HK")).toBe(false);
  });

  test("no partner gained a larger share of American papers than China", () => {
    const [first] = shareChanges(about, openalexUS as NonNullable<typeof openalexUS>, choice);
    expect([first?.partner, first?.change]).toEqual(["CN", expect.closeTo(0.024, 3)]);
  });

  test("a partner missing from one year had no share in it; more papers of one change no other", () => {
    const works = fc.record({ US: fc.nat(50), GB: fc.nat(50) }, { requiredKeys: [] });
    const whole = { edition: "openalex-2024-08", x: 100, y: 200 };
    const facts = { one: { code: "US" }, counts: [2010, 2020].map((year) => ({ ...whole, year })) };
    const of = (before: Works, after: Works) =>
      shareChanges(
        facts as unknown as typeof about,
        chinaOf({ 2010: { ...before, DE: 1 }, 2020: { ...after, DE: 1 } }),
        { from: 2010, to: 2020, leftOut: [] },
      );
    fc.assert(
      fc.property(works, works, (before, after) => {
        for (const { partner, change } of of(before, after)) {
          const [first, last] = [before, after].map(
            (one) => one[partner as "US"] ?? (partner === "DE" ? 1 : 0),
          );
          expect(change).toBeCloseTo(((last ?? 0) - (first ?? 0)) / 200, 12);
        }
      }),
    );
    expect(() =>
      shareChanges({ ...about, counts: [] }, openalexCN as NonNullable<typeof openalexCN>, choice),
    ).toThrow("openalex-2024-08 lacks the international papers of CN in 2015");
  });
});

test("ranks include exactly the partners that are among the first in one of the years", () => {
  const list = chinaOf({ 2010: { US: 9, GB: 5, DE: 1, JP: 2 }, 2020: { US: 9, GB: 1, DE: 5, JP: 2 } });
  const places = partnerPlaces(list, { years: [2010, 2020, 1999], first: 2 });
  expect(places.map(({ partner, year, place }) => [partner, year, place])).toEqual([
    ["US", 2010, 1],
    ["GB", 2010, 2],
    ["DE", 2010, 4],
    ["US", 2020, 1],
    ["DE", 2020, 2],
    ["GB", 2020, 4],
  ]);
});

describe("ranks in each other's lists", () => {
  test("a pair that loses its rank is no longer first, and has no starting year", () => {
    const fewer = changed(
      table("partners"),
      (row) => [row.reporter, row.partner].sort().join() === "CN,US" && row.year > 2017,
      ({ works }) => ({ works: Math.round(0.08 * works) }),
    );
    const found = mutualPlaces("US", "CN", { editions, lists: [fewer] });
    const areFirst = (of: number) => found.filter(({ year }) => year === of).every(isFirstPlace);
    expect([areFirst(2021), areFirst(2017)]).toEqual([false, true]);
    expect(firstSince(found.filter(({ economy }) => economy === "US"))).toBeNull();
  });
});

describe("broadening", () => {
  test("the sources are compared over the same years; NSF's numbers match the reference", () => {
    expect(commonSpan(shipped)).toEqual({ from: 2003, to: 2022 });
    const found = broadenings(shipped).lists ?? [];
    expect(found.map(({ list }) => [list.economy, list.source])).toEqual([
      ["US", "openalex"],
      ["CN", "openalex"],
      ["US", "nsf"],
      ["CN", "nsf"],
    ]);
    const nsf = found.filter(({ list }) => list.source === "nsf");
    expect(nsf.map(({ first, last }) => [first.with.value, last.with.value])).toEqual([
      [expect.closeTo(18.8, 1), expect.closeTo(19.0, 1)],
      [expect.closeTo(8.1, 1), expect.closeTo(13.0, 1)],
    ]);
  });

  test("every year counts all of its partners, those that other years lack among them", () => {
    const quiet = chinaOf({
      2010: { US: 4, GB: 4, JP: 9 },
      2015: { US: 4, GB: 4 },
      2020: { US: 4, GB: 4, JP: 1 },
    });
    const found = broadening(quiet, { from: 2010, to: 2020 });
    // 17²/(16 + 16 + 81), two equal partners, 9²/(16 + 16 + 1).
    expect(found.series.map((one) => one.with)).toEqual([
      { value: expect.closeTo(289 / 113, 12) as number, n: 3 },
      { value: 2, n: 2 },
      { value: expect.closeTo(81 / 33, 12) as number, n: 3 },
    ]);
  });

  test("lists without two years in common cannot be compared", () => {
    const lists = [chinaOf({ 2010: { US: 1, GB: 2 } }), chinaOf({ 2011: { US: 1, GB: 2 } })];
    expect(broadenings(lists)).toEqual({ lists: null, reason: "no_common_years" });
  });
});

test("the rank of both in a year, null if a source has no list of it", () => {
  const both = partnersOfBoth(context("US", "CN"), { apart: ["HK", "MO"] });
  expect(both.year).toBe(2021);
  expect(["US", "CN"].map((code) => both.isFirst("openalex", code, 2021))).toEqual([true, true]);
  expect(both.isFirst("openalex", "CN", 1800)).toBeNull();
  expect(both.isFirst("nobody", "CN", 2021)).toBeNull();
  expect(both.two.lead(2022)).toBeCloseTo(2.65, 2);
  expect(() => both.two.lead(1800)).toThrow("no two partners of CN in 1800");
});

test("facts about one economy record reads of its own list, and the year records reads of both lists", () => {
  const reportersOf = (read: () => unknown) =>
    [...readsOf(read).reads].flatMap(({ file, where }) =>
      file.endsWith("/partners.csv") ? [where?.["reporter"]] : [],
    );
  const both = partnersOfBoth(context("US", "CN"), { apart: [] });
  expect(reportersOf(() => both.one.list)).toEqual([["US"]]);
  // The ranks are computed now, from the lists of both, which must not be recorded here.
  expect(reportersOf(() => both.two.firstSince)).toEqual([["CN"]]);
  const inBoth = [["US", "CN"]];
  expect(reportersOf(() => both.year)).toEqual(inBoth);
  expect(reportersOf(() => both.isFirst("openalex", "US", 2021))).toEqual(inBoth);
});

test("the breadth of an economy's partners in a source and year, or an error that names what is missing", () => {
  const china = { source: "openalex", economy: "CN" } as const;
  expect([2003, 2013, 2022].map((year) => breadthIn(shipped, china, year).all.toFixed(1))).toEqual([
    "8.9",
    "8.4",
    "14.3",
  ]);
  expect(lastCompleteIn(shipped, china)).toBe(2022);
  expect(() => breadthIn(shipped, china, 1800)).toThrow("1800");
  expect(() => breadthIn(shipped, { ...china, source: "nobody" }, 2022)).toThrow(
    '"nobody" has no list of the partners of CN',
  );
});
