import { expect, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import type { StoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { briefingOf } from "./value-report.js";

type Files = Readonly<Record<string, string>>;

function notesOf(then: Files, now: Files, more: Partial<StoredReport> = {}, raw = 5): readonly string[] {
  const before = briefingOf({ values: { count: { raw: 5 } } });
  const after = briefingOf({ values: { count: { raw } } });
  return compareBriefings(
    { ...before, report: { ...before.report, files: then, linkedPackages: ["briefing@0.1.0"] } },
    {
      ...after,
      report: { ...after.report, files: now, linkedPackages: ["briefing@0.1.0"], ...more },
    },
  ).notes;
}

const page = { "briefing.html": "aa" };
const other = { "briefing.html": "bb" };
const site = { "site/index.html": "aa", "site/01-tea.html": "bb" };

test("a page that is drawn in another way has a line, with the version of the tool if it changed", () => {
  expect(notesOf(page, other)).toEqual([
    "briefing.html is drawn in another way: its style or its program changed. What it says is the same.",
  ]);
  expect(notesOf(page, other, { linkedPackages: ["briefing@0.2.0"] }).join()).toContain(
    "changed (briefing@0.1.0 → briefing@0.2.0).",
  );
});

test("nothing is said of the page if it is the same, or if anything else could have changed it", () => {
  expect(notesOf(page, page)).toEqual([]);
  expect(notesOf(page, other, {}, 6), "a value changed").toEqual([]);
  expect(notesOf(page, other, { date: "2026-12-01" }), "another date").toEqual([]);
});

test("a site that is no longer written, or now is, has a line", () => {
  expect(notesOf({ ...page, ...site }, other)).toEqual(["The site is no longer written (2 files)."]);
  expect(notesOf(page, { ...other, ...site })).toEqual(["A site is written now (2 files)."]);
});
