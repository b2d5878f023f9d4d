import { expect, it } from "vitest";
import type { Briefing } from "../../../src/engine/diff/briefing.js";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { outlineOf } from "../../../src/engine/diff/format/outline.js";
import { findings } from "./findings.js";
import { brief, gauges } from "./gauges.js";

const first = await brief(gauges(), "before");
const saying = (changes?: string): Briefing => ({
  ...first,
  report: { ...first.report, ...(changes !== undefined && { changes }) },
});
const compared = (was?: string, is?: string) => compareBriefings(saying(was), saying(is));

it("an edit of what the page says of its editions is an edit of words, and it is named", () => {
  const text = "## 1 May 2020\n\nThe gauge at Birch was\nread anew.\n";
  const comparison = compared(text, text.replace("anew", "twice"));
  expect(findings(comparison)).toEqual(["prose changed changes: -anew; +twice <- edited"]);
  expect(comparison.summary.line).toBe("1 passage edited.");
  expect(outlineOf(comparison).entries.map(({ title }) => title)).toEqual([
    "What changed since the last edition",
  ]);
  expect(findings(compared(undefined, text))).toEqual(["prose added changes:  <- edited"]);
  expect(findings(compared(text))).toEqual(["prose removed changes:  <- edited"]);
  expect(findings(compared(text, text.replace("\nread", " read")))).toEqual([]);
});
