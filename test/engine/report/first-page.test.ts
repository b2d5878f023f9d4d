import { describe, expect, it } from "vitest";
import { mime } from "../../../src/model/mime.js";
import type { Notebook } from "../../../src/engine/notebook/contract.js";
import type { FirstPageSettings } from "../../../src/engine/project/contract.js";
import { openingOf } from "../../../src/engine/render/opening.js";
import { renderBriefing } from "../../../src/engine/render/render-briefing.js";
import { buildReport } from "../../../src/engine/report/build-report.js";
import { firstPageSize, firstPageWarnings } from "../../../src/engine/report/first-page-size.js";
import { project, showing } from "./tea.js";

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
  buildReport(
    fronts.map((front, index) => ({
      path: `notebooks/${"abc"[index]}.ipynb`,
      notebook: chapter(front, `figure-${"abc"[index]}`),
    })),
    { ...project, firstPage },
    new Map(),
  );

const whole = [
  "title: A\nheadline: Tea fell.\ndataDate: The data end in 2024\nfinding: Tea is out.",
  "title: B\nfinding: Coffee is in.\nunknown: Why. A survey would tell.",
  "title: C\nfinding: Water stays.",
];
const chosen = { lead: "figure-b", findings: ["c", "a"], claims: "figure-c" };

describe("the first page", () => {
  it("is what the chapters offer, in the order that the project names, and its figures", () => {
    expect(build(whole, chosen).firstPage).toEqual({
      headline: ["Tea fell."],
      dataDate: ["The data end in 2024"],
      lead: "figure-b",
      findings: [
        { section: "c", text: ["Water stays."] },
        { section: "a", text: ["Tea is out."] },
      ],
      unknown: ["Why. A survey would tell."],
      claims: "figure-c",
    });
    expect(build(whole).firstPage?.findings.map(({ section }) => section)).toEqual(["a", "b", "c"]);
  });

  it("is made of the summaries where no chapter offers a headline or a finding", () => {
    const fronts = ["summary: First.", "summary: Second."];
    expect(build(fronts).firstPage).toBeUndefined();
    for (const settings of [{}, { lead: "figure-a" }])
      expect(openingOf(build(fronts, settings))).toMatchObject({
        headline: ["First."],
        headlineSection: "a",
        findings: [{ text: ["Second."] }],
      });
  });

  it.each([
    [["headline: A", "headline: B"], {}, "Two notebooks have headline in their front matter"],
    [["unknown: A", "unknown: B"], {}, "Two notebooks have unknown in their front matter"],
    [["title: A"], { lead: "figure-x" }, 'firstPage.lead names the figure "figure-x"'],
    [["title: A"], { claims: "figures-a" }, 'firstPage.claims names the figure "figures-a"'],
    [["finding: A", "title: B"], { findings: ["b"] }, "firstPage.findings names b, which has no finding"],
    [["finding: [A]"], {}, "finding in the front matter is not a text"],
  ])("says what is wrong with %j and %j", (fronts, settings, message) => {
    expect(() => build(fronts, settings)).toThrow(message);
  });
});

describe("on the page", () => {
  const pages = async () => {
    const files = await renderBriefing(build(whole, chosen), []);
    const text = (path: string) => String(files.find((file) => file.path === path)?.content);
    return { html: text("briefing.html"), markdown: text("briefing.md") };
  };
  const inOrder = (page: string, marks: readonly string[]) => {
    const places = marks.map((mark) => page.indexOf(mark));
    expect(Math.min(...places), marks[places.indexOf(-1)]).toBeGreaterThanOrEqual(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  };

  it("title, dates, headline, lead figure, findings, what is not known and claims stand in this order", async () => {
    const { html, markdown } = await pages();
    const words = ["The data end in 2024", "Tea fell.", "Title of figure-b", "Kettles, 2020"];
    const rest = ["Water stays.", "Tea is out.", "Why. A survey would tell."];
    const body = html.slice(html.indexOf("<body>"));
    inOrder(body, ["<h1>", "B. Author", ...words, ...rest, "Title of figure-c", "<h2"]);
    inOrder(markdown, ["# Tea", "Tea fell.", 'id="fig-figure-b"', ...rest, 'id="fig-figure-c"', "## A"]);
  });

  it("no heading comes between the title and the first chapter", async () => {
    const { html } = await pages();
    const headings = [...html.matchAll(/<h([1-6])\b[^>]*>([^<]*)/g)].map(
      ([, level, text]) => `${level} ${text}`,
    );
    expect(headings.slice(0, 2)).toEqual([expect.stringMatching(/^1 /), "2 A"]);
  });

  it("a figure is drawn once; its chapter leads to it", async () => {
    const { html, markdown } = await pages();
    for (const id of ["figure-a", "figure-b", "figure-c"])
      expect(html.split(`id="fig-${id}"`).length, id).toBe(2);
    expect(html).toContain('<a href="#fig-figure-b">Figure 2, on the first page</a>: Title of figure-b');
    expect(markdown).toContain("[Figure 2, on the first page](#fig-figure-b): Title of figure-b");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the length of the first page", () => {
  it("counts headline, findings, what is not known, and title, caption and source of the lead figure", () => {
    // Tea fell · Water stays · Tea is out · Why A survey would tell · Title of figure-b · How it reads · Kettles, 2020
    expect(firstPageSize(build(whole, chosen))).toEqual({ words: 20, numbers: 1, headline: 2 });
  });

  it.each([
    ["62,425 papers", 2, 1],
    ["2.5 % of 10\u202f000 in 2017–2021", 5, 4],
    ["a [link](https://example.org/2020/1) — and so on", 5, 0],
  ])("counts %s", (finding, words, numbers) => {
    expect(firstPageSize(build([`finding: ${JSON.stringify(finding)}`]))).toMatchObject({ words, numbers });
  });

  it("is warned of where it is too much, with the counts", () => {
    const long = Array.from({ length: 31 }, (_, index) => `w${index}`).join(" ");
    expect(firstPageWarnings(build(whole, chosen))).toEqual([]);
    const [headline, page] = firstPageWarnings(build([`headline: ${long}`]));
    expect(headline).toContain("The headline has 31 words");
    expect(page).toContain("31 words and 31 numbers");
  });
});

it("has the title that a chapter makes, and otherwise that of briefing.yml", () => {
  expect(build(["title: A"]).title).toBe(project.title);
  expect(build(["title: A", "title: B\nbriefingTitle: Two economies"]).title).toBe("Two economies");
});
