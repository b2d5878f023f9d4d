import { describe, expect, it } from "vitest";
import { headSources } from "../../../src/engine/render/appendix/sources.js";
import { pageHtml } from "../../../src/engine/render/html/page.js";
import { renderParts } from "../../../src/engine/render/html/parts.js";
import { pageMarkdown } from "../../../src/engine/render/markdown/page.js";
import { teaReport } from "../report/tea.js";

const report = {
  ...teaReport(),
  sources: {
    tables: [
      {
        path: "data/sales.csv",
        title: "Sales </summary><script>alert(1)</script>",
        rows: 1234,
        limits: "One *valley* <img src=x onerror=alert(1)>.",
        sources: [{ title: "The [office]", href: "https://office.example/a)(b<c>" }],
        licences: [{ title: "CC0" }],
      },
    ],
    editions: [
      { id: "a", name: "Harvest book", collected: "2021-05", counts: "leaves" },
      { id: "b", name: "Census, March 2020", collected: "2020-03" },
    ],
  },
};

it("the sources of a briefing come from the Data Package if there is no list of editions, and are omitted without data", () => {
  const { tables } = report.sources;
  expect(headSources({ sources: { tables } })).toBe("The [office]");
  expect(headSources({})).toBeUndefined();
  const many = Array.from({ length: 13 }, (_, index) => ({ id: `${index}`, name: `E${index}` }));
  expect(headSources({ sources: { tables, editions: many } })).toBeUndefined();
});

describe("changes since previous editions", () => {
  const changes = "## 1 May 2026\n\nTea *fell*.\n\n## 1 April 2026\n\nIt rose <img src=x onerror=alert(1)>.";

  it("appear as written, below a heading and in the contents, without executable content", () => {
    const [page, markdown] = [
      pageHtml(renderParts({ ...report, changes }, new Map())),
      pageMarkdown({ ...report, changes }),
    ];
    expect(page).toContain('<h2 id="changes">What changed since the last edition<');
    expect(page).toContain('<a href="#changes">What changed since the last edition</a>');
    expect(page).toMatch(/<h3 id="[^"]+">1 May 2026<a[^>]*><\/a><\/h3>\s*<p>Tea <em>fell<\/em>\.<\/p>/);
    expect(page).not.toContain("onerror");
    expect(markdown).toContain(
      "## What changed since the last edition\n\n### 1 May 2026\n\nTea *fell*.\n\n### 1 April 2026",
    );
  });

  it("are left out if there are none", () => {
    expect(pageHtml(renderParts(report, new Map()))).not.toContain("What changed since");
    expect(pageMarkdown(report)).not.toContain("What changed since");
  });
});
