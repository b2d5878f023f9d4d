import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../../../src/briefing/engine/diff/comparison.js";
import { formatMarkdown } from "../../../../../src/briefing/engine/diff/format/markdown.js";
import type { Links } from "../../../../../src/briefing/engine/diff/format/links.js";
import { hostile, nasty } from "./hostile.js";
import { changes, comparisonOf, largeChanges, sample } from "./sample.js";

const command = "briefing diff HEAD";
const markdown = (some: readonly Change[]) => formatMarkdown(comparisonOf(some), { command });
const rendered = (text: string) => new MarkdownIt({ html: true, linkify: true }).render(text);
const one = (key: string) => markdown(changes.filter((each) => each.key === key));

describe("--format md", () => {
  it("matches the golden file", async () => {
    await expect(markdown(changes)).toMatchFileSnapshot("../../../../golden/diff/comment.md");
  });

  it("links to files and shows drawings if their addresses are known", () => {
    const links: Links = {
      project: (path, side) => `https://github.com/me/tea/blob/${side}/${path}`,
      output: (path, side) => `https://github.com/me/tea/blob/${side}/output/${path}`,
    };
    const files = { svg: "figures/a (1).svg", spec: "figures/a.vl.json", data: "figures/a.csv" };
    const figure = changes.filter(({ key }) => key === "figure:cups");
    const text = formatMarkdown(
      comparisonOf(figure.map((each) => ({ ...each, wasFiles: files, isFiles: files }) as Change)),
      { command, links },
    );
    expect(text).toContain(
      '| <img src="https://github.com/me/tea/raw/before/output/figures/a%20%281%29.svg" width="400" alt="before"> |',
    );
    expect(text).toContain("[data](https://github.com/me/tea/blob/after/output/figures/a.csv)");
    expect(text).toContain("[data/tea.csv, 1 row](https://github.com/me/tea/blob/after/data/tea.csv)");
    expect(one("figure:cups")).not.toContain("](");
  });

  it("escapes untrusted text: no markup, link, mention or reference", () => {
    const html = rendered(formatMarkdown(hostile(sample), { command }));
    const tags = new Set([...html.matchAll(/<(\/?[a-z][a-z0-9]*)([^>]*)>/gi)].map(([tag]) => tag));
    for (const tag of tags) {
      expect(tag).toMatch(
        /^<\/?(?:p|strong|code|h4|table|thead|tbody|tr|th|td|del|ins|br|details|summary|ul|li|pre|blockquote|span|sub|a)(?: style="text-align:(?:left|right)"| class="language-diff"| id="(c-[0-9a-f]{8})" href="#user-content-\1")?>$/,
      );
    }
    expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
    const outside = html.replace(/<(code)[^>]*>[\s\S]*?<\/\1>/g, "");
    expect(outside).not.toMatch(/(?:@octocat|#12|GH-7|:tada:|\u202e|\$x)/);
    const plain = nasty.split(" @")[0]?.replace("- ", "") ?? "";
    const text = html
      .replace(/<[^>]*>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&");
    expect(text).toContain(plain);
  });

  it("stays below 60 kB, greatest effect first, and reports omissions and the command that shows them", () => {
    const text = markdown(largeChanges({ figures: 200, values: 3000 }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(50_000);
    const leftOut =
      /To stay below 60 kB: (\d+) values(?:, (\d+) figures)? of least effect left out; (\d+) changes in a line each/;
    const [, values, figures, heads] = leftOut.exec(text) ?? [];
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(count(/`value-\d+`/g)).toBe(3000 - Number(values));
    expect(count(/`figure-\d+`/g)).toBe(200 - Number(figures ?? 0));
    expect(count(/^- points? moved|^- \d+ points moved/gm)).toBe(count(/`figure-\d+`/g) - Number(heads));
    expect(text).toContain("To see all of it: `briefing diff HEAD`");
    for (const first of ["`value-0`", "`figure-0`"]) expect(text).toContain(first);
    expect(text).not.toContain("`value-2999`");
  });

  it("describes even a very large change in little space", () => {
    const runs = Array.from({ length: 5000 }, (_, index) => [
      { kind: "removed", text: `old${index} ` } as const,
      { kind: "added", text: `new${index} ` } as const,
    ]).flat();
    const words = changes
      .filter(({ key }) => key === "prose:words")
      .map((each) => ({ ...each, runs }) as Change);
    expect(markdown(words).length).toBeLessThan(8000);
  });
});
