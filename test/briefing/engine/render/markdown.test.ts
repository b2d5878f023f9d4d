import { describe, expect, it } from "vitest";
import { markdown } from "../../../../src/briefing/engine/render/html/markdown.js";
import { sanitizeProse } from "../../../../src/briefing/engine/render/sanitize.js";
import { inertHtml } from "../../../../src/briefing/engine/render/inert-html.js";

describe("formulas in TeX", () => {
  it.each([
    [
      String.raw`is $\bar x_i = \frac{1}{n}$, $a_1$ and *b*`,
      String.raw`is <code>$\bar x_i = \frac{1}{n}$</code>, <code>$a_1$</code> and <em>b</em>`,
    ],
    [String.raw`$$\int_0^1 x\,dx$$`, String.raw`<code>$$\int_0^1 x\,dx$$</code>`],
    ["$x<y_1$", "<code>$x&lt;y_1$</code>"],
  ])("%s stay as written if they are not typeset", (source, html) => {
    expect(markdown.renderInline(source)).toBe(html);
  });

  it.each([
    "from $5 to $6",
    "$28.9 million of $30 million",
    "between $5_000 and $6_000",
    "$ a_1 $",
    "US$5 = A$ b",
    "$HOME_DIR/$USER",
    "a$x_1$",
    "$x_1$b",
  ])("%s is not a formula", (source) => {
    expect(markdown.renderInline(source)).toBe(source);
  });
});

const render = (source: string) => sanitizeProse(markdown.render(source, { docId: "7" }));

describe("GitHub's additions", () => {
  it("alerts keep their kind, and classes of other elements are removed", () => {
    const html = render(
      '> [!WARNING]\n> Mind the *gap*.\n\n> A quotation.\n\n<p class="skip markdown-alert-title">x</p>',
    );
    expect(html).toContain(
      '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p>',
    );
    expect(html).toContain("<p>Mind the <em>gap</em>.</p>");
    expect(html).toContain("<blockquote>\n<p>A quotation.</p>");
    expect(html).not.toContain("skip");
  });

  it("tasks become boxes, in lists only", () => {
    const html = render("- [ ] open\n- [x] done\n- [y] other\n\n[x] none");
    expect(html).toContain("<li>☐ open</li>\n<li>☑ done</li>\n<li>[y] other</li>");
    expect(html).toContain("<p>[x] none</p>");
  });

  it("definitions become a definition list", () => {
    expect(render("Term\n: what it *means*")).toBe(
      "<dl>\n<dt>Term</dt>\n<dd>what it <em>means</em></dd>\n</dl>\n",
    );
  });
});

const ids = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
const links = (html: string) => [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);

const text = [
  "First.",
  "Words[^a] and more[^b], again[^a].",
  "- a list[^c]",
  "[^a]: Note *one*\n\n    with a second paragraph.\n[^b]: Note two[^a].\n[^c]: Note three",
].join("\n\n");

describe("footnotes", () => {
  const html = render(text);

  it("are listed after the text with all of their paragraphs", () => {
    expect(html.indexOf("footnotes-list")).toBeGreaterThan(html.indexOf("a list"));
    expect(html).toContain("<p>Note <em>one</em></p>\n<p>with a second paragraph.");
  });

  it("are linked in both directions, each anchor once", () => {
    expect(new Set(ids(html)).size).toBe(ids(html).length);
    expect(links(html).filter((link) => !ids(html).includes(link))).toEqual([]);
    expect(html).toContain('<a href="#fn7-1" id="fnref7-1">1</a>');
  });

  it("cannot claim other ids or classes of the page", () => {
    const hostile = render('<div id="content" class="page"><a id="fn7-1x" class="skip">x</a></div>');
    expect(ids(hostile)).toEqual([]);
    expect(hostile).not.toMatch(/page|skip/);
  });
});

describe("raw HTML in Markdown", () => {
  it("is preserved if harmless, as is text that only looks like HTML", () => {
    const source =
      "A <kbd>key</kbd>, `<script>`, 1 < 2.\n\n```html\n<script>\n```\n\n<details open>\n\n**b**\n\n</details>\n";
    expect(inertHtml(source)).toBe(source);
  });

  it("loses what runs or loads, inline and as a block", () => {
    expect(inertHtml('a <b onclick="x()">b</b> <img src="https://e.org/p.png" alt="p">')).toBe(
      "a <b>b</b> <span>[picture: p]</span>",
    );
    expect(inertHtml("<script>\nalert(1)\n</script>\n\nText <iframe src='x'></iframe>.")).toBe("\n\nText .");
  });
});
