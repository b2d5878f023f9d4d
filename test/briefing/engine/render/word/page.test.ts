import { describe, expect, test } from "vitest";
import { renderExecuted } from "../../../../../src/briefing/engine/render/render-executed.js";
import { pageWord } from "../../../../../src/briefing/engine/render/word/page.js";
import { attribute, documentOf, markdown, openDocument, shows, textOf, within } from "./document.js";
import { stored } from "../../../../support/notebook.js";

const paragraphsOf = async (source: string) => (await documentOf(markdown(source))).paragraphs();
const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("It is not there.");
  return value;
};

describe("a document's text", () => {
  test("has Word's own headings, in the order of the page, each with a bookmark for the contents", async () => {
    const document = await documentOf(markdown("# Title\n\ntext\n\n### Deep\n\n## Next"));
    const headings = document.paragraphs().filter(({ style }) => style.startsWith("Heading"));
    expect(headings.map(({ style, text }) => [style, text]).slice(0, 2)).toEqual([
      ["Heading2", "Deep"],
      ["Heading2", "Next"],
    ]);
    const names = document.all("w:bookmarkStart").map((mark) => attribute(mark, "w:name"));
    const contents = document.paragraphs().filter(({ style }) => style.startsWith("TOC"));
    const leads = contents.map(({ element }) => attribute(within(element, "w:hyperlink")[0], "w:anchor"));
    expect(contents.map(({ text }) => text)).toContain("Deep");
    for (const lead of leads) expect(names).toContain(lead);
    expect(document.parts.get("word/document.xml")).toContain("TOC \\o &quot;1-2&quot;");
  });

  test("keeps formatting, and white space as in HTML", async () => {
    const [first] = await paragraphsOf("**bold**\n  *italic* ~~struck~~ `code` H<sub>2</sub>O");
    const runs = within(found(first).element, "w:r");
    const withMark = (mark: string) => runs.filter((run) => within(run, mark).length > 0).map(textOf);
    expect(found(first).text).toBe("bold italic struck code H2O");
    expect(withMark("w:b")).toEqual(["bold"]);
    expect(withMark("w:i")).toEqual(["italic"]);
    expect(withMark("w:strike")).toEqual(["struck"]);
    expect(withMark("w:vertAlign")).toEqual(["2"]);
    expect(
      runs.filter((run) => attribute(within(run, "w:rStyle")[0], "w:val") === "CodeText").map(textOf),
    ).toEqual(["code"]);
  });

  test("nests lists four levels deep, and restarts each numbered list", async () => {
    const document = await documentOf(
      markdown("- a\n  - b\n    - c\n      - d\n\nbetween\n\n1. one\n2. two\n\nbetween\n\n5. five\n"),
    );
    const items = document.paragraphs().filter(({ style }) => style === "ListParagraph");
    const levels = items.map(({ element }) => attribute(within(element, "w:ilvl")[0], "w:val"));
    const lists = items.map(({ element }) => attribute(within(element, "w:numId")[0], "w:val"));
    expect(levels).toEqual(["0", "1", "2", "3", "0", "0", "0"]);
    expect(new Set(lists.slice(0, 4)).size).toBe(1);
    expect(lists[4]).toBe(lists[5]);
    expect(new Set([lists[0], lists[4], lists[6]]).size).toBe(3);
    expect(document.parts.get("word/numbering.xml")).toContain('<w:start w:val="5"/>');
  });

  test("continues a list item with further paragraphs", async () => {
    const items = await paragraphsOf("1. one\n\n   and more\n");
    const [number, more] = items.filter(({ style }) => style === "ListParagraph");
    expect(within(found(number).element, "w:numPr")).toHaveLength(1);
    expect(within(found(more).element, "w:numPr")).toHaveLength(0);
    expect(attribute(within(found(more).element, "w:ind")[0], "w:left")).toBe("425");
  });

  test("has Word's footnotes; a second mention refers to the first", async () => {
    const document = await documentOf(
      markdown("a[^1] b[^2] c[^1]\n\n[^1]: The *first*.\n\n    In two.\n\n[^2]: The second."),
    );
    const notes = document
      .all("w:footnote", "word/footnotes.xml")
      .filter((note) => attribute(note, "w:type") === undefined);
    expect(notes.map((note) => textOf(note).trim())).toEqual(["The first. In two.", "The second."]);
    expect(document.all("w:footnoteReference").map((each) => attribute(each, "w:id"))).toEqual(["1", "2"]);
    const again = document.all("w:fldSimple").map((each) => attribute(each, "w:instr") ?? "");
    const name = found(/NOTEREF (\S+)/.exec(again.join())?.[1]);
    expect(document.all("w:bookmarkStart").map((mark) => attribute(mark, "w:name"))).toContain(name);
    expect(document.paragraphs().map(({ text }) => text)).not.toContain("The second.");
  });

  test("keeps links that Word can follow, and only the words of others", async () => {
    const document = await documentOf(
      markdown(
        '[web](https://example.org/a?b={c}|"d") [file](figures/x.csv) [bad](<http://[>) [nowhere](#not-there) [mail](mailto:a@b.org)',
      ),
    );
    expect(document.paragraphs()[0]?.text).toBe("web file bad nowhere mail");
    expect(document.all("w:hyperlink").map(textOf)).toEqual(expect.arrayContaining(["web", "mail"]));
    const targets = document
      .all("Relationship", "word/_rels/document.xml.rels")
      .filter((each) => attribute(each, "TargetMode") === "External")
      .map((each) => attribute(each, "Target"));
    expect(targets).toEqual(["https://example.org/a?b=%7Bc%7D%7C%22d%22", "mailto:a@b.org"]);
  });

  test("links only to content of the document: to the title for a chapter that is the page, to no missing appendix", async () => {
    const document = await documentOf(
      markdown(
        "# Title\n\n[chapter](#notebook) [deep](#s-notebook-deep) [sources](#sources) [list](#references)\n\n## Deep",
      ),
    );
    const names = document.all("w:bookmarkStart").map((mark) => attribute(mark, "w:name"));
    const links = document.all("w:hyperlink");
    for (const link of links) expect(names).toContain(attribute(link, "w:anchor"));
    expect(links.map(textOf)).toEqual(["chapter", "deep"]);
  });

  test("replaces a picture that would fill the reader's memory by a note", async () => {
    const size = Buffer.alloc(8);
    size.writeUInt32BE(20_000, 0);
    size.writeUInt32BE(20_000, 4);
    const start = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
    const png = Buffer.concat([start, size]).toString("base64");
    const document = await documentOf(shows({ "image/png": png }));
    expect(document.paragraphs().map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^\[picture: .*too large for a document: 20000 × 20000 pixels\]$/),
    );
  });

  test("is valid despite characters that XML forbids", async () => {
    const document = await documentOf(
      markdown("a\u0007b \ud800 c"),
      shows({ "text/plain": "\u0000\u001b[1m" }, "plain"),
      shows({ "text/html": "<p>&#2;&#xFFFF;</p>" }, "html"),
    );
    for (const xml of document.parts.values())
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(document.paragraphs()[0]?.text).toBe("a�b � c");
  });

  test("contains typeset formulas, and invalid TeX as written", async () => {
    const document = await documentOf(
      markdown("$x_i^2$ and\n\n$$\\sum_{i=1}^n \\frac{a}{\\sqrt{b}} = \\left(c\\right)$$\n\n$\\nothing{x}$"),
    );
    for (const part of ["m:sSubSup", "m:oMathPara", "m:nary", "m:f", "m:rad", "m:d"])
      expect(document.all(part), part).toHaveLength(1);
    const [sum] = document.all("m:nary");
    // What is summed belongs to the sum; what it is equal to does not.
    expect(within(within(sum, "m:e").at(0), "m:f")).toHaveLength(1);
    expect(textOf(found(sum))).not.toContain("c");
    expect(document.paragraphs().map(({ text }) => text)).toContain("$\\nothing{x}$");
  });

  test("formats alerts, definitions, quotations and code with styles that users can change", async () => {
    const document = await documentOf(
      markdown("> [!NOTE]\n> Watch.\n\n> said\n\nTerm\n: Meaning\n\n```\na\n\tb\n```"),
    );
    const styles = new Map(document.paragraphs().map(({ style, text }) => [text, style]));
    expect(styles.get("Watch.")).toBe("Alert");
    expect(styles.get("said")).toBe("Quote");
    expect(styles.get("Term")).toBe("Term");
    expect(styles.get("Meaning")).toBe("Definition");
    expect(styles.get("a    b")).toBe("Code");
    const known = document.all("w:style", "word/styles.xml").map((style) => attribute(style, "w:styleId"));
    for (const { style } of document.paragraphs()) if (style !== "") expect(known).toContain(style);
  });
});

test("the authors appear below the title and in the properties, with further details at the end", async () => {
  const { report } = await renderExecuted(stored([], {}), "/nowhere/n.ipynb");
  const authors = ["A. Author", { name: "B. Author", affiliation: "An Institute" }];
  const document = await openDocument(await pageWord({ ...report, authors }));
  const texts = document.all("w:p").map(textOf);
  expect(texts).toContain("A. Author, B. Author");
  expect(texts).toContain("An Institute");
  expect(document.parts.get("docProps/core.xml")).toContain("<dc:creator>A. Author; B. Author</dc:creator>");
});

describe("a document's file", () => {
  test("is reproducible, and has the briefing's date", async () => {
    const write = () => documentOf(markdown("[a](https://a.org) [b](https://b.org)\n\n1. x"));
    const one = await write();
    const other = await write();
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
    const core = one.parts.get("docProps/core.xml") ?? "";
    expect(core.match(/2026-11-25T00:00:00Z/g)).toHaveLength(2);
    expect(core).toContain("<dc:language>en</dc:language>");
  });

  test("contains the parts that its relationships name, with unique ids", async () => {
    const document = await documentOf(
      markdown("# A\n\n## B\n\n[a](https://a.org) x[^1]\n\n[^1]: n [b](https://b.org)\n"),
    );
    for (const [name] of document.parts) {
      if (!name.endsWith(".rels")) continue;
      const part = name.replace("_rels/", "").replace(/\.rels$/, "");
      const known = document.all("Relationship", name).map((each) => attribute(each, "Id"));
      expect(new Set(known).size).toBe(known.length);
      for (const [, id] of (document.parts.get(part) ?? "").matchAll(/ r:(?:id|embed)="([^"]*)"/g))
        expect(known).toContain(id);
    }
    for (const [element, key] of [
      ["w:bookmarkStart", "w:id"],
      ["w:bookmarkStart", "w:name"],
    ] as const) {
      const all = document.all(element).map((each) => attribute(each, key));
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
