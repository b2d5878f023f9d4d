import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/engine/notebook/contract.js";
import {
  guardFaults,
  guardsIn,
  inlineExpressions,
  placeOfAsked,
} from "../../../src/engine/notebook/inline.js";

const cell = (source: string, cell_type: "markdown" | "raw" = "markdown"): Cell => ({
  ...{ cell_type, id: "intro", source, metadata: {} },
});
/** `text|condition`, as they stand in the source. */
function read(source: string, type?: "raw") {
  return guardsIn(cell(source, type)).map(({ content, holds, when }) => {
    const conditions = [when && `when ${when.expression}`, holds && `holds ${holds.expression}`];
    return [
      source.slice(content.start, content.end),
      ...conditions.filter((each) => each !== undefined),
    ].join(" | ");
  });
}

describe("read", () => {
  test.each<[what: string, source: string, ...guards: string[]]>([
    ["a sentence", "One. [Two `{ts} x`.]{holds=isLower} Three.", "Two `{ts} x`. | holds isLower"],
    ["in quotes", `[It fell.]{holds="change < -0.05 && n > 2"}`, "It fell. | holds change < -0.05 && n > 2"],
    ["other quotes inside", `[None.]{holds="kind === 'none'"}`, "None. | holds kind === 'none'"],
    ["double quotes inside single ones", `[None.]{holds='kind === "none"'}`, 'None. | holds kind === "none"'],
    ["a call", "[All.]{holds=rows.every(isLower)}", "All. | holds rows.every(isLower)"],
    [
      "both, and an id",
      "[Late.]{#late when=hasEarly holds=isLower}",
      "Late. | when hasEarly | holds isLower",
    ],
    ["over lines", "[It\nfell.]{holds=isLower}", "It\nfell. | holds isLower"],
    [
      "holds inside when",
      "[Early: [it fell.]{holds=b} *So*.]{when=a}",
      "Early: [it fell.]{holds=b} *So*. | when a",
      "it fell. | holds b",
    ],
    [
      "links, citations, code and escaped brackets inside",
      "[See [a](b), [@zitt2000], `]{x}` and \\].]{holds=a}",
      "See [a](b), [@zitt2000], `]{x}` and \\]. | holds a",
    ],
    ["in a list", "- [One.]{holds=a}\n- [Two.]{when=b}", "One. | holds a", "Two. | when b"],
    ["in a heading", "## [It fell]{holds=a}", "It fell | holds a"],
    ["in a table, where a pipe is escaped", '| a |\n|---|\n| [x]{holds="a \\|\\| b"} |', "x | holds a || b"],
    ["in a footnote", "A[^1]\n\n[^1]: [It fell.]{holds=a}", "It fell. | holds a"],
    ["a paragraph", "One.\n\nIt\nfell. {holds=a}\n\nTwo.", "It\nfell. | holds a"],
    ["an item", "- One.\n- It fell. {when=a}\n- Two.", "It fell. | when a"],
    ["a heading as a whole", "## It fell {holds=a}\n\nText.", "It fell | holds a"],
    ["a table", "One.\n\n| a |\n|---|\n| 1 |\n{when=a}", "| a |\n|---|\n| 1 | | when a"],
    ["a container", "::: {when=a}\nOne.\n\n- Two.\n:::\nThree.", "One.\n\n- Two.\n | when a"],
    ["next to TeX", "$\\sqrt[3]{x}$ \\sqrt[n]{y} [It fell.]{holds=a}", "It fell. | holds a"],
  ])("%s", (_, source, ...guards) => {
    expect(guardFaults(cell(source))).toEqual([]);
    expect(read(source)).toEqual(guards);
  });

  test("in front matter", () => {
    expect(read("---\nsummary: >-\n  [It fell\n  by `{ts} x`.]{holds=a}\n---", "raw")).toEqual([
      "It fell\n  by `{ts} x`. | holds a",
    ]);
  });

  test("values and conditions are asked for in their order, the conditions by the id of their guard", () => {
    const asked = inlineExpressions(cell("[A `{ts} x`]{holds=a} `{ts} y` [B]{#late when=b}"));
    expect(asked.map(({ id, kind, expression }) => [id, kind, expression])).toEqual([
      ["intro-x", "value", "x"],
      ["intro-sentence-1.holds", "holds", "a"],
      ["intro-y", "value", "y"],
      ["late.when", "when", "b"],
    ]);
  });
});

test.each([
  [{ line: 1, column: 3 }, "1:12"],
  [{ line: 1, column: 5 }, "1:14"],
  [{ line: 2, column: 1 }, "1:17"],
  [undefined, "1:12"],
])("what the kernel says of a condition at %j stands in the cell at %s", (inside, place) => {
  const [asked] = inlineExpressions(cell('[A]{holds="x > y"}')).slice(-1);
  const found = asked && placeOfAsked(asked, inside);
  expect(`${found?.line}:${found?.column}`).toBe(place);
});

test.each([
  ["in a code span", "`[a]{holds=b}`"],
  ["in a code block", "```\n[a]{holds=b}\n```"],
  ["in a formula", "$[a]{holds=b}_1$"],
  ["in a comment", "<!-- [a]{holds=b} -->"],
  ["behind a backslash", "[a]\\{holds=b}"],
  ["braces alone", "A set {a, b}, and [a] {b}."],
])("not read %s", (_, source) => {
  expect(read(source)).toEqual([]);
});

test.each<[what: string, source: string, place: string, message: string]>([
  [
    "an open bracket",
    "A [b c. {holds=d}",
    "1:3",
    "this bracket is not closed before the attributes of a guard",
  ],
  ["no bracket", "A b]{holds=c}", "1:4", "no bracket is open here"],
  [
    "a blank",
    "- x\n- [b] {holds=c}",
    "2:5",
    "a blank stands between the bracket and the attributes of the guard",
  ],
  ["an unknown attribute", "[b]{hold=c}", "1:5", "a guard has no attribute hold"],
  ["a class", "[b]{.red}", "1:5", 'the attributes of this guard cannot be read from ".red}" on'],
  ["no condition", "[b]{holds}", "1:5", "the condition of holds is empty"],
  ["an empty condition", '[b]{when=""}', "1:5", "the condition of when is empty"],
  ["an id alone", "[b]{#c}", "1:4", "this guard has no condition"],
  ["twice", "[b]{holds=c holds=d}", "1:13", "holds stands twice in this guard"],
  [
    "quotes in quotes",
    '| a |\n|---|\n| [b]{holds="c === "d""} |',
    "3:21",
    "quotes stand inside the quotes of holds, or none around its condition",
  ],
  ["no closing brace", "## [b]{holds=c", "1:7", "the attributes of this guard are not closed by }"],
  [
    "nested",
    "A[^1]\n\n[^1]: [b [c]{holds=d}.]{holds=e}",
    "3:20",
    "holds stands inside the text of another holds",
  ],
  ["within a line", "A b {holds=c} d", "1:5", "the attributes of a guard follow no bracket"],
  ["an open container", "A\n\n::: {when=b}\nC", "3:1", "this block is not closed"],
])("fault: %s", (_, source, place, message) => {
  const [fault, ...others] = guardFaults(cell(source));
  expect(others).toEqual([]);
  expect([`${fault?.line}:${fault?.column}`, fault?.message]).toEqual([place, message]);
  expect(fault?.hint).not.toBe("");
});
