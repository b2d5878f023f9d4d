import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Prose, Report } from "../../../../src/briefing/model/report.js";
import { pageMarkdown } from "../../../../src/briefing/engine/render/markdown/page.js";
import { ProseRenderer } from "../../../../src/briefing/engine/render/html/prose.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import { storedNotebook } from "../../../../src/briefing/engine/report/stored-notebook.js";
import { carriedIn, panelsIn, programsIn, withPanels } from "../../../packed.js";
import { pageOutline, withoutPageHash } from "../../../page-outline.js";
import { inputs, path, project, teaNotebook, textOf } from "../report/tea.js";

const execution = { path, notebook: teaNotebook() };
const report = buildReport([execution], project, inputs);
const files = await renderBriefing(report, [storedNotebook(execution, project, inputs)]);
const text = (name: string) => textOf(files, name);

/** Without half a megabyte that is not meant for readers. */
const withoutPrograms = (content: string) =>
  content
    .replace(/(data:font\/woff2;base64,)[^)]*/g, "$1…")
    .replace(/^<script>[\s\S]*?<\/script>$/gm, "<script>…</script>");

describe("a rendered briefing", () => {
  const texts = files.flatMap(({ path: name, content }) =>
    typeof content === "string" ? [{ name, content }] : [],
  );

  it.each(texts)("writes $name as in the golden folder", async ({ name, content }) => {
    const golden = `../../../golden/report/${name}`;
    if (name.endsWith(".html"))
      await expect(pageOutline(withPanels(content))).toMatchFileSnapshot(`${golden}.txt`);
    else await expect(withoutPageHash(content)).toMatchFileSnapshot(golden);
  });

  it("lists every other file with its hash in report.json, which comes last", () => {
    const names = files.map((file) => file.path);
    expect(names.at(-1)).toBe("report.json");
    const { files: listed } = JSON.parse(text("report.json")) as { files: Record<string, string> };
    expect(Object.keys(listed)).toEqual(names.slice(0, -1).sort());
  });
});

describe("formulas", () => {
  const reportOf = (...text: Prose): Report => {
    const [section] = report.sections;
    if (section === undefined) throw new Error("no section");
    return { ...report, sections: [{ ...section, blocks: [{ kind: "prose", cell: "x", text }] }] };
  };
  const withProse = (...text: Prose) => new ProseRenderer(reportOf(...text)).block(text).text;
  const [id = ""] = Object.keys(report.values);
  const shown = report.values[id]?.text ?? "";

  it("are MathML, inline and as blocks", () => {
    expect(withProse("So $x_1 = 2$ and\n\n$$\n\\frac{a}{b}\n$$")).toMatch(
      /<p>So <math><mrow><msub><mi>x<\/mi>.*<\/math> and<\/p>\n<p><math display="block".*<mfrac>/,
    );
  });

  it("contain computed values as text", () => {
    const html = withProse("$R = ", { value: id }, "$");
    expect(html).toContain("<math>");
    expect(html).toContain(`${shown.replace(/\s/g, "\u00a0")}</mtext>`);
    expect(html).not.toContain("<button");
  });

  it("contain computed values as text in Markdown too", () => {
    const markdown = pageMarkdown(reportOf("$R_1 = ", { value: id }, "$ of ", { value: id }));
    expect(markdown).toContain(`$R_1 = \\text{${shown}}$ of ${shown}`);
  });

  it("stay as written if the TeX is invalid, and load nothing", () => {
    const hostile = "$\\includegraphics{https://example.org/a_b}$, $\\href{javascript:alert(1)}{x_1}$";
    const html = withProse(hostile);
    expect(html).not.toMatch(/<math|<a |<img/);
    expect(html).toContain("<code>$\\includegraphics{https://example.org/a_b}$</code>");
  });
});

describe("hostile content", () => {
  const page = withoutPrograms(text("briefing.html")).replace(/<(pre|script)\b[\s\S]*?<\/\1>/g, "");
  const found = (pattern: RegExp) => [...page.matchAll(pattern)].map(([match]) => match);

  it("cannot run in the page, whose policy allows only its own scripts, by hash", () => {
    const whole = text("briefing.html");
    const scripts = [...whole.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = ""]) => code);
    expect(scripts).toHaveLength(1);
    expect(whole.match(/<script\b(?! type="application\/(?:gzip" class="[\w-]+|ld\+json)">)/g)).toHaveLength(
      1,
    );
    expect(
      [...scripts, ...programsIn(whole)].map((code) => createHash("sha256").update(code).digest("base64")),
    ).toEqual([...whole.matchAll(/&#39;sha256-(.*?)&#39;/g)].map(([, hash]) => hash));
    expect(found(/<(?:iframe|object|embed|form|link|base)\b(?! rel="icon" href="data:)[^>]*>/gi)).toEqual([]);
    expect(found(/<[^>]*\son[a-z]+\s*=[^>]*>/gi)).toEqual([]);
    expect(found(/<[^>]*javascript:[^>]*>/gi)).toEqual([]);
    expect(found(/<style/g)).toHaveLength(1);
  });

  it("cannot run in a picture beside it", () => {
    const picture = text("figures/01-tea-others-4.svg");
    expect(picture).toContain('<rect width="10" height="10"');
    expect(picture).not.toMatch(/script|onclick|alert/);
  });

  it("cannot use the page's own ids, classes or styles", () => {
    expect(page.match(/id="content"/g)).toHaveLength(1);
    expect(page).not.toMatch(/style="[^"]*position/);
    expect(page).not.toContain("dataframe");
  });

  it("is replaced by a description if it is an external picture", () => {
    expect(page).toContain("[picture: pixel]");
  });

  it("is sanitised in the Markdown too, if it was HTML", () => {
    const [, frame = ""] = /<div>\n([\s\S]*?)\n<\/div>/.exec(text("briefing.md")) ?? [];
    expect(frame).toContain("<table>");
    expect(frame).not.toMatch(/script|onclick|onerror|javascript:/);
  });
});

describe("the page", () => {
  const page = withoutPrograms(text("briefing.html"));

  it("has one heading of the first level and skips no level below it", () => {
    const levels = [...page.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });

  it("has unique ids", () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it("provides the number behind a value, and no markup from a word", () => {
    expect(page).toMatch(
      /<button[^>]* title="23\.45 %"><data value="0\.2345">23\.5\u2009%<\/data><\/button>/,
    );
    expect(page).toMatch(/<button[^>]* title="10 to 20"><data value="10\/20">10–20<\/data><\/button>/);
    expect(page).toContain("it’s *up* &lt;b&gt;");
  });

  it("has a panel with the source of every value that has a button", () => {
    const targets = [...page.matchAll(/ data-value="([^"]*)"/g)].map(([, name]) => name);
    const panels = panelsIn(text("briefing.html"));
    expect(targets.length).toBeGreaterThan(2);
    expect([...new Set(targets)].sort()).toEqual(Object.keys(panels).sort());
    for (const panel of Object.values(panels))
      expect(panel).toMatch(/Computed in the chapter <a href="#01-tea">Tea and 2 other drinks<\/a>/);
  });

  it("has each drawing in two widths, with title and description", () => {
    const [carried = ""] = carriedIn(text("briefing.html"));
    const { narrow } = JSON.parse(carried) as { readonly narrow: string };
    for (const [drawing, size] of [
      [page, "wide"],
      [narrow, "narrow"],
    ] as const) {
      expect(drawing.match(/<svg/g)).toHaveLength(1);
      expect(drawing).toContain(`role="img" aria-labelledby="sales-${size}-title sales-${size}-desc"`);
      expect(drawing).toContain("Two lines; black ends above green.</desc>");
    }
  });
});
