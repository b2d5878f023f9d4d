import { describe, expect, it } from "vitest";
import type { TableBlock } from "../../../src/model/report.js";
import type { ProseRenderer } from "../../../src/engine/render/html/prose.js";
import { tableOf } from "../../../src/engine/render/figure/carried-figure.js";
import { foldedTable, tableHtml, tableRowsHtml } from "../../../src/engine/render/html/shown.js";

const words = "Share of the total that went to the university, its hospital and its press";
const table = (...rows: readonly (readonly string[])[]) =>
  ({
    key: ["finding"],
    columns: [
      { field: "finding", title: "Finding", align: "left" },
      { field: "state", title: "State", align: "left" },
      { field: "number", title: "A long head over a small number", unit: "%", align: "right" },
    ],
    rows: rows.map((row) => row.map((text) => ({ text }))),
  }) as unknown as TableBlock;
const html = (...rows: readonly (readonly string[])[]) => tableRowsHtml(table(...rows)).text;

describe("the columns of a table", () => {
  it("with short texts leave the space to those with long ones", () => {
    const text = html([words, "not computed in this edition", "84"], ["Press", "met", "5"]);
    expect(text).toContain('<table class="wordy">');
    expect(text).toContain(`<th scope="row" class="long">${words}</th><td>not computed in this edition</td>`);
    expect(text).toContain(
      '<th scope="row" class="long">Press</th><td>met</td><td class="right short">5</td>',
    );
    expect(text).toContain('<th scope="col" class="right short">A long head over a small number');
  });

  it("keep their width if no text is long", () => {
    expect(html(["University", "met", "84"])).toContain("<table>\n");
  });

  it("are shown without rows, and escape their content", () => {
    expect(html()).toContain("<tbody>\n</tbody>");
    expect(html(["<script>alert(1)</script>", "", ""])).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });
});

describe("a table", () => {
  const prose = { inline: () => "", plain: () => "" } as unknown as ProseRenderer;
  const figure = (columns: number) => {
    const { columns: given, rows, ...rest } = table([words, "met", "5"]);
    const repeated = <T>(one: T | undefined) => Array.from({ length: columns }, () => one);
    const block = { ...rest, columns: repeated(given[0]), rows: rows.map((row) => repeated(row[0])) };
    return tableHtml({ ...block, id: "t", caption: [], source: [] } as unknown as TableBlock, prose).text;
  };

  it("may use the margin if its columns are wider than the text, even with lines broken", () => {
    expect(figure(3)).toContain('<figure class="shown" id="tbl-t">');
    expect(figure(4)).toContain('<figure class="shown wide" id="tbl-t">');
  });
});

const data = (rows: number) =>
  Array.from({ length: rows }, (_, n) => ({ name: `<${n}>`, n: n % 2 ? n : null }));

describe("the data of a figure as a table", () => {
  it("has every row of a figure's data as text, numbers on the right, and the author's column titles", () => {
    const columns = [{ field: "n", title: "Number", unit: "kg" }];
    expect(tableOf({ data: data(3), columns })).toEqual({
      columns: [
        { field: "name", title: "name", align: "left" },
        { field: "n", title: "Number", unit: "kg", align: "right" },
      ],
      rows: [
        ["<0>", ""],
        ["<1>", "1"],
        ["<2>", ""],
      ],
    });
  });

  it("is folded; with many rows it states that the first are shown", () => {
    expect(foldedTable({ data: data(3) })?.text).toContain("<summary>Show as table</summary>");
    expect(foldedTable({ data: data(1234) })?.text).toContain("the first 200 of 1,234 rows");
  });

  it("is omitted without rows", () => {
    expect(foldedTable({ data: [] })).toBeUndefined();
  });
});
