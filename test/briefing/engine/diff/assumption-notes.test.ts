import { expect, test } from "vitest";
import { assumptionNotes } from "../../../../src/briefing/engine/diff/assumption-notes.js";
import { answeredReport, assumption } from "./answered-report.js";

const before = answeredReport();

test("the same answers have no note", () => {
  expect(assumptionNotes({ before, after: answeredReport() })).toEqual([]);
});

test("options, published values and assumptions that come and go", () => {
  const { other, ...assumptions } = before.assumptions ?? {};
  expect(other).toBeDefined();
  const after = {
    ...before,
    assumptions: {
      ...assumptions,
      base: assumption("Compared with", [2018, 2020, 2021], 2020),
      more: assumption("More", [1, 2], 1),
    },
  };
  expect(assumptionNotes({ before, after })).toEqual([
    "Assumption base: published 2019 → 2020.",
    "Assumption base: no longer offered: 2019.",
    "Assumption base: newly offered: 2018.",
    "Assumption more was added: More.",
    "Assumption other was removed: Other.",
  ]);
});

test("a sentence that is struck under another setting only", () => {
  const guards = (before.guards ?? []).map(({ under, ...guard }) => {
    expect(under).toHaveLength(1);
    return guard;
  });
  expect(assumptionNotes({ before, after: { ...before, guards } })).toEqual([
    "With base = 2020, least = 2, a sentence holds now: It rose by 5.",
  ]);
  expect(assumptionNotes({ before: { ...before, guards }, after: before })).toEqual([
    "With base = 2020, least = 2, a sentence no longer holds: It rose by 5.",
  ]);
});

test("a number that is another one under another setting only", () => {
  const { rise } = before.values;
  const under = (rise?.under ?? []).map((each) => ("text" in each ? { ...each, raw: 9, text: "9" } : each));
  const values = { ...before.values, ...(rise && { rise: { ...rise, under } }) };
  expect(assumptionNotes({ before, after: { ...before, values } })).toEqual([
    "1 number has other values under other settings of assumptions.",
  ]);
});
