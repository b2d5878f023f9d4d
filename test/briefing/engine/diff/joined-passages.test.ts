/** A Markdown cell that is split around code, or joined, is one text for readers. */
import { expect, test } from "vitest";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { normaliseReport } from "../../../../src/briefing/engine/diff/outputs/normalise-report.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import {
  parseStoredReport,
  writeStoredReport,
} from "../../../../src/briefing/engine/report/stored-report.js";
import { code, markdown, notebook } from "./cells.js";

const count = { version: 1, raw: 7, text: "7", format: "count" } as const;
const level = "## Level\n\nThe Alder is higher than the Birch.";
const eels = "Fishermen counted `{ts} eels` eels below the old sluice.";
const swans = "Swans nested beside the ferry, and nobody disturbed them.";

const words = (id: string, ...paragraphs: readonly string[]): Cell =>
  markdown(id, paragraphs.join("\n\n"), { eels: count });
const step = (id: string): Cell => code(id, `const ${id} = 7;`, {});
const picture = code("drawn", "plot();", {}, [{ "text/plain": "a plot" }]);

function briefingOf(...cells: readonly Cell[]): Briefing {
  const facts = { root: "/p", title: "Rivers", authors: ["A"] };
  const file = { path: "/p/notebooks/01-rivers.ipynb", notebook: notebook(cells) };
  const names = { figure: () => ({ svg: "", spec: "", data: "" }), picture: () => "" };
  const written = writeStoredReport(buildReport([file], facts, new Map()), {}, names);
  const report = normaliseReport(parseStoredReport(written, "report.json"), new Map());
  return { name: "r", report, files: new Map(), inputs: new Map() };
}

const passages = (one: Briefing, two: Briefing): readonly (readonly string[])[] =>
  [compareBriefings(one, two), compareBriefings(two, one)].map(({ changes }) =>
    changes.flatMap(({ kind, status, id }) => (kind === "prose" ? [`${status} ${id}`] : [])),
  );

const whole = briefingOf(step("one"), words("level", level, eels, swans));

test("a text split around one or several cells of code is the same text, in both directions", () => {
  const around = briefingOf(words("level", level), step("one"), words("eels", eels, swans));
  const steps = briefingOf(words("level", level), step("one"), step("two"), words("eels", eels, swans));
  const inThree = briefingOf(
    step("one"),
    words("level", level),
    step("two"),
    words("eels", eels),
    step("three"),
    words("swans", swans),
  );
  for (const split of [around, steps, inThree]) expect(passages(whole, split)).toEqual([[], []]);
});

test("the part that keeps the name of the cell may be the last one", () => {
  const split = briefingOf(words("start", level), step("one"), words("level", eels, swans));
  expect(passages(whole, split)).toEqual([[], []]);
});

test("a word that changed in one of the parts is reported in the passage as a whole", () => {
  const edited = words("eels", eels.replace("counted", "caught"), swans);
  const split = briefingOf(words("level", level), step("one"), edited);
  expect(passages(whole, split)).toEqual([["changed 01-rivers/level"], ["changed 01-rivers/level"]]);
});

test("of a text split around something that readers see, the sentences behind it moved", () => {
  const split = briefingOf(words("level", level), picture, words("eels", eels, swans));
  const [forwards] = passages(whole, split);
  expect(forwards).toEqual(["changed 01-rivers/eels"]);
});
