/** One sheet of a workbook as a table, and files that are not workbooks. */
import { writeFileSync } from "node:fs";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { dataProject } from "./data-project.js";
import { bytesOf, type Row } from "./workbook.js";

const { add, at, check, descriptor, rows, update } = dataProject();

const written = (name: string, bytes: Uint8Array): string => {
  writeFileSync(at(name), bytes);
  return at(name);
};
const workbook = (cells: readonly Row[], merges: readonly string[] = []): string =>
  written("t.xlsx", bytesOf({ Stations: { rows: cells, merges } }, "xlsx"));

const day = (serial: number) => ({ t: "n", v: serial, z: "m/d/yy" });
const head = ["id", "since", "height", "at"];
const body = [
  ["01", day(44_926), 26.119, { t: "n", v: 44_926.604166666664, z: "m/d/yy" }],
  ["02", day(44_927), "n/a", day(44_927)],
];

/** Replaces a file's size in the headers of an archive. */
function declareSize(archive: Uint8Array, actual: number, declared: number): void {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(actual);
  for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size)) bytes.writeUInt32LE(declared, at);
}

describe.each(["xlsx", "ods"] as const)(".%s", (kind) => {
  test("cells keep their types; dates and times are ISO 8601; empty rows and columns are left out", async () => {
    const sheet = {
      rows: [[], [null, ...head], [null, ...(body[0] ?? [])], [], [null, ...(body[1] ?? [])], []],
    };
    const { inspected } = await add(written(`t.${kind}`, bytesOf({ Stations: sheet }, kind)));
    expect(inspected.changes[0]).toBe('sheet "Stations" became CSV');
    expect(rows("t")).toEqual([
      { id: "01", since: "2022-12-31", height: 26.119, at: "2022-12-31T14:30:00" },
      { id: "02", since: "2023-01-01", height: null, at: "2023-01-01T00:00:00" },
    ]);
    expect(await check()).toEqual([]);
  });

  test("the first sheet or the named one, which is remembered", async () => {
    const sheets = { Notes: { rows: [["note"], ["x"], ["y"]] }, Data: { rows: [["n"], [1], [2]] } };
    const file = written(`t.${kind}`, bytesOf(sheets, kind));
    const { inspected } = await add(file, { name: "notes" });
    expect(inspected.changes).toEqual([
      'sheet "Notes" became CSV (the file also has the sheet Data: --sheet NAME)',
    ]);
    await add(file, { sheet: "Data" });
    expect(rows("t")).toEqual([{ n: 1 }, { n: 2 }]);
    expect(descriptor()).toContain('"sheet": "Data"');
    written(`t.${kind}`, bytesOf({ ...sheets, Data: { rows: [["n"], [1], [3]] } }, kind));
    expect((await update(file, { name: "t" })).status).toBe("updated");
    expect(rows("t")).toEqual([{ n: 1 }, { n: 3 }]);
    await expect(add(file, { sheet: "Dats", name: "x" })).rejects.toMatchObject({
      message: expect.stringContaining('has no sheet "Dats"') as string,
      hint: 'Did you mean "Data"?',
    });
  });
});

test("typed numbers have decimal points, whatever the texts of other columns suggest", async () => {
  await add(
    workbook([
      ["k", "typed", "text"],
      ["a", 26.119, "52,6"],
      ["b", 3.25, "1,5"],
    ]),
  );
  expect(rows("t")).toEqual([
    { k: "a", typed: 26.119, text: 52.6 },
    { k: "b", typed: 3.25, text: 1.5 },
  ]);
});

test("formulas have their stored values", async () => {
  await add(
    workbook([
      ["a", "b"],
      [1, { t: "n", v: 2, f: "A2*2" }],
      [3, { t: "n", v: 6, f: "A3*2" }],
    ]),
  );
  expect(rows("t")).toEqual([
    { a: 1, b: 2 },
    { a: 3, b: 6 },
  ]);
});

test("names for a sheet without a header", async () => {
  await add(
    workbook([
      [1, "x"],
      [2, "y"],
    ]),
    { columns: ["n", "k"] },
  );
  expect(rows("t")).toEqual([
    { n: 1, k: "x" },
    { n: 2, k: "y" },
  ]);
});

describe("refused", () => {
  test.each<[string, readonly Row[], readonly string[], string]>([
    ["an empty sheet", [[]], [], "it is empty"],
    [
      "a title above the names",
      [["Stations 2022"], ["a", "b"], [1, 2]],
      [],
      "row 1, the first, has 1 name for 2 columns",
    ],
    [
      "a merged title",
      [["Stations 2022"], ["a", "b"], [1, 2]],
      ["A1:B1"],
      "the cells A1:B1 are merged in the first row",
    ],
    [
      "merged cells in the body",
      [
        ["a", "b"],
        ["x", 1],
        [null, 2],
      ],
      ["A2:A3"],
      "the cells A2:A3 are merged, so that only the first",
    ],
    [
      "a note below",
      [["a", "b", "c"], [1, 2, 3], [4, 5, 6], [], ["Source: x"]],
      [],
      'A5 stands alone below an empty row: "Source: x"',
    ],
  ])("%s", async (_, cells, merges, message) => {
    await expect(add(workbook(cells, merges))).rejects.toThrow(message);
  });

  test("a formula without a stored value", async () => {
    const files = unzipSync(
      bytesOf(
        {
          S: {
            rows: [
              ["a", "b"],
              [1, { t: "n", v: 2, f: "A2*2" }],
            ],
          },
        },
        "xlsx",
      ),
    );
    const name = "xl/worksheets/sheet1.xml";
    const xml = new TextDecoder().decode(files[name]).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/, "$1");
    await expect(add(written("t.xlsx", zipSync({ ...files, [name]: strToU8(xml) })))).rejects.toThrow(
      "the formula in B2 has no stored value",
    );
  });

  test("an archive that would expand without limit", async () => {
    const files = unzipSync(bytesOf({ S: { rows: [["a"], [1]] } }, "xlsx"));
    // Compressing 401 MB takes seconds; the archive only declares them, as the check reads them before it expands anything.
    const huge = zipSync({ ...files, "xl/sharedStrings.xml": new Uint8Array(1_000_003) });
    declareSize(huge, 1_000_003, 401e6);
    await expect(add(written("t.xlsx", huge))).rejects.toThrow("would expand to more than 400 MB");
  });

  test("an archive that declares less than it holds is cut off there", async () => {
    const files = unzipSync(bytesOf({ S: { rows: [["a"], [1]] } }, "xlsx"));
    const bytes = zipSync({ ...files, "xl/worksheets/sheet1.xml": new Uint8Array(50e6) });
    declareSize(bytes, 50e6, 100);
    const memory = process.memoryUsage().arrayBuffers;
    await expect(add(written("t.xlsx", bytes))).rejects.toThrow(/damaged|cannot be read|is empty|not read/);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(40e6);
  });

  test.each([
    ["cells", 'number-columns-repeated="9999999"', ""],
    ["rows", "", 'number-rows-repeated="1048576"'],
  ])("an .ods that repeats %s", async (_, ofCell, ofRow) => {
    const files = unzipSync(bytesOf({ S: { rows: [["a"], [1]] } }, "ods"));
    const xml = new TextDecoder()
      .decode(files["content.xml"])
      .replace("<table:table-cell ", `<table:table-cell table:${ofCell || "x"} `)
      .replace("<table:table-row", `<table:table-row table:${ofRow || 'x=""'}`)
      .replace("table:x ", "");
    await expect(add(written("t.ods", zipSync({ ...files, "content.xml": strToU8(xml) })))).rejects.toThrow(
      "repeats a cell or a row more than 10000 times",
    );
  });

  test("an encrypted or old workbook", async () => {
    await expect(add(written("t.xlsx", Buffer.from("d0cf11e0a1b11ae1", "hex")))).rejects.toThrow(
      "is encrypted, or in the format of Excel before 2007",
    );
  });
});
