import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../../../src/briefing/engine/diff/comparison.js";
import { formatTerminal } from "../../../../../src/briefing/engine/diff/format/terminal.js";
import { changes, comparisonOf, sample } from "./sample.js";

const plain = (some: readonly Change[], width = 100) =>
  formatTerminal(comparisonOf(some), { width, colour: "off" });
const one = (key: string) => {
  const change = changes.find((each) => each.key === key);
  if (change === undefined) throw new Error(key);
  return plain([change]);
};

describe("--format terminal", () => {
  it("matches the golden file", async () => {
    await expect(plain(changes, 80)).toMatchFileSnapshot("../../../../golden/diff/terminal.txt");
  });

  it("begins with a summary", () => {
    expect(plain(changes, 600).split("\n")[0]).toBe(sample.summary.line);
    expect(plain([]).split("\n")[0]).toBe("No differences.");
  });

  it("respects the width, in colour too", () => {
    for (const width of [40, 72, 100]) {
      const text = formatTerminal(sample, { width, colour: "on" });
      const widest = Math.max(
        ...stripVTControlCharacters(text)
          .split("\n")
          .map((each) => Array.from(each).length),
      );
      expect(widest).toBeLessThanOrEqual(width);
    }
  });

  it("has the same text with and without colour, except for the marks of added and removed words", () => {
    const coloured = formatTerminal(sample, { width: 500, colour: "on" });
    expect(coloured).toContain("\u001b[");
    const marks = /\[-|-\]|\{\+|\+\}/g;
    expect(stripVTControlCharacters(coloured)).toBe(plain(changes, 500).replace(marks, ""));
  });

  it("sends no control characters of a report to the terminal", () => {
    const text = one("output:log");
    expect(text).toContain("+ new");
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});
