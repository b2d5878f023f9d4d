import { describe, expect, it } from "vitest";
import { readHtml, shownTable } from "../../../../../src/briefing/engine/diff/outputs/html-tables.js";

const table = (html: string) => {
  const [first] = readHtml(html).tables;
  if (first === undefined) throw new Error("no table");
  const { key, columns, rows } = shownTable(first, "t", "c", "");
  return {
    key,
    titles: columns.map(({ title }) => title),
    rows: rows.map((row) => row.map(({ raw }) => raw)),
  };
};

describe("a table from HTML", () => {
  it("has one title per column if its head spans columns and rows", () => {
    const html = `<table><thead>
      <tr><th rowspan="2">river</th><th colspan="2">flow</th></tr><tr><th>mean</th><th>max</th></tr></thead>
      <tbody><tr><th rowspan=2>Alder</th><td>1,250.5</td><td>12%</td></tr><tr><td>NaN</td><td>−3</td></tr></tbody></table>`;
    expect(table(html)).toEqual({
      key: ["river"],
      titles: ["river", "flow / mean", "flow / max"],
      rows: [
        ["Alder", 1250.5, 0.12],
        ["Alder", "NaN", -3],
      ],
    });
  });

  it("without a head has numbered columns, and rows named by their left cells", () => {
    const html = "<table><tr><th>R²</th><td>0.9</td></tr><tr><th>n</th><td>12</td></tr></table>";
    expect(table(html)).toEqual({
      key: ["row 1"],
      titles: ["", "column 2"],
      rows: [
        ["R²", 0.9],
        ["n", 12],
      ],
    });
  });

  it("uses leading rows of th as its head, and leaves out the types that R prints", () => {
    const html =
      "<table><tr><th>a</th><th>b</th></tr><tr><th>&lt;dbl&gt;</th><th>&lt;chr&gt;</th></tr><tr><td>1</td><td>x</td></tr></table>";
    expect(table(html)).toEqual({ key: [], titles: ["a", "b"], rows: [[1, "x"]] });
  });
});

describe("HTML outside of tables", () => {
  it("is the visible text: no styles, scripts or tags; paragraphs and items on separate lines", () => {
    const html = `<style>p{}</style><div><b>two</b>
      words<p>next</p><dl><dt>a</dt><dd>1</dd><dt>b</dt><dd>2</dd></dl></div><script>x()</script>
      <table><caption>Rivers</caption><tr><td>1</td></tr></table><p>9 rows × 1 column</p>`;
    expect(readHtml(html).lines).toEqual([
      "two words",
      "next",
      "a: 1",
      "b: 2",
      "Rivers",
      "9 rows × 1 column",
    ]);
  });

  it("distinguishes pictures with the same name by their content", () => {
    const picture = (held: string) => readHtml(`<img alt="map" src="data:image/png;base64,${held}">`).lines;
    expect(picture("AAAA")).not.toEqual(picture("BBBB"));
    expect(picture("AAAA")[0]).toMatch(/^\[picture map [0-9a-f]{8}\]$/);
  });
});
