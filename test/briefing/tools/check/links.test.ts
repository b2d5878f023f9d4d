import { describe, expect, test } from "vitest";
import { check, printed, type CellSource } from "./project.js";
import { casesOf } from "../../../support/cases.js";

const figure: CellSource = ["code", 'figure({ spec: {}, id: "peak", caption: "x" }); table({ id: "sums" })'];
const front: CellSource = ["raw", "---\ntitle: A\n---"];

const links = async (
  markdown: string,
  more: readonly CellSource[] = [front, figure],
): Promise<readonly string[]> => {
  const findings = await check("links", {
    notebooks: [[...more, ["markdown", markdown]]],
    files: ["data/README.md", "notebooks/map.png", "notebooks/notes.md"],
    bibtex: "@misc{nsb2019, title={x}}",
  });
  return findings.map(printed);
};

const { links: cases } = casesOf("markdown.yml", import.meta.url) as {
  readonly links: {
    readonly right: readonly string[];
    readonly wrong: readonly (readonly [markdown: string, message: string])[];
  };
};

test.each(cases.right)("valid targets of links: %s", async (markdown) => {
  expect(await links(markdown)).toEqual([]);
});

test("the figures of the first page are figures of the briefing", async () => {
  const notebooks = [[figure]];
  const named = async (lead: string) =>
    (await check("links", { notebooks, firstPage: { lead } })).map(
      ({ path, message }) => `${path} ${message}`,
    );
  expect(await named("peak")).toEqual([]);
  expect(await named("peek")).toEqual([
    'notebooks/briefing.yml firstPage.lead: the briefing has no figure "peek": did you mean peak?',
  ]);
});

describe("what leads nowhere", () => {
  test.each(cases.wrong)("%s", async (markdown, message) => {
    expect(await links(markdown)).toEqual([`notebooks/01.ipynb ${message}`]);
  });

  test("including captions and summaries", async () => {
    const cells: readonly CellSource[] = [
      ["raw", "---\ntitle: A\nsummary: See [it](#one).\n---"],
      ["code", 'figure({ id: "x", caption: text`${y} [it](#two)` })'],
    ];
    expect(await links("", cells)).toEqual([
      "notebooks/01.ipynb a 3:19 nothing on the page has the anchor #one",
      "notebooks/01.ipynb b 1:43 nothing on the page has the anchor #two",
    ]);
  });

  test("a picture that the page cannot show is a note", async () => {
    const [found] = await check("links", {
      notebooks: [[["markdown", "![map](map.png)"]]],
      files: ["notebooks/map.png"],
    });
    expect(found).toMatchObject({ severity: "note", line: 1, column: 8 });
  });
});

describe("nothing is reported that only execution can show", () => {
  test("ids created in code", async () => {
    expect(await links("@fig-other [a](#tbl-x)", [front, ["code", "figure({ id: `a-${b}` })"]])).toEqual([]);
    expect(await links("@fig-other", [front, ["code", 'import { draw } from "./draw.js"']])).toEqual([]);
  });

  test("headings with computed values", async () => {
    expect(await links("## In `{ts} y`\n\n[a](#s-01-in-2020)")).toEqual([]);
    expect(await links("## In\n\n[a](#s-01-in-2020)")).toHaveLength(1);
  });

  test("attachments there are", async () => {
    const cell: CellSource = [
      "markdown",
      "![a](attachment:b%20c.png)",
      { attachments: { "b c.png": { "image/png": "AAAA" } } },
    ];
    expect(await check("links", { notebooks: [[cell]] })).toEqual([]);
  });
});
