import { describe, expect, it } from "vitest";
import type { TableBlock } from "../../../../src/briefing/model/report.js";
import type { ProseRenderer } from "../../../../src/briefing/engine/render/html/prose.js";
import { tableOf } from "../../../../src/briefing/engine/render/figure/carried-figure.js";
import {
  foldedTable,
  rawAttributes,
  tableHtml,
  tableRowsHtml,
  unitAttribute,
} from "../../../../src/briefing/engine/render/html/shown.js";

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
    expect(foldedTable({ data: data(2345) })?.text).toContain("the first 2,000 of 2,345 rows");
  });

  it("is omitted without rows", () => {
    expect(foldedTable({ data: [] })).toBeUndefined();
  });
});

const raw = (raw: string | number | null | [number, number], text: string, unit?: string) =>
  rawAttributes([{ raw, text }], unit)[0]?.text;

describe("the exported values of a table", () => {
  it.each<[Parameters<typeof raw>[0], string, string | undefined, string | undefined]>([
    [62432, "62,400", undefined, "62432"],
    [2020, "2020", undefined, undefined],
    [-3886, "−3,886", undefined, "-3886"],
    [[62425, 62439], "62,425–62,439", undefined, "62425 62439"],
    [0.2371991868, "23.7\u202f%", undefined, "23.71991868"],
    [0.2371991868, "23.7", "%", "23.71991868"],
    [23.7199, "23.7\u202f%", undefined, "23.7199"],
    [0.011, "1.1\u00a0points", undefined, "1.1"],
    [0.5, "0.50", undefined, "0.5"],
    ["2018-11-01", "1 November 2018", undefined, "2018-11-01"],
    ["CN", "China", undefined, undefined],
    [null, "–", undefined, undefined],
  ])("%j, printed as %s with the unit %s, is exported as %s", (value, text, unit, expected) => {
    expect(raw(value, text, unit)).toBe(expected && ` data-raw="${expected}"`);
  });

  it("contain percentages in every cell of a column, even if a number rounds to little", () => {
    const column = (cells: readonly (readonly [number | [number, number], string])[], unit?: string) =>
      rawAttributes(
        cells.map(([raw, text]) => ({ raw, text })),
        unit,
      ).map((html) => html?.text.slice(11, -1));
    const shares: Parameters<typeof column>[0] = [
      [0.003, "0"],
      [[0.001, 0.02], "0–2"],
      [-0.2371, "24"],
    ];
    const percent = ["0.3", "0.1 2", "-23.71"];
    expect(column(shares, "%")).toEqual(percent);
    expect(column(shares.map(([raw, text]) => [raw, `${text}\u202f%`]))).toEqual(percent);
    expect(column([[0.003, "0\u202f%"]])).toEqual(["0.3"]);
    const pair = (...[a, b, c, d]: [number, string, number, string]) =>
      column([
        [a, b],
        [c, d],
      ]);
    expect(pair(0.3, "0\u00a0%", 23.7199, "24\u00a0%")).toEqual(["0.3", "23.7199"]);
    expect(pair(0.5, "0.50", 0.2, "20\u202f%")).toEqual(["0.5", "20"]);
  });

  it("have the unit in the head if every number prints it", () => {
    const cells = [
      { raw: 0.2, text: "20\u202f%" },
      { raw: null, text: "–" },
    ];
    expect(unitAttribute(cells)?.text).toBe(' data-unit="%"');
    expect(unitAttribute([...cells, { raw: 3, text: "3" }])).toBeUndefined();
  });
});
