import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import { columnOf } from "../../../../src/briefing/authoring/charts/columns.js";
import { measureOf } from "../../../../src/briefing/authoring/charts/measure.js";
import { fieldNote } from "../../../../src/briefing/authoring/load/records.js";
import { createProject, failure as failureOf, field, inFolder } from "./project.js";

const schema = {
  fields: [
    field("country", "string", { required: true }),
    field("year", "integer", { required: true, minimum: 1900 }),
    field("share", "number"),
    field("kind", "string", { enum: ["exact", "bounds"] }),
    field("final", "boolean"),
    field("day", "date"),
  ],
  primaryKey: ["country", "year"],
};
const header = "country,year,share,kind,final,day\n";

const failure = (csv: string) => failureOf(createProject({ t: { csv, schema } }));

describe("load", () => {
  test("types every cell by the schema, from any folder of the project", () => {
    const csv = `\ufeff${header}"US, ""all""",2019,0.25,exact,true,2018-11-01\r\nCN,2020,,,,\r\n`;
    const project = createProject({ t: { csv: csv.replace(/(?<!\r)\n/, "\r\n"), schema } });
    const folder = join(project, "notebooks", "deep");
    mkdirSync(folder, { recursive: true });
    expect(inFolder(folder, () => load("t"))).toEqual([
      { country: 'US, "all"', year: 2019, share: 0.25, kind: "exact", final: true, day: "2018-11-01" },
      { country: "CN", year: 2020, share: null, kind: null, final: null, day: null },
    ]);
  });

  test("gives rows that know the titles and units of their table, even after filtering or sorting", () => {
    const titled = { ...field("share", "number"), title: "Share of papers", unit: "fraction" };
    const csv = "country,share\nUS,0.25\nCN,0.5\nJP,0.125\n";
    const project = createProject({ t: { csv, schema: { fields: [field("country", "string"), titled] } } });
    const rows = inFolder(project, () => load("t"));
    const some = rows
      .filter(({ country }) => country !== "US")
      .sort((a, b) => Number(a["share"]) - Number(b["share"]));
    expect(fieldNote(some, "share")).toMatchObject({ title: "Share of papers", unit: "fraction" });
    expect(measureOf([columnOf("line", some, "share")])).toMatchObject({ title: "Share of papers" });
    expect(measureOf([columnOf("line", some, "share")]).write(0.5)).toBe("50\u202f%");
    const made = some.map((row) => ({ ...row }));
    expect(fieldNote(made, "share")).toBeUndefined();
  });

  test("reports every bad cell with line, column and field, not only the first", () => {
    const error = failure(
      `${header}US,2019,0.25,exact,true,2018-11-01\n"a ""b"", c",n.d.,x,maybe,perhaps,2019-02-29\n,1850,1e3,,,\n`,
    );
    expect(error.message.split("\n")).toEqual([
      'data/t.csv:3:14 column "year": expected an integer, got "n.d."',
      'data/t.csv:3:19 column "share": expected a number, got "x"',
      'data/t.csv:3:21 column "kind": expected one of exact, bounds, got "maybe"',
      'data/t.csv:3:27 column "final": expected true or false, got "perhaps"',
      'data/t.csv:3:35 column "day": expected a date such as 2018-11-01, got "2019-02-29"',
      'data/t.csv:4:1 column "country": expected a value, got nothing',
      'data/t.csv:4:2 column "year": expected at least 1900, got "1850"',
    ]);
  });

  test("counts lines correctly across quoted line ends, even inside the record of a bad cell, and empty lines", () => {
    expect(failure(`${header}"two\nlines",2019,1,,,\n\nUS,x,1,,,\n`).message).toBe(
      'data/t.csv:5:4 column "year": expected an integer, got "x"',
    );
    expect(failure(`${header}"two\nlines",x,1,,,\n`).message).toBe(
      'data/t.csv:3:8 column "year": expected an integer, got "x"',
    );
  });

  test("a thousand cells with one fault are one line, with the first of their places", () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `US,${index === 500 ? "y,perhaps" : "x,1"},,,\n`);
    const error = failure(header + rows.join(""));
    expect(error.message.split("\n")).toEqual([
      'data/t.csv:2:4 column "year": expected an integer, got "x"; and 999 more of the same kind, on lines 3, 4, 5 …',
      'data/t.csv:502:6 column "share": expected a number, got "perhaps"',
    ]);
  });

  test("finds rows with the same key", () => {
    expect(failure(`${header}US,2019,1,,,\nCN,2019,1,,,\nUS,2019,2,,,\n`).message).toBe(
      "data/t.csv:4:1: the same country, year as line 2",
    );
  });

  test("an unknown table lists the known ones; a missing file is named", () => {
    const project = createProject({ t: { csv: header, schema } });
    expect(() => inFolder(project, () => load("pears"))).toThrow('there is no table "pears"');
    const missing = createProject({ t: { csv: header, schema, extra: { path: "gone.csv" } } });
    expect(() => inFolder(missing, () => load("t"))).toThrow(
      "data/gone.csv cannot be read: there is no such file",
    );
  });
});
