import { describe, expect, test } from "vitest";
import { isNumber, termsOf, writtenAs } from "../../../../src/briefing/engine/render/browser/search-terms.js";

describe("words of a text, as the search knows them", () => {
  test.each([
    ["65,400 papers", ["65400", "papers"]],
    ["65\u202f400 papers", ["65400", "papers"]],
    ["65400", ["65400"]],
    ["1,234,567", ["1234567"]],
    ["2013, 2017", ["2013", "2017"]],
    ["2013–2017", ["2013", "2017"]],
    ["a share of 27\u202f% in 2022", ["a", "share", "of", "27%", "in", "2022"]],
    ["27%", ["27%"]],
    ["from 6–12 % to −16 %", ["from", "6", "12%", "to", "16%"]],
    ["0.7 points", ["0.7", "points"]],
    ["the end of 2017.", ["the", "end", "of", "2017"]],
    ["the 3rd edition", ["the", "3rd", "edition"]],
    ["US–China co-authors", ["US", "China", "co", "authors"]],
    ["p < 0.05", ["p", "0.05"]],
  ])("%s", (text, expected) => {
    expect(termsOf(text)).toEqual(expected);
  });
});

test("a number stands for itself, a word for similar ones", () => {
  expect(["65400", "27%", "0.7", "3rd"].filter(isNumber)).toHaveLength(4);
  expect(["share", "China", "co2"].filter(isNumber)).toEqual([]);
});

describe("a word is found as texts write it", () => {
  test.each([
    ["65400", "of 65,400 papers", "65,400"],
    ["65400", "of 65\u202f400 papers", "65\u202f400"],
    ["27%", "is 27\u202f% of", "27\u202f%"],
    ["27%", "is 27% of", "27%"],
    ["0.7", "by 0.7 points, not by 017", "0.7"],
    ["c++", "in c++", "c++"],
  ])("%s in “%s”", (term, text, found) => {
    expect(new RegExp(writtenAs(term), "u").exec(text)?.[0]).toBe(found);
  });
});
