import { describe, expect, test } from "vitest";
import { attribute, documentOf, markdown, shows, textOf, within } from "./document.js";

const vegaLite = "application/vnd.vegalite.v5+json";
const spec = (title: string) => ({
  description: `What "${title}" shows`,
  data: { values: [{ a: "x", b: 1 }] },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
});
const rows = (count: number, columns: number) =>
  Array.from(
    { length: count },
    (_, row) =>
      `<tr>${Array.from({ length: columns }, (_, column) => `<td>${row}.${column}</td>`).join("")}</tr>`,
  ).join("");
const html = (text: string) => shows({ "text/html": text });

test("a figure is a picture with alternative text, no wider than the text, with a field in its caption", async () => {
  const document = await documentOf(
    shows({ [vegaLite]: spec("one") }, "a"),
    shows({ [vegaLite]: spec("two") }, "b"),
  );
  const described = document.all("wp:docPr").map((each) => attribute(each, "descr"));
  expect(described).toEqual(['What "one" shows', 'What "two" shows']);
  expect(new Set(document.all("wp:docPr").map((each) => attribute(each, "id"))).size).toBe(2);
  // 9525 to the pixel, 914400 to the inch: the text is 16 cm wide.
  for (const extent of document.all("wp:extent"))
    expect(Number(attribute(extent, "cx"))).toBeLessThanOrEqual((16 / 2.54) * 914400);
  const captions = document.paragraphs().filter(({ style }) => style === "Caption");
  expect(captions.map(({ text }) => text.slice(0, 9))).toEqual(["Figure 1.", "Figure 2."]);
  expect(document.all("w:fldSimple").map((field) => attribute(field, "w:instr"))).toEqual([
    "SEQ Figure \\* ARABIC \\r 1",
    "SEQ Figure \\* ARABIC \\r 2",
  ]);
});

describe("a table", () => {
  test("repeats its head, aligns numbers right, and is as wide as the text", async () => {
    const document = await documentOf(
      html(
        "<table><thead><tr><th>Name</th><th>Count</th></tr></thead><tbody><tr><td>a</td><td>1,234</td></tr></tbody></table>",
      ),
    );
    const [head, body] = document.all("w:tr");
    expect(within(head, "w:tblHeader")).toHaveLength(1);
    expect(within(body, "w:tblHeader")).toHaveLength(0);
    expect(within(body, "w:jc").map((each) => attribute(each, "w:val"))).toEqual(["left", "right"]);
    const [width] = document.all("w:tblW");
    expect([attribute(width, "w:type"), attribute(width, "w:w")]).toEqual(["dxa", "9070"]);
  });

  test("keeps its head with the first row, its last row with the caption, and a small one together", async () => {
    const kept = async (rows: number, words: string) => {
      const row = `<tr><td>${words}</td></tr>`;
      const document = await documentOf(
        html(`<table><thead><tr><th>Name</th></tr></thead>${row.repeat(rows)}</table>`),
      );
      return document.all("w:tr").map((each) => within(each, "w:keepNext").length > 0);
    };
    expect(await kept(3, "short")).toEqual([true, true, true, true]);
    expect(await kept(4, "long ".repeat(100))).toEqual([true, true, false, false, true]);
  });

  test("keeps cells that span rows and columns", async () => {
    const document = await documentOf(
      html(
        '<table><tr><td rowspan="9">a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr><tr></tr></table>',
      ),
    );
    /** Of each cell: text, columns, and whether it spans rows. */
    const shapeOf = (cell: Parameters<typeof textOf>[0]) => {
      const [columns = "1", merge = ""] = ["w:gridSpan", "w:vMerge"].map((name) =>
        attribute(within(cell, name)[0], "w:val"),
      );
      return `${textOf(cell)}/${columns}/${merge}`;
    };
    const written = document.all("w:tr");
    expect(written.map((row) => within(row, "w:tc").map(shapeOf).join(" "))).toEqual([
      "a/1/restart b/2/",
      "/1/continue c/1/ d/1/ e/1/",
      "/1/continue /1/",
    ]);
  });

  test("with thousands of rows or a hundred columns states what is left out", async () => {
    const document = await documentOf(
      html(`<table>${rows(5000, 2)}</table>`),
      html(`<table>${rows(2, 120)}</table>`),
    );
    const texts = document.paragraphs().map(({ text }) => text);
    expect(texts).toContain("Only the first 200 of 5,000 rows; the page briefing.html has them all.");
    expect(texts).toContain("Only the first 30 of 120 columns; the page briefing.html has them all.");
    expect(document.all("w:tr")).toHaveLength(202);
  });

  test("is separated from the next, and its cells end with a paragraph", async () => {
    const document = await documentOf(
      html(
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table><table><tr><td>c</td></tr></table>",
      ),
    );
    const last = document.all("w:tc").map((cell) => cell.children.at(-1));
    expect(last.map((each) => (each !== undefined && "name" in each ? each.name : ""))).toEqual([
      "w:p",
      "w:p",
      "w:p",
    ]);
    expect(document.parts.get("word/document.xml")).not.toContain("</w:tbl><w:tbl>");
  });

  test("may break only a long row across pages", async () => {
    const document = await documentOf(
      html(`<table><tr><td>short</td></tr><tr><td>${"long ".repeat(1000)}</td></tr></table>`),
    );
    expect(document.all("w:tr").map((row) => within(row, "w:cantSplit").length)).toEqual([1, 0]);
  });
});

describe("a picture from a cell", () => {
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

  test("has its own size; an invalid one is reported", async () => {
    const document = await documentOf(
      shows({ "image/png": dot }),
      markdown("![a dot](data:image/png;base64,AAAA)"),
    );
    expect(document.all("wp:extent").map((each) => attribute(each, "cx"))).toEqual([String(10 * 9525)]);
    expect(document.paragraphs().map(({ text }) => text)).toContain("[picture: a dot]");
  });
});
