import { describe, expect, it } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import type { Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import type { FirstPageSettings } from "../../../../src/briefing/engine/project/publication.js";
import { openingOf } from "../../../../src/briefing/engine/render/opening.js";
import { project, reportOf, showing } from "./tea.js";

const rich = (text: string) => ({ parts: [text] });

/** A chapter with this front matter and one figure. */
function chapter(front: string, figure: string): Notebook {
  const fields = {
    version: 1,
    id: figure,
    title: rich(`Title of ${figure}`),
    data: [],
    caption: rich("How it reads."),
    alt: rich("a"),
    source: rich("Kettles, 2020"),
  };
  const spec = { data: { values: [{ x: 1 }] }, mark: "bar", encoding: { x: { field: "x" } } };
  const shown = showing("show", { [mime.figure]: fields, [mime.vegaLite]: spec });
  const cell = { cell_type: "raw" as const, id: "front", metadata: {}, source: `---\n${front}\n---` };
  return { ...shown, cells: [cell, ...shown.cells] };
}

const build = (fronts: readonly string[], firstPage: FirstPageSettings = {}) =>
  reportOf(
    fronts.map((front, index) => chapter(front, `figure-${"abc"[index]}`)),
    { firstPage },
  );

const whole = [
  "title: A\nsubject: What people drink.\nheadline: Tea fell.\ndataDate: The data end in 2024\nfinding: Tea is out.",
  "title: B\nfinding: Coffee is in.\nunknown: Why. A survey would tell.\nnewer: Coffee is reported to be out again.",
  "title: C\nfinding: Water stays.",
];
const chosen = { lead: "figure-b", findings: ["3", "1"], claims: "figure-c" };

describe("the first page", () => {
  it("has the chapters' content, in the project's order, and its figures", () => {
    expect(build(whole, chosen).firstPage).toEqual({
      subject: ["What people drink."],
      headline: ["Tea fell."],
      dataDate: ["The data end in 2024"],
      lead: "figure-b",
      findings: [
        { section: "3", text: ["Water stays."] },
        { section: "1", text: ["Tea is out."] },
      ],
      unknown: ["Why. A survey would tell."],
      newer: ["Coffee is reported to be out again."],
      claims: "figure-c",
    });
    const numbers = build(whole, chosen).sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "figure" ? [[block.id, block.number]] : [])),
    );
    expect(numbers).toEqual([
      ["figure-a", 3],
      ["figure-b", 1],
      ["figure-c", 2],
    ]);
    expect(build(whole).firstPage?.findings.map(({ section }) => section)).toEqual(["1", "2", "3"]);
  });

  it("consists of the summaries if no chapter has a headline or a finding", () => {
    const fronts = ["summary: First.", "summary: Second."];
    expect(build(fronts).firstPage).toBeUndefined();
    for (const settings of [{}, { lead: "figure-a" }])
      expect(openingOf(build(fronts, settings))).toMatchObject({
        headline: ["First."],
        headlineSection: "1",
        findings: [{ text: ["Second."] }],
      });
  });

  it.each([
    [["headline: A", "headline: B"], {}, "Two notebooks have headline in their front matter"],
    [["unknown: A", "unknown: B"], {}, "Two notebooks have unknown in their front matter"],
    [["title: A"], { lead: "figure-x" }, 'firstPage.lead names the figure "figure-x"'],
    [["title: A"], { claims: "figures-a" }, 'firstPage.claims names the figure "figures-a"'],
    [["finding: A", "title: B"], { findings: ["2"] }, "firstPage.findings names 2, which has no finding"],
    [["finding: [A]"], {}, "finding in the front matter is not a text"],
  ])("reports errors in %j and %j", (fronts, settings, message) => {
    expect(() => build(fronts, settings)).toThrow(message);
  });
});

it("has the title from a chapter, else from briefing.yml", () => {
  expect(build(["title: A"]).title).toBe(project.title);
  expect(build(["title: A", "title: B\nbriefingTitle: Two economies"]).title).toBe("Two economies");
});
