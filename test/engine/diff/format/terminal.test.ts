import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../../src/engine/diff/comparison.js";
import { formatTerminal } from "../../../../src/engine/diff/format/terminal.js";
import { changes, comparisonOf, sample } from "./sample.js";

const plain = (some: readonly Change[], width = 100) =>
  formatTerminal(comparisonOf(some), { width, colour: "off" });
const one = (key: string) => {
  const change = changes.find((each) => each.key === key);
  if (change === undefined) throw new Error(key);
  return plain([change]);
};

describe("--format terminal", () => {
  it("reads as the golden file", async () => {
    await expect(plain(changes, 80)).toMatchFileSnapshot("../../../golden/diff/terminal.txt");
  });

  it("says in the first line what changed", () => {
    expect(plain(changes, 400).split("\n")[0]).toBe(sample.summary.line);
    expect(plain([]).split("\n")[0]).toBe("No differences.");
  });

  it("keeps to the width, in colour too", () => {
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

  it("has the same words with colour and without, but for the marks of words that came and went", () => {
    const coloured = formatTerminal(sample, { width: 500, colour: "on" });
    expect(coloured).toContain("\u001b[");
    const marks = /\[-|-\]|\{\+|\+\}/g;
    expect(stripVTControlCharacters(coloured)).toBe(plain(changes, 500).replace(marks, ""));
  });

  it("sends nothing of a report to the terminal that is more than words", () => {
    const text = one("output:log");
    expect(text).toContain("+ new");
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("names the cause with the row of the data, and what a module ran", () => {
    const text = one("value:peak");
    expect(text).toContain("1,180 → 1,204 +24 (+2.0 %)");
    expect(text).toContain(
      "cause: data/tea.csv, 1 row: year 2023: cups 1180 → 1204; dist/cups.js: cups, sum",
    );
    expect(text).not.toContain("possible cause");
    expect(text).toContain("line 15: year 2023: cups 1180 → 1204");
  });

  it("is loud where nothing explains a change", () => {
    const text = one("value:lucky");
    expect(text.split("\n")[1]).toContain("! 1 change has no changed input");
    expect(text).toContain("NOT DETERMINISTIC");
    expect(one("value:peak")).not.toContain("DETERMINISTIC");
  });

  it("shows words that changed and values that moved in their sentence", () => {
    expect(one("prose:words")).toContain("Tea [-rose-] {+fell+} to [-1,180-]{+1,204+} cups.");
  });

  it("shows cells of a row in one line, and rows that came", () => {
    const text = one("table:years");
    expect(text).toContain("2022: Cups 10 → 12 +2 (+20.0 %) · Pots 10 → 12 +2 (+20.0 %)");
    expect(text).toContain("rows added: 2024");
    expect(text).toContain("columns removed: Note");
  });

  it("says how many points it leaves out", () => {
    const text = one("figure:cups");
    expect(text).toContain("12 points moved");
    expect(text).toContain("… 2 more points");
    expect(text).toContain("renamed: tea → cups");
  });

  it("names what was added with a chapter under the chapter, once", () => {
    const text = plain(changes.filter(({ id }) => id.includes("milk")));
    expect(text).toContain("with it: 1 figure (milk)");
    expect(text).not.toContain("Figure added");
    // Where the chapter is not reported, its parts speak for themselves.
    expect(plain(changes.filter(({ key }) => key === "figure:milk"))).toContain("+ Figure added milk");
  });

  it("lists inputs that changed nothing", () => {
    const [, after = ""] = plain(changes).split("Inputs that differ without effect");
    expect(after).toContain("data/sugar.csv");
    expect(after).not.toContain("data/tea.csv");
  });

  it("has the two sides the other way round in the mirrored comparison", () => {
    const { before, after } = sample;
    const text = formatTerminal({ ...sample, before: after, after: before }, { width: 80, colour: "off" });
    expect(text).toContain("\nwork tree (2026-11-01) → HEAD (2026-10-01)\n");
  });
});
