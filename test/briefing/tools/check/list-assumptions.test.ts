import { expect, test } from "vitest";
import { readingLists } from "../../../../src/briefing/tools/check/list-assumptions.js";
import { answeredReport } from "../../engine/diff/answered-report.js";

const lists = readingLists(answeredReport(), []);
const listOf = (words: string) => lists.find((list) => list.words === words);

test("sentences that still hold with other numbers, and numbers without a condition", () => {
  const place = { notebook: "notebooks/a.ipynb", cell: "p" };
  expect(listOf("Compared with 2020")).toEqual({
    setting: { base: 2020 },
    words: "Compared with 2020",
    struck: 0,
    sentences: [{ ...place, text: "It rose by 5.", changes: [{ was: "5", is: "6" }] }],
    numbers: [{ ...place, changes: [{ was: "7", is: "8" }] }],
  });
});

test("a sentence that is struck is counted, and not to be read", () => {
  expect(listOf("Compared with 2020, At least 2")).toMatchObject({ struck: 1, sentences: [] });
});

test("a setting without an answer says why", () => {
  expect(listOf("Compared with 2021")).toMatchObject({ failed: "no such row", sentences: [], numbers: [] });
});

test("neither a setting in which nothing differs nor two together without anything new", () => {
  expect(lists.map(({ words }) => words)).toEqual([
    "Compared with 2020",
    "Compared with 2021",
    "Compared with 2020, At least 2",
  ]);
});

test("of two assumptions together, only what neither alone has shown", () => {
  expect(listOf("Compared with 2020, At least 2")).toMatchObject({ sentences: [], numbers: [] });
});

test("of some notebooks", () => {
  expect(readingLists(answeredReport(), ["notebooks/b.ipynb"])).toEqual([]);
});
