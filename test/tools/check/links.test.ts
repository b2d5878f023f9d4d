import { describe, expect, test } from "vitest";
import { check, told, type CellSource } from "./project.js";

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
  return findings.map(told);
};

describe("what a link may lead to", () => {
  test.each([
    "[a](#fig-peak) and [b](#tbl-sums), @fig-peak, @tbl-sums",
    "[chapter](#01), [works](#references), [one](#ref-nsb2019), [a value](#value-peak)",
    "## What is it?\n\n[here](#s-01-what-is-it)",
    "[data](../data/README.md#tables), [svg](figures/peak.svg), [run](notebooks/01.ipynb)",
    "<https://example.org/x> [mail](mailto:a@b.org) [web](https://example.org/#nowhere)",
    "`[a](#nowhere)`\n\n```\n[a](#nowhere)\n```\n\n<!-- <a href='#nowhere'> -->",
  ])("%s", async (markdown) => {
    expect(await links(markdown)).toEqual([]);
  });
});

describe("the figures of the first page", () => {
  test("are figures of the briefing", async () => {
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
});

describe("what leads nowhere", () => {
  test.each([
    ["See [a](#fig-peek).", "c 1:9 nothing on the page has the anchor #fig-peek: did you mean #fig-peak?"],
    [
      "## Why so\n\n[a](#why-so)",
      "c 3:5 nothing on the page has the anchor #why-so: did you mean #s-01-why-so?",
    ],
    ['<a class="x" href="#gone">a</a>', "c 1:20 nothing on the page has the anchor #gone"],
    ["[a](../data/gone.csv)", 'c 1:5 "../data/gone.csv": there is no data/gone.csv'],
    ["[a](notes.md)", 'c 1:5 "notes.md": there is no output/notes.md'],
    ["[a][r]\n\n[r]: figures/pique.svg", 'c 3:6 "figures/pique.svg": there is no output/figures/pique.svg'],
    ["[a](/etc/hosts)", 'c 1:5 "/etc/hosts" is a path of one machine'],
    ["[a](../../up.md)", 'c 1:5 "../../up.md" leads out of the project'],
    [
      "[a](javascript:alert(1))",
      'c 1:5 "javascript:alert(1)": the page keeps no link of the kind javascript:',
    ],
    ["[a](//example.org)", 'c 1:5 "//example.org" names no protocol, and the page drops it'],
    ["[a]()", "c 1:1 the link has no target"],
    ["![a](attachment:b.png)", 'c 1:6 the cell has no attachment "b.png"'],
    ["As @fig-peek has it", "c 1:4 @fig-peek refers to no figure of the briefing: did you mean @fig-peak?"],
    ["As @tbl-x has it", "c 1:4 @tbl-x refers to no table of the briefing"],
  ])("%s", async (markdown, message) => {
    expect(await links(markdown)).toEqual([`notebooks/01.ipynb ${message}`]);
  });

  test("in captions and summaries, too", async () => {
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

describe("what nobody can tell without executing is not complained of", () => {
  test("ids made in code", async () => {
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
