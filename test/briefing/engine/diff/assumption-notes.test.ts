import { expect, test } from "vitest";
import { assumptionNotes } from "../../../../src/briefing/engine/diff/assumption-notes.js";
import { answeredReport, assumption } from "./answered-report.js";

const before = answeredReport();

type Block = (typeof before)["sections"][number]["blocks"][number];

/** The report with one more block. */
const withBlock = (block: Block): typeof before => ({
  ...before,
  sections: before.sections.map((section) => ({ ...section, blocks: [...section.blocks, block] })),
});

const figure = (...drawings: readonly (string | undefined)[]): Block => ({
  kind: "figure",
  cell: "f",
  origin: "authored",
  id: "fig-a",
  number: 1,
  title: ["A"],
  caption: [],
  alt: ["A line"],
  source: [],
  files: { svg: "a.svg", spec: "a.vl.json", data: "a.csv" },
  under: drawings.map((drawing, index) => ({
    setting: { base: 2020 + index },
    ...(drawing !== undefined && { drawing }),
  })),
});

const table = (text: string): Block => ({
  kind: "table",
  cell: "t",
  id: "tbl-a",
  number: 1,
  caption: [],
  source: [],
  key: [],
  columns: [{ field: "n", title: "N", align: "right" }],
  rows: [],
  under: [{ setting: { base: 2020 }, rows: [[{ raw: text, text }]] }],
});

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

test("figures and tables that are others under another setting only", () => {
  const other = (was: Block, is: Block) => assumptionNotes({ before: withBlock(was), after: withBlock(is) });
  expect(other(figure("aa", "bb"), figure("aa", "bb"))).toEqual([]);
  expect(other(figure("aa", "bb"), figure("aa", "cc"))).toEqual([
    "1 figure has other contents under other settings of assumptions.",
  ]);
  expect(other(table("5"), table("6"))).toEqual([
    "1 table has other contents under other settings of assumptions.",
  ]);
});

test("a report that an older version wrote has no hashes of drawings, and only its settings are compared", () => {
  const was = withBlock(figure(undefined, undefined));
  expect(assumptionNotes({ before: was, after: withBlock(figure("aa", "bb")) })).toEqual([]);
  expect(assumptionNotes({ before: was, after: withBlock(figure("aa")) })).toEqual([
    "1 figure has other contents under other settings of assumptions.",
  ]);
});
