import { describe, expect, it } from "vitest";
import { mime } from "../../src/model/mime.js";
import type { Notebook } from "../../src/notebook/contract.js";
import { buildReport } from "../../src/report/build-report.js";
import { openingOf } from "../../src/render/opening.js";
import { project, showing } from "./tea.js";

const rich = (text: string) => ({ parts: [text] });

/** A chapter with this front matter and one figure. */
function chapter(front: string, figure: string): Notebook {
  const fields = { version: 1, id: figure, data: [], caption: rich("c"), alt: rich("a"), source: rich("s") };
  const shown = showing("show", { [mime.figure]: fields, [mime.vegaLite]: { mark: "bar" } });
  const cell = { cell_type: "raw" as const, id: "front", metadata: {}, source: `---\n${front}\n---` };
  return { ...shown, cells: [cell, ...shown.cells] };
}

const build = (fronts: readonly string[], answer?: readonly string[]) =>
  buildReport(
    fronts.map((front, index) => ({
      path: `notebooks/${"abc"[index]}.ipynb`,
      notebook: chapter(front, `figure-${"abc"[index]}`),
    })),
    { ...project, ...(answer && { answer }) },
    new Map(),
  );

describe("the answer of a briefing", () => {
  it("is the headline of one chapter and the answers of all that have one, with their figures", () => {
    const report = build(["answer: Tea.\nfigure: figure-c", "title: B", "headline: All.\nanswer: Coffee."]);
    expect(report.answer).toEqual({
      headline: ["All."],
      sentences: [
        { section: "a", text: ["Tea."], figure: "figure-c" },
        { section: "c", text: ["Coffee."] },
      ],
    });
    const { standfirst, told, points, figures } = openingOf(report);
    expect(standfirst).toEqual(["All."]);
    expect(told).toBeUndefined();
    expect(points.map(({ section }) => section.id)).toEqual(["a", "c"]);
    expect(figures.map(({ id }) => id)).toEqual(["figure-c"]);
  });

  it("keeps to the chapters that the project names, in its order", () => {
    const report = build(["answer: A", "answer: B", "answer: C"], ["c", "a"]);
    expect(report.answer?.sentences.map(({ section }) => section)).toEqual(["c", "a"]);
  });

  it("shows a figure once, and none for an unnamed one", () => {
    const report = build(["answer: A\nfigure: figure-a", "answer: B\nfigure: figure-a", "answer: C"]);
    expect(openingOf(report).figures.map(({ id }) => id)).toEqual(["figure-a"]);
  });

  it("is made of the summaries where no chapter offers one", () => {
    const report = build(["summary: First.", "summary: Second."]);
    expect(report.answer).toBeUndefined();
    expect(openingOf(report)).toMatchObject({
      standfirst: ["First."],
      told: "a",
      points: [{ text: ["Second."] }],
    });
  });

  it.each([
    [["headline: A", "headline: B"], undefined, "Two notebooks have a headline in their front matter"],
    [
      ["answer: A\nfigure: figure-x"],
      undefined,
      'a.ipynb, cell front: the answer names the figure "figure-x"',
    ],
    [["answer: A", "title: B"], ["b"], "briefing.yml: answer names b, which has none"],
    [["answer: [A]"], undefined, "answer in the front matter is no text"],
  ])("says what is wrong with %j", (fronts, answer, message) => {
    expect(() => build(fronts, answer)).toThrow(message);
  });
});
