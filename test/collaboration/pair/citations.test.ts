import { describe, expect, it } from "vitest";
import type { CitationIndexRow } from "../../../src/collaboration/rows.js";
import { pair } from "../../../src/collaboration/index.js";
import { only, table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";

const rows = table("citation-index");
const tables = { editions: table("editions"), fields: table("fields") };
describe("citations compared with all pairs of the table", () => {
  const economy = (wanted: string) => only(table("economies").filter(({ code }) => code === wanted));
  const among = (index: readonly CitationIndexRow[] = rows) => {
    const all = { ...tables, "citation-index": index };
    return pair.citationsAmongPairs({
      one: economy("US"),
      two: economy("CN"),
      rows: ((name: keyof typeof all) => all[name]) as pair.PairContext["rows"],
    });
  };
  /** Multiplies the indices between economies of the last year by a factor. */
  const times = (factor: number, matches: (row: CitationIndexRow) => boolean) =>
    changed(
      rows,
      (row) => row.year === 2020 && row.citing !== row.cited && matches(row),
      ({ index }) => ({ index: factor * index }),
    );

  it("match an independent computation", () => {
    const { before, after, all, fields, economies, moved } = among();
    expect([before, after]).toEqual([
      { year: 2018, edition: "nsf-2022" },
      { year: 2020, edition: "nsf-2024" },
    ]);
    expect([all.own.before, all.own.after].map((each) => each.toFixed(2))).toEqual(["28.47", "22.17"]);
    expect([economies, all.pairs.length, all.rank]).toEqual([16, 120, 4]);
    expect([all.own.change, all.medianChange].map((each) => each.toFixed(3))).toEqual(["-0.221", "-0.205"]);
    expect(moved).toBe("alike");
    const fellMore = new Map(
      fields.map(({ field, fellMore: share }) => [field.field, Math.round(100 * share)]),
    );
    expect(fellMore.get("engineering")).toBe(97);
    expect(fellMore.get("computing")).toBe(96);
    expect([fellMore.get("biology"), fellMore.get("health")]).toEqual([19, 13]);
    expect(fields.filter((each) => each.fellMore > 0.5)).toHaveLength(11);
  });

  it("show the same for the pair if the citations of all pairs change alike", () => {
    for (const factor of [0.5, 0.9, 1.5]) {
      const shifted = among(times(factor, () => true));
      const shipped = among();
      expect([shifted.moved, shifted.all.rank]).toEqual([shipped.moved, shipped.all.rank]);
      expect(shifted.fields.map(({ fellMore }) => fellMore)).toEqual(
        shipped.fields.map(({ fellMore }) => fellMore),
      );
    }
  });

  it("show a difference if only the pair changes", () => {
    const isOfPair = ({ citing, cited }: CitationIndexRow) =>
      (citing === "US" && cited === "CN") || (citing === "CN" && cited === "US");
    expect(among(times(0.8, isOfPair)).moved).toBe("apart");
    expect(among(times(1.3, isOfPair)).moved).toBe("closer");
    expect(among(times(0.1, isOfPair)).all.rank).toBeGreaterThan(110);
  });

  it("do not change if a country is cited more by all", () => {
    const louder = changed(
      rows,
      ({ cited }) => cited === "CN",
      ({ index }) => ({ index: index * 3 }),
    );
    expect(among(louder).all.own.after).toBeCloseTo(among().all.own.after);
  });

  it("exclude a pair without an index, and require all fields together", () => {
    const no = (matches: (row: CitationIndexRow) => boolean) => rows.filter((row) => !matches(row));
    expect(among(no(({ citing }) => citing === "AU")).all.pairs).toHaveLength(105);
    expect(() => among(no(({ field }) => field === "all"))).toThrow("all fields together");
    expect(() => among(no(({ year }) => year === 2020))).toThrow("2018 alone");
    expect(() => among([])).toThrow("no year");
    const without = among(no((row) => row.field === "health" && row.year === 2018));
    expect(without.fields.map(({ field }) => field.field)).not.toContain("health");
  });
});

describe("mutual citations, allowing for size", () => {
  const about = pair.context("US", "CN");
  const { before, after } = pair.citationsAmongPairs(about);
  const found = pair.mutualCitations(about, { before, after });
  const index = (citing: string, cited: string, year: number) =>
    rows.find(
      (row) => row.field === "all" && row.citing === citing && row.cited === cited && row.year === year,
    )?.index ?? NaN;

  it("are computed again from the rows alone", () => {
    const codes = [
      "AU",
      "CA",
      "CH",
      "CN",
      "DE",
      "FR",
      "GB",
      "IN",
      "IT",
      "JP",
      "KR",
      "NL",
      "RU",
      "SG",
      "TW",
      "US",
    ];
    const indices: number[] = [];
    let less = 0;
    for (const a of codes)
      for (const b of codes)
        if (a < b) {
          indices.push(Math.exp((Math.log(index(a, b, 2020)) + Math.log(index(b, a, 2020))) / 2));
          if (index(a, b, 2020) < 1 && index(b, a, 2020) < 1) less += 1;
        }
    const own = Math.sqrt(0.48 * 0.74);
    expect(found.own.after).toBeCloseTo(own, 12);
    expect([found.oneToTwo, found.twoToOne]).toEqual([0.48, 0.74]);
    expect(found.pairs).toHaveLength(indices.length);
    expect(found.below).toBe(indices.filter((each) => each < own - 1e-9).length);
    expect(found.lessThanSize).toBe(less);
    const sorted = indices.sort((a, b) => a - b);
    expect(found.medianIndex).toBeCloseTo(((sorted[59] ?? NaN) + (sorted[60] ?? NaN)) / 2, 12);
    expect(found.own.change).toBeCloseTo(
      own / Math.sqrt(index("US", "CN", 2018) * index("CN", "US", 2018)) - 1,
      12,
    );
  });

  it("a country's share of its own citations is its index times its share of the world's output", () => {
    const [first, second] = pair.ownCitationShares(about, after);
    const papers = new Map(
      table("field-output")
        .filter((row) => row.field === "all" && row.year === 2020)
        .map((row) => [row.economy, row.fractional]),
    );
    const share = (code: string) =>
      (index(code, code, 2020) * (papers.get(code) ?? NaN)) / (papers.get("WORLD") ?? NaN);
    expect([first?.economy, second?.economy]).toEqual(["CN", "US"]);
    expect(first?.share).toBeCloseTo(share("CN"), 12);
    expect(second?.share).toBeCloseTo(share("US"), 12);
    expect(first?.share).toBeCloseTo(0.553, 3);
  });

  it("by the output of other years, the larger share is that of the other country", () => {
    const sharesOver = (from: number, to: number) => {
      const shares = pair.ownCitationShares(about, after, { from, to });
      return ["CN", "US"].map((code) =>
        Math.round(100 * (shares.find(({ economy }) => economy === code)?.share ?? NaN)),
      );
    };
    expect(sharesOver(2018, 2020)).toEqual([53, 52]);
    expect(sharesOver(2017, 2019)).toEqual([50, 55]);
    expect(() => pair.ownCitationShares(about, after, { from: 1990, to: 1992 })).toThrow("1990 to 1992");
  });

  it("a country whose output lacks one of the years is left out instead of seeming smaller", () => {
    const cut = {
      rows: about.rows,
      newestRows: ((name: string, where: object) =>
        about
          .newestRows(name as "field-output", where)
          .filter((row) => row.economy !== "CN" || row.year !== 2018)) as pair.PairContext["newestRows"],
    };
    const shares = pair.ownCitationShares(cut, after, { from: 2018, to: 2020 });
    expect(shares.map(({ economy }) => economy)).toContain("US");
    expect(shares.map(({ economy }) => economy)).not.toContain("CN");
  });

  it("the two have the lowest indices of own citations", () => {
    const indices = pair.ownIndices(about, after);
    expect(indices.slice(0, 2).map(({ economy, index: own }) => [economy, own])).toEqual([
      ["CN", 2.43],
      ["US", 3.24],
    ]);
    expect(indices).toHaveLength(16);
  });

  it("without an index of the two, the message names the table", () => {
    const cut = {
      ...about,
      one: about.one,
      two: about.two,
      rows: ((name: string, where: object) =>
        name === "citation-index"
          ? about.rows("citation-index", where).filter((row) => row.cited !== "CN")
          : about.rows(name as "fields", where)) as pair.PairContext["rows"],
    };
    expect(() => pair.mutualCitations(cut, { before, after })).toThrow(
      "data/citation-index.csv lacks an index of US and CN",
    );
  });
});
