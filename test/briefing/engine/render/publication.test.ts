import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { omit } from "../../../../src/briefing/lib/omit.js";
import { fmt } from "../../../../src/briefing/index.js";
import { value } from "../../../../src/briefing/model/emitted.js";
import type { Report, ReportValue } from "../../../../src/briefing/model/report.js";
import { headSources } from "../../../../src/briefing/engine/render/appendix/sources.js";
import { previewSize } from "../../../../src/briefing/engine/render/link-preview.js";
import { pageHtml as pageOf } from "../../../../src/briefing/engine/render/html/page.js";
import { renderParts } from "../../../../src/briefing/engine/render/html/parts.js";
import { pageMarkdown } from "../../../../src/briefing/engine/render/markdown/page.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { siteFiles } from "../../../../src/briefing/engine/render/site/site.js";
import { panelsIn } from "../../../packed.js";
import { teaReport, textOf } from "../report/tea.js";

const authors = [
  {
    name: "Wei Li",
    family: "Li",
    affiliation: "A & B",
    email: "wei@example.org",
    orcid: "0000-0002-1825-0097",
  },
  "A Group",
];
const publication = {
  contact: { email: "desk@example.org" },
  license: { id: "CC-BY-4.0", name: "CC BY <4.0>", url: "https://creativecommons.org/licenses/by/4.0/" },
  doi: "10.5281/zenodo.1",
  publisher: "P",
  edition: "3",
};
const sources = {
  tables: [
    {
      path: "data/sales.csv",
      title: "Sales",
      description: "Tea sold in a year.",
      sources: [{ title: "Shop", href: "https://shop.example" }],
      licences: [{ title: "CC0", href: "https://cc0.example" }, { title: "Ours" }],
      rows: 12,
      limits: "One *valley* <img src=x onerror=alert(1)>.",
    },
  ],
};
const build = (changed: Parameters<typeof teaReport>[0] = {}): Report =>
  teaReport({ authors, publication, sources, ...changed });

const pageHtml = (report: Report) => pageOf(renderParts(report, new Map()));
const html = pageHtml(build());
const published = build({ publication: { ...publication, url: "https://example.org/tea/" } });

describe("who publishes the page", () => {
  it("appears in the byline, the footer and the Markdown", () => {
    expect(html).toContain('<p class="byline">Wei Li, A Group · 1 March 2025');
    expect(html).toMatch(/<dt>Wei Li<\/dt><dd>A &amp; B, <a href="mailto:wei@example.org">/);
    expect(html).toContain('<a href="https://orcid.org/0000-0002-1825-0097">ORCID 0000-0002-1825-0097</a>');
    expect(html).toContain(">CC BY &lt;4.0&gt;</a>");
    const markdown = pageMarkdown(build());
    expect(markdown).toContain("*Wei Li, A Group · 1 March 2025");
    expect(markdown).toContain("- Contact: [desk@example.org](mailto:desk@example.org)");
    expect(markdown).toContain("[CC BY \\<4.0\\>](https://creativecommons.org/licenses/by/4.0/)");
    expect(markdown).toContain("Li, W. & A Group. (2025).");
  });

  it("is omitted if briefing.yml does not name them", () => {
    const page = pageHtml(omit(build({ authors: [] }), "publication"));
    expect(/id="cite"|class="imprint"|<link rel="canonical"|"og:|name="author"/.exec(page)).toBeNull();
  });
});

describe("metadata", () => {
  it("hostile content in them remains text", () => {
    const page = pageHtml(build({ title: 'T</script><script>alert(1)</script>"' }));
    expect(page.match(/<script>alert/g)).toBeNull();
    expect(page).toContain("<title>T&lt;/script&gt;");
  });

  it("names the preview picture if the page is published, and the build draws it", async () => {
    const files = await renderBriefing(published, []);
    const page = textOf(files, "briefing.html");
    expect(page).toContain('<link rel="canonical" href="https://example.org/tea/">');
    expect(page).toContain('<meta property="og:image" content="https://example.org/tea/card.png">');
    const card = files.find((file) => file.path === "card.png")?.content;
    if (!(card instanceof Uint8Array)) throw new Error("no card");
    const { width, height, data } = PNG.sync.read(Buffer.from(card));
    expect({ width, height }).toEqual(previewSize);
    const inked = Array.from({ length: width * height }, (_, index) => data[4 * index] ?? 255).filter(
      (red) => red < 80,
    );
    expect(inked.length, "title and drawing").toBeGreaterThan(500);
    const again = await renderBriefing(published, []);
    expect(again.find((file) => file.path === "card.png")?.content).toEqual(card);
  });

  it.each([
    ["https://example.org/tea", "https://example.org/tea/card.png"],
    ["https://example.org/tea.html?x=1", "https://example.org/card.png"],
    ["https://example.org", "https://example.org/card.png"],
    ["https://example.org/v1.2/tea/", "https://example.org/v1.2/tea/card.png"],
  ])("the picture of %s is written beside it", (url, card) => {
    expect(pageHtml(build({ publication: { ...publication, url } }))).toContain(
      `<meta property="og:image" content="${card}">`,
    );
  });

  it("each page of the site contains the address of the published briefing", () => {
    const pages = siteFiles(renderParts(published, new Map())).filter(({ path }) => path.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(1);
    for (const { content } of pages)
      expect(content).toContain('<link rel="canonical" href="https://example.org/tea/">');
  });

  it("no preview is drawn for a page that is not published", async () => {
    const files = await renderBriefing(build(), []);
    expect(files.map((file) => file.path)).not.toContain("card.png");
  });
});

describe("the panel of a number", () => {
  const panelOf = (page: string, id: string) => panelsIn(page)[`value-${id}`] ?? "";

  it("shows the exact number and the chapter in which it was computed", () => {
    const panel = panelOf(html, "rise");
    expect(panel).toContain('<p class="exact">23.45 %');
    expect(panel).toContain('Computed in the chapter <a href="#01-tea">Tea and 2 other drinks</a>');
  });

  it("names the years that were counted early", () => {
    const report = build();
    const rise = { ...report.values["rise"], ...value.parse(fmt.percent(0.2345, { early: 2022 })) };
    const page = pageHtml({ ...report, values: { ...report.values, rise: rise as ReportValue } });
    const words = "It includes an early count: later entries for 2022 are missing.";
    expect(panelOf(page, "rise")).toContain(`<p class="from">${words}</p>`);
    expect(panelOf(html, "rise")).not.toContain("early count");
  });

  it("has no dead links if no cell is known to have run", () => {
    const page = pageHtml({ ...build(), provenance: {} });
    expect(page).toContain('id="panel"');
    expect(page).not.toContain("#provenance");
  });

  it("shows the author's description and links to its source", () => {
    const report = build();
    const rise = report.values["rise"];
    if (rise === undefined) throw new Error("no value");
    const labelled = { ...rise, label: "growth of tea sales", source: "sales" };
    const page = pageHtml({ ...report, values: { ...report.values, rise: labelled } });
    expect(page).toMatch(/<button[^>]* data-value="value-rise" title="23\.45 % · [^"]+"/);
    const panel = panelOf(page, "rise");
    expect(panel).toContain('<p class="what">Growth of tea sales</p>');
    expect(panel).toContain('Source: <a href="#source-data-sales.csv');
    expect(panel).toContain("</a> (sales.csv, 12 rows).");
  });
});

it("the sources of a briefing come from the Data Package if there is no list of editions, and are omitted without data", () => {
  expect(headSources({ sources })).toBe("Shop");
  expect(headSources({})).toBeUndefined();
  const many = Array.from({ length: 13 }, (_, index) => ({ id: `${index}`, name: `E${index}` }));
  expect(headSources({ sources: { ...sources, editions: many } })).toBeUndefined();
});

describe("changes since previous editions", () => {
  const changes = "## 1 May 2026\n\nTea *fell*.\n\n## 1 April 2026\n\nIt rose <img src=x onerror=alert(1)>.";

  it("appear as written, below a heading and in the contents, without executable content", () => {
    const [table] = sources.tables;
    const links = [{ title: "The [office]", href: "https://office.example/a)(b<c>" }];
    const hostile = { ...table, path: "x.csv", sources: links, licences: [], title: "S </summary><script>x" };
    const report = { ...build({ sources: { tables: [...sources.tables, hostile] } }), changes };
    const page = pageHtml(report);
    const markdown = pageMarkdown(report);
    expect(page).not.toContain("<script>x");
    expect(page).toContain('<h2 id="changes">What changed since the last edition<');
    expect(page).toContain('<a href="#changes">What changed since the last edition</a>');
    expect(page).toMatch(/<h3 id="[^"]+">1 May 2026<a[^>]*><\/a><\/h3>\s*<p>Tea <em>fell<\/em>\.<\/p>/);
    expect(page).not.toContain("onerror");
    expect(markdown).toContain(
      "## What changed since the last edition\n\n### 1 May 2026\n\nTea *fell*.\n\n### 1 April 2026",
    );
  });

  it("are omitted without earlier editions", () => {
    expect(html).not.toContain("What changed since");
    expect(pageMarkdown(build())).not.toContain("What changed since");
  });
});
