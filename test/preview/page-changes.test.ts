import { expect, test } from "vitest";
import { pageChanges, tagOf } from "../../src/preview/page-changes.js";

const chapter = (id: string, words: string): string =>
  `<section class="chapter" aria-labelledby="${id}">\n<p>${words}</p>\n</section>\n`;
const appendix = `<section class="chapter appendix">\n<p>Sources</p>\n</section>\n`;
const page = (chapters: readonly string[], title = "Title"): string =>
  `<html><head><title>${title}</title></head><body>\n<main>\n${chapters.join("")}</main>\n</body></html>`;

const before = page([chapter("a", "one"), chapter("b", "two"), appendix]);

test("only the chapter that differs has to be read, under its number", () => {
  const after = page([chapter("a", "one"), chapter("b", "three"), appendix]);
  expect(pageChanges(before, after)).toEqual({
    tag: tagOf(after),
    count: 3,
    chapters: [{ index: 1, html: chapter("b", "three") }],
  });
});

test("the same page has no chapter to read", () => {
  expect(pageChanges(before, before)).toMatchObject({ count: 3, chapters: [] });
});

test.each([
  ["the title", page([chapter("a", "one"), chapter("b", "two"), appendix], "Another")],
  ["a chapter more", page([chapter("a", "one"), chapter("b", "two"), chapter("c", "three"), appendix])],
  ["a chapter less", page([chapter("a", "one"), appendix])],
  ["no chapter at all", "<html><body><main>none</main></body></html>"],
])("%s: the whole page has to be read", (_, after) => {
  expect(pageChanges(before, after)).toBeUndefined();
});

test("put in their places, the chapters make the new page", () => {
  const after = page([chapter("a", "four"), chapter("b", "two"), appendix.replace("Sources", "None")]);
  const parts = [chapter("a", "one"), chapter("b", "two"), appendix];
  for (const { index, html } of pageChanges(before, after)?.chapters ?? []) parts[index] = html;
  expect(page(parts)).toBe(after);
});
