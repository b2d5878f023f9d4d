import { expect, test } from "vitest";
import { altered, jointTimes, statesOf, wordsOf } from "./altered.js";
import { broadening, firstPartners, nextPartners } from "../../../src/analysis/claims/partners.js";
import { pair } from "../../../src/index.js";

test("each is the other's first partner as shipped, and not after a fall to a twelfth", () => {
  expect(statesOf(firstPartners(altered()))).toEqual(["holds", "holds"]);
  const fallen = firstPartners(altered(jointTimes(0.08)));
  expect(statesOf(fallen)).toEqual(["fails", "fails"]);
  expect(wordsOf(fallen)).toContain("first: the United Kingdom");
});

test("Hong Kong as a partner and as a part of China are two parts, and both follow the counts", () => {
  const parts = nextPartners(altered());
  expect(statesOf(parts)).toEqual(["holds", "holds"]);
  expect(wordsOf(parts)).toContain("Australia third");
  const fewer = altered({
    partners: (rows) =>
      rows.map((row) => (row.reporter === "CN" && row.partner === "CA" ? { ...row, works: 1 } : row)),
  });
  expect(statesOf(nextPartners(fewer))).toEqual(["fails", "fails"]);
});

test("a partner that a list lacks is named", () => {
  const about = altered({
    partners: (rows) => rows.filter((row) => !(row.reporter === "CN" && row.partner === "GB")),
  });
  const parts = nextPartners(about);
  expect(statesOf(parts)).toEqual(["needs", "needs"]);
  expect(parts[0]?.needs).toContain("the United Kingdom");
});

test("breadth is compared between the same two years in every source", () => {
  const parts = broadening(altered());
  expect(statesOf(parts)).toEqual(["holds", "fails", "holds", "holds"]);
  expect(wordsOf(parts.slice(0, 1))).toMatch(/17\.8 in 2003 to 23\.2.*20\.1 in 2003 to 27\.9 in 2022/);
  expect(wordsOf(parts.slice(1, 2))).toContain("From 2013, which only");
});

test("the card prints the effective numbers of the chapter on partners", () => {
  const about = altered();
  const tables = {
    editions: about.rows("editions"),
    partners: about.rows("partners"),
    "nsf-pairs": about.rows("nsf-pairs"),
  };
  const words = wordsOf(broadening(about));
  for (const { first, last } of pair.broadenings(pair.partnerLists("US", "CN", tables), { leftOut: [] }))
    for (const { year, with: all } of [first, last])
      expect(words).toMatch(
        new RegExp(`${all.effective.value?.toFixed(1) ?? ""} in (the early count of )?${String(year)}`),
      );
});

test("where one partner takes all growth, papers do not spread", () => {
  const about = altered({
    partners: (rows) =>
      rows.map((row) =>
        row.year === 2022 && row.partner === "GB" ? { ...row, works: row.works * 20 } : row,
      ),
  });
  expect(statesOf(broadening(about))).toEqual(["fails", "fails", "fails", "fails"]);
});

test("without a common second year the spread cannot be tested", () => {
  const about = altered({ "nsf-pairs": (rows) => rows.filter(({ year }) => year !== 2022) });
  const parts = broadening(about);
  expect(statesOf(parts)).not.toContain("holds");
  expect(parts[0]?.needs).toContain("the same two years in every source");
});
