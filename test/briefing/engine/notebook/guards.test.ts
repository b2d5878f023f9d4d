import { describe, expect, test } from "vitest";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import {
  guardFaults,
  guardsIn,
  inlineExpressions,
  placeOfAsked,
} from "../../../../src/briefing/engine/notebook/inline.js";
import { casesOf } from "../../../support/cases.js";

const cases = casesOf("guards.yml", import.meta.url) as Readonly<{
  read: readonly [what: string, source: string, ...guards: string[]][];
  faults: readonly [what: string, source: string, place: string, message: string][];
  notGuards: readonly [what: string, source: string][];
}>;

const cell = (source: string, cell_type: "markdown" | "raw" = "markdown"): Cell => ({
  cell_type,
  id: "intro",
  source,
  metadata: {},
});
/** `text|condition`, as in the source. */
function read(source: string, type?: "raw") {
  return guardsIn(cell(source, type)).map(({ content, holds, when, warn, mark }) => {
    const conditions = [
      when && `when ${when.expression}`,
      holds && `holds ${holds.expression}`,
      warn && `warn ${warn}`,
      mark,
    ];
    return [
      source.slice(content.start, content.end),
      ...conditions.filter((each) => each !== undefined),
    ].join(" | ");
  });
}

describe("read", () => {
  test.each(cases.read)("%s", (_, source, ...guards) => {
    expect(guardFaults(cell(source))).toEqual([]);
    expect(read(source)).toEqual(guards);
  });

  test("in front matter", () => {
    expect(read("---\nsummary: >-\n  [It fell\n  by `{ts} x`.]{holds=a}\n---", "raw")).toEqual([
      "It fell\n  by `{ts} x`. | holds a",
    ]);
  });

  test("values and conditions are evaluated in order, conditions under the id of their guard", () => {
    const asked = inlineExpressions(cell("[A `{ts} x`]{holds=a} `{ts} y` [B]{#late when=b}"));
    expect(asked.map(({ id, kind, expression }) => [id, kind, expression])).toEqual([
      ["intro-x", "value", "x"],
      ["intro-holds-a.holds", "holds", "a"],
      ["intro-y", "value", "y"],
      ["late.when", "when", "b"],
    ]);
  });
});

test.each([
  ['headline: "[It \\"fell\\".]{holds=\\"x > \'y\'\\"}" # why', "x > 'y'", "3:35"],
  ["headline: '[It isn\'\'t.]{holds=\"x > y\"}'", "x > y", "3:32"],
  ['- "\\u005bIt fell.]{holds=isLower}"', "isLower", "3:26"],
  ['headline: "[It fell.]{holds="x > y"}"', "x > y", "3:30"],
])("quotation marks of YAML are decoded: %s", (line, expression, place) => {
  const [found, ...others] = inlineExpressions(cell(`---\ntitle: A\n${line}\n---`, "raw"));
  expect(others).toEqual([]);
  expect([found?.expression, `${found?.line}:${found?.column}`]).toEqual([expression, place]);
});

test("comments of YAML are not read, a text below a key is", () => {
  const source = '---\n# [It fell.]{hold=x}\nsummary: >-\n  # [It fell.]{holds=x}\n  "quoted": "a\\"b"\n---';
  expect(guardFaults(cell(source, "raw"))).toEqual([]);
  expect(read(source, "raw")).toEqual(["It fell. | holds x"]);
});

test.each([
  [{ line: 1, column: 3 }, "1:12"],
  [{ line: 1, column: 5 }, "1:14"],
  [{ line: 2, column: 1 }, "1:17"],
  [undefined, "1:12"],
])("a position %j in a condition's code is mapped to %s in the cell", (inside, place) => {
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

test.each(cases.faults)("fault: %s", (_, source, place, message) => {
  const [fault, ...others] = guardFaults(cell(source));
  expect(others).toEqual([]);
  expect([`${fault?.line}:${fault?.column}`, fault?.message]).toEqual([place, message]);
  expect(fault?.hint).not.toBe("");
});

test.each(cases.notGuards)("not meant as a guard: %s", (_, source) => {
  expect(guardFaults(cell(source))).toEqual([]);
  expect(read(source)).toEqual([]);
});
