import { describe, expect, it } from "vitest";
import { renderBriefing } from "../../../../../src/briefing/engine/render/render-briefing.js";
import { CitationError } from "../../../../../src/briefing/engine/report/errors.js";
import { readReferences } from "../../../../../src/briefing/engine/report/citations/style.js";
import { notebookOf, textCell } from "../../../../support/notebook.js";
import { reportOf, textOf } from "../tea.js";

const bibtex = `
@book{adams2020, author={Adams, Ann and Berg, Bo}, title={Tea \\& trade}, publisher={Leaf}, year={2020}, url={https://example.org/tea}}
@article{zhou2021, author={Zhou, Xin}, title={Cups}, journal={Drinks}, year={2021}, pages={1--9}}
@misc{evil, author={<script>alert(1)</script>}, title={<img src=x onerror=alert(2)> <i>t</i> *b* [l](javascript:x)}, year={2020}, url={javascript:alert(3)}}
`;
const references = await readReferences(bibtex, "notebooks/references.bib", "en");

const prose = (...sources: readonly string[]) =>
  notebookOf(sources.map((source, index) => textCell("markdown", `m${index + 1}`, source)));
const report = (...sources: readonly string[]) => reportOf([prose(...sources)], { references });
const rendered = async (...sources: readonly string[]) => {
  const files = await renderBriefing(report(...sources), []);
  return { html: textOf(files, "briefing.html"), markdown: textOf(files, "briefing.md") };
};

describe("citations", () => {
  it("of an unknown work stop the build with file, cell, line and a suggestion", () => {
    expect(() => report("One.\n\nTwo [@adam2020].")).toThrow(CitationError);
    expect(() => report("One.\n\nTwo [@adam2020].")).toThrow(
      "notebooks/1.ipynb, cell m1, line 3: [@adam2020] is cited, but notebooks/references.bib has no such entry.",
    );
    expect(() => reportOf([prose("[@x]")])).toThrow("there is no references.bib beside the notebook");
  });

  it("cannot run or load anything from a BibTeX field", async () => {
    const { html, markdown } = await rendered("See [@evil].");
    const body = html.slice(html.indexOf("<body>"));
    expect(body).toContain("&lt;script&gt;alert(1)");
    expect(body).not.toMatch(/<(?:script>alert|img)|href="javascript:/);
    expect(markdown).not.toMatch(/[^\\]<(?:script|img)|[^\\]\]\(javascript:/);
  });

  it("do not depend on what was cited before", () => {
    const alone = references.format([{ key: "adams2020" }]);
    references.format([{ key: "zhou2021" }, { key: "adams2020" }]);
    expect(references.format([{ key: "adams2020" }])).toEqual(alone);
  });

  it("in a malformed file report its line", async () => {
    await expect(readReferences("@book{a,\n title={x}\n year=", "r.bib", "en")).rejects.toThrow(/^r\.bib/);
    await expect(readReferences("@misc{a,year=1}\n@misc{a,year=2}", "r.bib", "en")).rejects.toThrow(
      'r.bib: two entries have the key "a".',
    );
  });
});

it("cross-references to a missing figure suggest the nearest", () => {
  expect(() => report("See @fig-x.")).toThrow(
    "notebooks/1.ipynb, cell m1, line 1: @fig-x refers to no figure of the briefing.",
  );
});

it("footnotes have separate anchors in each text, and separate labels in the Markdown", async () => {
  const { html, markdown } = await rendered(
    "One[^1].\n\n[^1]: First note.",
    "Two[^1].\n\n[^1]: Second note.",
  );
  const ids = [...html.matchAll(/id="(fn[^"]*)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(html).toContain(`href="#${id ?? ""}"`);
  expect(markdown).toContain("One[^1-1]");
  expect(markdown).toContain("[^2-1]: Second note.");
});
