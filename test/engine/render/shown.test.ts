import { describe, expect, it } from "vitest";
import type { TableBlock } from "../../../src/model/report.js";
import type { ProseRenderer } from "../../../src/engine/render/html/prose.js";
import { dataTableHtml, tableHtml, tableRowsHtml } from "../../../src/engine/render/html/shown.js";

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
  it("of short texts leave the room to those of long ones", () => {
    const text = html([words, "not computed in this edition", "84"], ["Press", "met", "5"]);
    expect(text).toContain('<table class="wordy">');
    expect(text).toContain(`<th scope="row" class="long">${words}</th><td>not computed in this edition</td>`);
    expect(text).toContain(
      '<th scope="row" class="long">Press</th><td>met</td><td class="right short">5</td>',
    );
    expect(text).toContain('<th scope="col" class="right short">A long head over a small number');
  });

  it("share the width as they are where no text is long", () => {
    expect(html(["University", "met", "84"])).toContain("<table>\n");
  });

  it("are there without rows, and escape what they hold", () => {
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

  it("may use the margin where its columns are wider than the text, however its lines are broken", () => {
    expect(figure(3)).toContain('<figure class="shown" id="tbl-t">');
    expect(figure(4)).toContain('<figure class="shown wide" id="tbl-t">');
  });
});

const dataTable = (rows: number) =>
  dataTableHtml({
    number: 3,
    data: Array.from({ length: rows }, (_, n) => ({ name: `<${n}>`, n: n % 2 ? n : null })),
  })?.text;

describe("the data of a figure as a table", () => {
  it("has every row of a figure's data, numbers to the right, markup as text", () => {
    const html = dataTable(3);
    expect(html).toContain("<summary>Show as table</summary>");
    expect(html).toContain('<td>&lt;1&gt;</td><td class="right">1</td>');
    expect(html).toContain('<td>&lt;2&gt;</td><td class="right"></td>');
  });

  it("of many rows has the first, and says of how many", () => {
    const html = dataTable(1234);
    expect(html).toContain("<summary>Show as table: the first 200 of 1,234 rows</summary>");
    expect(html).toContain("&lt;199&gt;");
    expect(html).not.toContain("&lt;200&gt;");
  });

  it("of no rows there is none", () => {
    expect(dataTable(0)).toBeUndefined();
  });
});
