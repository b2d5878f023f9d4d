import { expect, test } from "vitest";
import { renderExecuted } from "../../../../../src/briefing/engine/render/render-executed.js";
import { pagesByTitle } from "../../../../../src/briefing/engine/render/word/contents.js";
import { pageWord } from "../../../../../src/briefing/engine/render/word/page.js";
import { bookmarkPages, type Paginate } from "../../../../../src/briefing/engine/render/word/paginate.js";
import type { textOf } from "./document.js";
import { attribute, markdown, openDocument, within } from "./document.js";
import { stored } from "../../../../support/notebook.js";

const chapters = markdown("# Title\n\n## One\n\ntext\n\n## Two\n\ntext\n\n## One\n\ntext\n\n## Four");

async function contentsOf(paginate: Paginate) {
  const { report } = await renderExecuted(stored([chapters], {}), "/nowhere/notebook.ipynb");
  const document = await openDocument(await pageWord(report, undefined, paginate));
  const lines = document.paragraphs().filter(({ style }) => style.startsWith("TOC"));
  const shown = lines
    .filter(({ text }) => /^(?:One|Two|Four)/.test(text))
    .map(({ element, text }) => {
      const words = within(element, "w:instrText").map((each) => textOfInstruction(each));
      const anchor = attribute(within(element, "w:hyperlink")[0], "w:anchor") ?? "";
      return { text, refers: words.some((each) => each.includes(`PAGEREF ${anchor} `)) };
    });
  return { shown, lines };
}

const textOfInstruction = (element: Parameters<typeof textOf>[0]): string =>
  element.children.map((child) => ("data" in child ? child.data : "")).join("");

test("the contents have the pages on which the headings stand, in fields that Word can update", async () => {
  const given: Uint8Array[] = [];
  const { shown } = await contentsOf((document) => {
    given.push(document);
    return Promise.resolve([
      { title: "One", page: 2 },
      { title: "Two", page: 3 },
      { title: "One", page: 11 },
      { title: "Four", page: 12 },
    ]);
  });
  expect(given).toHaveLength(1);
  expect(shown).toEqual([
    { text: "One2", refers: true },
    { text: "Two3", refers: true },
    { text: "One11", refers: true },
    { text: "Four12", refers: true },
  ]);
});

test("without page numbers, the contents have none", async () => {
  const { shown } = await contentsOf(() => Promise.resolve(undefined));
  expect(shown.map(({ text }) => text)).toEqual(["One", "Two", "One", "Four"]);
});

test("a heading that the pages lack has no number, and the others keep theirs", () => {
  const pageOf = pagesByTitle([
    { title: "One", page: 2 },
    { title: "Two  words", page: 3 },
  ]);
  expect(["One", "Other", "Two words", "One"].map(pageOf)).toEqual([2, undefined, 3, undefined]);
});

test("pages are read from the bookmarks of a PDF", () => {
  const title = (text: string) => Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase();
  const pdf = `%PDF-1.6
8 0 obj <</Type/Pages\n/Kids[ 3 0 R 5 0 R\n7 0 R ]/Count 3>> endobj
9 0 obj <</Count 1/First 10 0 R\n/Title<FEFF${title("Überblick")}>\n/Dest[3 0 R/XYZ 70 500 0]/Parent 8 0 R>> endobj
10 0 obj <</Count 0/Title<FEFF${title("Ende 🙂")}>\n/Dest[7 0 R/XYZ 70 500 0]>> endobj`;
  expect(bookmarkPages(Buffer.from(pdf, "latin1"))).toEqual([
    { title: "Überblick", page: 1 },
    { title: "Ende 🙂", page: 3 },
  ]);
  expect(bookmarkPages(Buffer.from("%PDF-1.6", "latin1"))).toBeUndefined();
});
