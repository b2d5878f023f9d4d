import { describe, expect, it } from "vitest";
import { findReferences } from "../../../../../src/briefing/engine/notebook/markdown/read.js";
import { htmlRuns, readLocator } from "../../../../../src/briefing/engine/report/citations/style.js";

const found = (text: string) =>
  findReferences(text).map((each) =>
    each.kind === "target"
      ? each.target
      : each.works.map(({ key, locator }) => (locator === undefined ? key : `${key}|${locator}`)).join("; "),
  );

describe("citations and cross-references in Markdown", () => {
  it("are found in Pandoc's syntax", () => {
    expect(found("As said [@a2020], [@b; @c-d:e, pp. 3–4]. See @fig-joint-papers and (@tbl-peaks).")).toEqual(
      ["a2020", "b; c-d:e|pp. 3–4", "fig-joint-papers", "tbl-peaks"],
    );
  });

  it("end before the full stop of a sentence", () => {
    expect(found("It fell, says @fig-a.b. And @tbl-c: so.")).toEqual(["fig-a.b", "tbl-c"]);
  });

  it("are not found in code, mail addresses, links and escaped brackets", () => {
    expect(found("`[@a]` me@fig-leaf.org [@b](https://e.org) \\[@c] [d]: [@e]: ![@f]")).toEqual([]);
    expect(found("```ts\n[@a] @fig-b\n```\n\n    @fig-c\n\n<div>\n@fig-d\n</div>")).toEqual([]);
  });
});

it.each([
  ["p. 3", { label: "page", locator: "3" }],
  ["chap. 2", { label: "chapter", locator: "2" }],
  ["17-19", { label: "page", locator: "17-19" }],
  ["and often", { suffix: ", and often" }],
])("a locator: %s", (text, read) => {
  expect(readLocator(text)).toEqual(read);
});

it("citeproc's output becomes runs of plain text", () => {
  expect(
    htmlRuns('  <div class="csl-entry">A &#38; B. <i>T &#60;img&#62; <span>u</span></i>. <b>x</b></div>\n'),
  ).toEqual([{ text: "A & B. " }, { text: "T <img> u", style: "italic" }, { text: ". x" }]);
});
