import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import type { Block, Report } from "../../../../src/briefing/model/report.js";
import { pageHtml } from "../../../../src/briefing/engine/render/html/page.js";
import { renderParts } from "../../../../src/briefing/engine/render/html/parts.js";
import { markup } from "../../../../src/briefing/engine/render/template.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { queriesFor } from "../../../../src/briefing/engine/render/browser/search-words.js";
import { searchEntries } from "../../../../src/briefing/engine/render/site/search-entries.js";
import { siteFiles } from "../../../../src/briefing/engine/render/site/site.js";
import { parseStoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { teaReport } from "../report/tea.js";
import { danglingLinks, idsIn, linksIn, missingPanels } from "./site-links.js";

const built = teaReport();

/** The same blocks as two chapters, so that cross-references lead to another page. */
function inTwo(report: Report): Report {
  const [section] = report.sections;
  if (section === undefined) throw new Error("no section");
  const middle = Math.floor(section.blocks.length / 2);
  const source = { title: "Tea Yearbook", href: "https://tea.example/" };
  const table = { path: "data/tea.csv", title: "Tea", sources: [source], licences: [source] };
  return {
    ...report,
    // The footer links to the licences of the data.
    publication: { license: { name: "CC BY 4.0" } },
    sources: { tables: [table] },
    sections: [
      { ...section, id: "Index", blocks: section.blocks.slice(0, middle) },
      { ...section, id: "02-more", title: ["More"], blocks: section.blocks.slice(middle) },
    ],
  };
}

/** The briefing of this project, without its drawings and pictures. */
function ownBriefing() {
  const file = fileURLToPath(new URL("../../../../output/report.json", import.meta.url));
  const stored = parseStoredReport(readFileSync(file, "utf8"), file);
  const sections = stored.sections.map((section) => ({
    ...section,
    blocks: section.blocks.flatMap((block): readonly Block[] => {
      if (block.kind === "figure") return [{ ...block, spec: { $schema: "" }, data: [] }];
      if (block.kind === "prose") return [{ kind: "prose", cell: block.cell, text: block.text }];
      return block.kind === "image" ? [] : [block];
    }),
  }));
  const ids = sections.flatMap(({ blocks }) =>
    blocks.flatMap((each) => (each.kind === "figure" ? [each.id] : [])),
  );
  const interactive = { data: {}, wide: {}, narrow: {} };
  const drawing = { wide: "<svg></svg>", narrow: "<svg></svg>", file: "", interactive };
  return { report: { ...stored, sections }, drawings: new Map(ids.map((id) => [id, drawing])) };
}

const textsOf = (files: readonly { readonly path: string; readonly content: string | Uint8Array }[]) =>
  new Map(files.map((file) => [file.path, typeof file.content === "string" ? file.content : ""]));

describe("the site", async () => {
  const files = textsOf(await renderBriefing(inTwo(built), [], { site: "write" }));
  const pages = [...files].filter(([name]) => name.startsWith("site/") && name.endsWith(".html"));
  const page = (name: string) => files.get(`site/${name}`) ?? "";

  it("has a first page, one page per chapter and the appendix; a chapter with one of their names is renamed", () => {
    const names = pages.map(([name]) => name.replace(/^site\/|\.html$/g, ""));
    expect(names).toEqual(["index", "index-2", "02-more", "appendix"]);
  });

  it("has no broken links", () => {
    expect(danglingLinks(files)).toEqual([]);
    for (const [name, html] of pages) expect(missingPanels(html), name).toEqual([]);
    const across = pages.flatMap(([, html]) =>
      [...linksIn(html)].filter((href) => /^[^#]+\.html#./.test(href)),
    );
    expect(across.length).toBeGreaterThan(2);
  });

  it("has the anchors of the single page, each on one page, except for panels", () => {
    const all = pages.flatMap(([, html]) => idsIn(html));
    const own = new Set(["content", "search", "panel"]);
    const shared = all.filter((id) => !own.has(id));
    expect(new Set(shared).size).toBe(shared.length);
    const single = idsIn(files.get("briefing.html") ?? "").filter((id) => !own.has(id));
    expect(new Set(shared)).toEqual(new Set(single));
  });

  it("links pages in the order of the briefing", () => {
    const next = (html: string) => /rel="next" href="([^"]*)"/.exec(html)?.[1];
    const previous = (html: string) => /rel="prev" href="([^"]*)"/.exec(html)?.[1];
    const names = pages.map(([name]) => name.replace("site/", ""));
    expect(names.map((name) => next(page(name)))).toEqual([...names.slice(1), undefined]);
    expect(names.map((name) => previous(page(name)))).toEqual([undefined, ...names.slice(0, -1)]);
  });

  it("loads only its own files, and runs no inline scripts", () => {
    for (const [name, html] of pages) {
      expect(html, name).toContain("script-src &#39;self&#39;");
      expect(
        html.match(
          /<script(?! src="assets\/[a-z]+\.js"| type="(?:application\/(?:ld\+json|gzip)|text\/plain)")/g,
        ),
        name,
      ).toBeNull();
      for (const href of html.matchAll(/<(?:script|link|img)\b[^<>]*? (?:src|href)="([^"]*)"/g))
        expect(href[1], name).toMatch(/^(?:assets\/|data:)/);
    }
  });
});

describe("the site of this briefing", () => {
  const { report, drawings } = ownBriefing();
  const parts = renderParts(report, drawings);
  const site = textsOf(siteFiles(parts));

  it("has no broken links", () => {
    const beside = Object.keys(report.files).map((name) => [name, ""] as const);
    const files = new Map([...beside, ["briefing.html", pageHtml(parts)] as const, ...site]);
    expect(danglingLinks(files)).toEqual([]);
    for (const [name, html] of site)
      if (name.endsWith(".html")) expect(missingPanels(html), name).toEqual([]);
  });

  it("links a claim to its chapter, and a citation to the appendix", () => {
    const claims = [...site].find(([, html]) => html.includes('<article class="claim'))?.[1] ?? "";
    expect([...linksIn(claims)].filter((href) => /^\d\d-[a-z-]+\.html$/.test(href)).length).toBeGreaterThan(
      3,
    );
  });
});

describe("search entries", () => {
  const entries = searchEntries(
    markup`<h2 id="c">Tea &amp; milk</h2><p>Before <span class="unseen">(more than then)</span> it.</p>
<h3 id="s">Leaves</h3><p>Green<sup class="footnote-ref"><a>1</a></sup> or black.</p>
<figure class="shown" id="fig-x"><p class="finding">Green grew</p><svg><text>axis</text></svg><figcaption><p><span class="number">Figure 3.</span> By year.</p></figcaption></figure>
<p>After the figure.</p><dl><dt>Leaf</dt><dd>Part of tea.</dd><dt>Pot</dt><dd>Holds it.</dd></dl><p>Last.</p><details class="code"><pre>const x = 1</pre></details>
<article class="claim" id="claim-y"><p class="statement">Tea is older.</p><p>Supported</p></article>`.text,
  );

  it("are headings, figures and claims, each with its own words", () => {
    expect(entries.map(({ anchor, kind, title, text }) => [anchor, kind, title, text])).toEqual([
      ["c", "", "Tea & milk", "Before it."],
      ["s", "", "Leaves", "Green or black. After the figure. Last."],
      ["fig-x", "Figure 3", "Green grew", "By year."],
      ["s", "Definition", "Leaf", "Part of tea."],
      ["s", "Definition", "Pot", "Holds it."],
      ["claim-y", "Claim", "Tea is older.", "Supported"],
    ]);
  });
});

test("the search knows a figure's alternative text and the names among its data", () => {
  const { sections } = built;
  const figure = sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === "figure");
  if (figure?.kind !== "figure") throw new Error("no figure");
  const named = { ...figure, alt: ["Bars of Wuyi."], data: [{ place: "Darjeeling", cups: 3 }] };
  const report = {
    ...built,
    sections: sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => (block === figure ? named : block)),
    })),
  };
  const drawn = {
    wide: "<svg/>",
    narrow: "<svg/>",
    file: "",
    interactive: { wide: {}, narrow: {}, data: {} },
  };
  const files = siteFiles(renderParts(report, new Map([[figure.id, drawn]])));
  const index = files.find(({ path }) => path.endsWith("search-index.js"));
  expect(index?.content).toMatch(new RegExp(`#fig-${figure.id}".*Bars of Wuyi\\. Darjeeling`));
});

test("a query is searched with other names of the same thing, without the words of a question", () => {
  expect(queriesFor("What is propensity?")).toEqual(["propensity"]);
  expect(queriesFor("UK papers")).toEqual([
    "UK papers",
    "uk papers",
    "united kingdom papers",
    "britain papers",
    "great britain papers",
  ]);
  expect(queriesFor("semiconductor")).toContain("chip");
  expect(queriesFor("focus"), "part of a word").toEqual(["focus"]);
});
