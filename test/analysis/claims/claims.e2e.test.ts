/** The table of claims and the modules that judge it; and what altered tables may not do. */
import type { Tables } from "../../../src/authoring/load/load.js";
import { describe, expect, test } from "vitest";
import { altered, jointTimes, wordsOf, without } from "./altered.js";
import { card, judge, named, requireAll } from "../../../src/analysis/claims/claims.js";

test("every row of the table is judged, in its order, and its card carries its words", () => {
  const about = altered();
  const judged = judge(about);
  const rows = [...about.rows("claims")].sort((a, b) => a.order - b.order);
  expect(judged.map(({ row }) => row.id)).toEqual(rows.map(({ id }) => id));
  for (const each of judged) {
    expect(card(each)).toMatchObject({ id: each.row.id, statement: each.row.statement, parts: each.parts });
    expect(each.statuses).toHaveLength(each.parts.length);
    for (const { holds, evidence, needs } of each.parts)
      expect(holds === undefined ? needs : evidence, each.row.id).toBeTruthy();
  }
});

describe("a table that the modules do not follow", () => {
  test.each<[string, (rows: readonly Tables["claims"][]) => readonly Tables["claims"][], RegExp]>([
    [
      "a claim that nothing judges",
      (rows) => rows.map((row) => (row.order === 1 ? { ...row, id: "new-claim" } : row)),
      /data\/claims\.csv .*"(peak-2020|new-claim)".*src\/analysis\/claims/,
    ],
    [
      "a claim more",
      (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, order: 99, id: "new-claim" }))],
      /the claim "new-claim", which nothing in src\/analysis\/claims judges/,
    ],
    ["a claim less", (rows) => rows.slice(1), /no claim "peak-2020", which src\/analysis\/claims judges/],
    [
      "claims about another pair",
      (rows) => rows.map((row) => (row.order === 4 ? { ...row, partner: "JP" } : row)),
      /"fifth-of-world" is about US and JP, but the briefing is about US and CN/,
    ],
  ])("is named: %s", (_, claims, message) => {
    expect(() => judge(altered({ claims }))).toThrow(message);
  });
});

describe("altered tables", () => {
  test.each([
    [
      "joint papers after 2017 × 0.08",
      () => jointTimes(0.08),
      { "not-full": "contradicted", "first-partners": "contradicted" },
    ],
    [
      "joint papers after 2017 × 2.5",
      () => jointTimes(2.5),
      { "not-full": "supported", "first-partners": "supported" },
    ],
    [
      "no NSF Indicators 2024",
      () => without("nsf-2024"),
      { "fifth-of-world": "not-testable", "allies-concentrate": "not-testable" },
    ],
    ["no OpenAlex", () => without("openalex-2024-08"), { "europe-decides": "not-testable" }],
  ])("%s: every claim is judged, and no text has a hole", (_, changes, expected) => {
    const judged = judge(altered(changes()));
    for (const { row, parts } of judged)
      expect(wordsOf(parts), row.id).not.toMatch(/undefined|NaN|null|Infinity|not available/);
    expect(Object.fromEntries(judged.map(({ row, verdict }) => [row.id, verdict]))).toMatchObject(expected);
  });
});

test("tables that contradict themselves stop the build: they are no missing data", () => {
  const about = altered({
    partners: (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, works: row.works + 1 }))],
  });
  expect(() => judge(about)).toThrow("has two counts");
});

test("a card that no claim has, and a claim without a card, are named", () => {
  const judged = judge(altered());
  const ids = judged.map(({ row }) => row.id);
  expect(named(judged, [...ids].reverse())).toEqual(judged);
  expect(() => named(judged, ["no-such-claim"])).toThrow('no claim "no-such-claim"');
  expect(() => {
    requireAll(judged, ids.slice(1));
  }).toThrow(`the claim "${ids[0] ?? ""}", whose card the chapter lacks`);
  requireAll(judged, ids);
});
