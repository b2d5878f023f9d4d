import { expect, test } from "vitest";
import { partnersInWorld, yearsThatStandOut } from "../../../src/collaboration/pair/in-world.js";
import { countsInWorld } from "../../../src/collaboration/pair/joint-counts.js";
import { edition as editionRow, panelOfRows } from "./rows.js";

const edition = "openalex-2024-08";
const editions = [editionRow(edition, "2024-08", "openalex")];
const pair = (year: number, a: string, b: string, works: number) => ({ edition, year, a, b, works });
const pairs = [
  pair(2021, "BT", "IN", 9),
  pair(2021, "BT", "TV", 1),
  pair(2022, "BT", "IN", 8),
  pair(2022, "BT", "NP", 3),
  pair(2022, "BT", "TH", 3),
  pair(2023, "IN", "TV", 2),
];
const tables = {
  editions,
  "world-pairs": pairs,
  "world-international": [
    { edition, year: 2021, economy: "BT", works: 10 },
    { edition, year: 2021, economy: "TV", works: 1 },
    { edition, year: 2022, economy: "BT", works: 12 },
  ],
};

test("a year without a row is a year without joint papers, in either order of the two", () => {
  for (const codes of [
    ["TV", "BT"],
    ["BT", "TV"],
  ] as const) {
    const counts = countsInWorld(codes, tables);
    expect(counts.map(({ year, joint }) => [year, joint.lower, joint.upper])).toEqual([
      [2021, 1, 1],
      [2022, 0, 0],
      [2023, 0, 0],
    ]);
    const [tuvalu, bhutan] = codes[0] === "TV" ? (["x", "y"] as const) : (["y", "x"] as const);
    expect(counts.map((row) => [row[tuvalu], row[bhutan]])).toEqual([
      [1, 10],
      [0, 12],
      [0, 0],
    ]);
    expect(counts.map(({ status }) => status)).toEqual(["complete", "complete", "incomplete"]);
  }
});

test("an economy that the table does not count has no years instead of zeros", () => {
  expect(countsInWorld(["EU27", "IN"], tables)).toEqual([]);
});

test("partners with equal joint papers share a rank; an economy without links has no partners", () => {
  const world = panelOfRows(pairs, editions, "world") ?? expect.fail("no panel");
  const about = { panel: () => world };
  expect(partnersInWorld(about, "BT", 2022)).toEqual([
    { partner: "IN", joint: 8, place: 1, tied: 0, share: 8 / 14 },
    { partner: "NP", joint: 3, place: 2, tied: 1, share: 3 / 14 },
    { partner: "TH", joint: 3, place: 2, tied: 1, share: 3 / 14 },
  ]);
  expect(partnersInWorld(about, "TV", 2022)).toEqual([]);
});

test("a count that jumps or drops for one year stands out; steady growth and small counts do not", () => {
  const counts = (...works: readonly number[]) =>
    countsInWorld(["A", "B"], {
      ...tables,
      "world-pairs": works.map((each, index) => pair(2000 + index, "A", "B", each)),
    });
  expect(yearsThatStandOut(counts(100, 200, 400, 800))).toEqual([]);
  expect(yearsThatStandOut(counts(400, 620, 400, 420))).toEqual([2001]);
  expect(yearsThatStandOut(counts(400, 410, 250, 420))).toEqual([2002]);
  expect(yearsThatStandOut(counts(4, 9, 3, 5))).toEqual([]);
});
