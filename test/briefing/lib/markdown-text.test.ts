import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { escapeMarkdown } from "../../../src/briefing/lib/markdown-text.js";

const markdown = MarkdownIt({ html: true, linkify: false });
const rendered = (source: string) => markdown.renderInline(source);
const asHtml = (text: string) => markdown.utils.escapeHtml(text);

test("text comes back as it was, also where it could be an entity", () => {
  for (const text of [
    "R&D",
    "Adams & Filchenko",
    "&amp;",
    "&#38; &lt; &",
    "a_b *c* <d> `e` [f](g) ~~h~~ #1 \\|",
  ])
    expect(rendered(escapeMarkdown(text)), text).toBe(asHtml(text));
});

test("two texts, one after the other, make no entity", () => {
  for (const [first, second] of [
    ["&", "amp;"],
    ["R&am", "p;"],
    ["&#", "38;"],
  ] as const)
    expect(rendered(escapeMarkdown(first) + escapeMarkdown(second))).toBe(asHtml(first + second));
});

test("an ampersand between words stays as people write it", () => {
  const text = "Adams & Filchenko, R&D teams";
  expect(escapeMarkdown(text)).toBe(text);
});
