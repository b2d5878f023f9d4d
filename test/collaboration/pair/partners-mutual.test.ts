import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";
import { mutualPlaces } from "../../../src/collaboration/pair/mutual-partners.js";
import type { CountedPair } from "../../../src/collaboration/pair/joint-counts.js";
import { edition } from "./rows.js";

const editions = [edition("e", "2022-06", "openalex")];
const pairs = (works: Readonly<Record<string, number>>, year = 2020): readonly CountedPair[] =>
  Object.entries(works).map(([names, count]) => {
    const [a = "", b = ""] = names.split(" ");
    return { a, b, year, edition: "e", works: count };
  });
const listed = pairs({ "CN US": 9, "GB US": 4, "CN HK": 12, "CN GB": 3 });

describe("ranks of two economies in each other's lists", () => {
  test("with and without the economies that are counted separately, if a list has them", () => {
    const found = mutualPlaces("US", "CN", { editions, lists: [listed] });
    const shown = ({ economy, place, without, of, times }: (typeof found)[number]) => {
      return [economy, place, without?.place, of, times?.value];
    };
    expect(found.map(shown)).toEqual([
      ["US", 1, undefined, 2, 9 / 4],
      ["CN", 2, 1, 3, 9 / 12],
    ]);
    expect(found[0]).toMatchObject({
      source: "openalex",
      year: 2020,
      months: 18,
      status: "complete",
      rank: { lower: 1, upper: 1 },
    });
  });

  test("a separately counted economy that is one of the two is never excluded", () => {
    const found = mutualPlaces("CN", "HK", { editions, lists: [listed] });
    expect(found.map(({ economy, without, place }) => [economy, without, place])).toEqual([
      ["CN", null, 1],
      ["HK", null, 1],
    ]);
  });

  test("a year is read only from the first list that has it", () => {
    const short: readonly CountedPair[] = [
      { reporter: "US", partner: "CN", year: 2020, edition: "e", lower: 1, upper: 2 },
      { reporter: "US", partner: "CN", year: 2021, edition: "e", lower: 5, upper: 6 },
    ];
    const found = mutualPlaces("US", "CN", { editions, lists: [listed, short] }).filter(
      ({ economy }) => economy === "US",
    );
    expect(found.map(({ year, of, times, status }) => [year, of, times?.value, status])).toEqual([
      [2020, 2, 9 / 4, "complete"],
      [2021, 1, undefined, "incomplete"],
    ]);
  });

  test("a pair missing from one side's lists throws, and so does an undescribed edition", () => {
    const oneSided: readonly CountedPair[] = [
      { reporter: "US", partner: "CN", year: 2020, edition: "e", works: 3 },
    ];
    expect(() => mutualPlaces("US", "CN", { editions, lists: [oneSided] })).toThrow(AnalysisError);
    expect(() => mutualPlaces("US", "CN", { editions, lists: [oneSided] })).toThrow(
      "no table lists US among the partners of CN",
    );
    expect(() => mutualPlaces("US", "CN", { editions: [], lists: [listed] })).toThrow('no edition "e"');
  });
});
