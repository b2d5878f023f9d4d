import { DataFrame, toJSON } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import type { Table } from "../../../../src/briefing/model/display.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { table, type TableOptions } from "../../../../src/briefing/authoring/show/table.js";
import { thrown } from "../../../support/thrown.js";
import { withKernel } from "./kernel.js";

const options: TableOptions = {
  id: "peaks",
  rows: [
    { source: "NSF <b>", year: 2019, papers: { lower: 62425, upper: 62439 }, share: 0.27114, final: true },
    { source: "OpenAlex", year: 2020, papers: 84025, share: null, final: false },
  ],
  key: ["source"],
  columns: [
    { field: "source", title: "Source" },
    { field: "year", title: "Peak", format: "year" },
    { field: "papers", title: "Papers", format: "count" },
    { field: "share", title: "Share", unit: "%", format: "percent" },
    { field: "final", title: "Final" },
  ],
  caption: "Peaks.",
  source: "NSF",
};
const shownBy = (changes: object) => {
  const shown = withKernel("ours");
  table({ ...options, ...changes });
  return shown;
};

describe("table", () => {
  test("takes plain rows: titles, alignment and one number of decimals per column", () => {
    const rows = [
      { station: "North", year: 2019, rain_mm: 116.5, meanTemp: 1 / 3 },
      { station: "North", year: 2020, rain_mm: 151.55, meanTemp: null },
      { station: "South", year: 2020, rain_mm: 93.85, meanTemp: 12345 },
    ];
    const shown = withKernel("ours");
    table(rows);
    table(rows, { columns: ["year", { field: "rain_mm", digits: 0 }] });
    table([
      ["Year", "Visits"],
      [2019, 18200],
    ]);
    const [all, chosen, arrays] = shown.map((bundle) => bundle[mime.table]);
    expect(all).toMatchObject({
      key: ["station", "year"],
      columns: [
        { title: "Station", align: "left" },
        { title: "Year", align: "right" },
        { title: "Rain mm", align: "right" },
        { title: "Mean temp" },
      ],
    });
    expect(all).not.toHaveProperty("id");
    const texts = (json: unknown) => (json as Table).rows.map((row) => row.map(({ text }) => text));
    expect(texts(all)).toEqual([
      ["North", "2019", "116.50", "0.3"],
      ["North", "2020", "151.55", ""],
      ["South", "2020", "93.85", "12,345.0"],
    ]);
    expect(texts(chosen)).toEqual([
      ["2019", "117"],
      ["2020", "152"],
      ["2020", "94"],
    ]);
    expect(texts(arrays)).toEqual([["2019", "18,200"]]);
  });

  test("emits one bundle: HTML, our JSON, text", () => {
    const [bundle, ...more] = shownBy({});
    expect(more).toEqual([]);
    expect(bundle?.[mime.table]).toMatchObject({
      version: 1,
      id: "peaks",
      key: ["source"],
      columns: [
        { field: "source", align: "left" },
        { field: "year", align: "right" },
        { field: "papers", align: "right" },
        { field: "share", align: "right", unit: "%" },
        { field: "final", align: "left" },
      ],
      rows: [
        [
          { raw: "NSF <b>", text: "NSF <b>" },
          { raw: 2019, text: "2019" },
          { raw: [62425, 62439], text: "62,425–62,439" },
          { raw: 0.27114, text: "27.1" },
          { raw: true, text: "yes" },
        ],
        [{}, {}, { raw: 84025, text: "84,025" }, { raw: null, text: "" }, { raw: false, text: "no" }],
      ],
    });
    expect(bundle?.[mime.html]).toContain("NSF &lt;b&gt;");
    expect(bundle?.[mime.plain]).toContain("OpenAlex  2020");
  });

  test("takes values, and a function as format", () => {
    const [bundle] = shownBy({
      rows: [{ a: fmt.count(1204), b: 3 }],
      key: ["b"],
      columns: [
        { field: "a", title: "A" },
        {
          field: "b",
          title: "B",
          format: (n: number, row: { a: unknown }) => `${String(n)} of ${String(row.a)}`,
        },
      ],
    });
    expect(bundle?.[mime.table]).toMatchObject({
      rows: [
        [
          { raw: 1204, text: "1,204" },
          { raw: 3, text: "3 of 1,204" },
        ],
      ],
    });
  });

  test("takes a DataFrame, including an empty column", () => {
    const frame = new DataFrame([
      { year: 2019, n: 1 },
      { year: 2020, n: 2 },
    ]);
    expect(toJSON(frame)).toHaveLength(2);
    const [bundle] = shownBy({
      rows: frame,
      key: ["year"],
      columns: [
        { field: "year", title: "Year", format: "year" },
        { field: "n", title: "N", format: "count" },
      ],
    });
    expect(bundle?.[mime.table]).toMatchObject({
      rows: [
        [{ text: "2019" }, { raw: 1 }],
        [{ text: "2020" }, { raw: 2 }],
      ],
    });
  });

  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["something other than rows", { rows: undefined }, "the rows are missing"],
    [
      "too many rows",
      { rows: Array.from({ length: 10_001 }, (_, year) => ({ year })), key: ["year"] },
      "10001 rows",
    ],
    ["a key that is not a field", { key: ["edition"] }, 'no field "edition" in the rows'],
    [
      "two rows with the same key",
      { rows: [...(options.rows as object[]), { source: "OpenAlex" }] },
      'rows 2 and 3 have the same key ["OpenAlex"]',
    ],
    ["an unknown column", { columns: [{ field: "peak", title: "Peak" }] }, 'no field "peak"'],
    [
      "an interval without a format",
      { columns: [{ field: "papers", title: "Papers" }] },
      'row 1, column "papers": an object needs a format',
    ],
    ["a missing caption", { caption: "" }, "the caption is missing"],
  ])("refuses %s", (_, changes, message) => {
    expect(thrown(AuthoringError, () => shownBy(changes)).message).toContain(message);
  });
});
