import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeProblem } from "../../../../src/briefing/authoring/load/errors.js";
import { generateRowTypes } from "../../../../src/briefing/engine/compile/row-types.js";
import { shownPath } from "../../../../src/briefing/lib/shown-path.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { createProject, field } from "../../authoring/load/project.js";
import { temporaryFolder } from "../../../support/temporary.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const messages = async (project: string) => (await validateData(project)).problems.map(describeProblem);

describe("the project's own data", () => {
  test("agree with their schema, keys, references and hashes", async () => {
    expect(await messages(root)).toEqual([]);
  });

  test("row types are those of the schema", async () => {
    const described = readFileSync(join(root, "data/datapackage.json"), "utf8");
    await expect(generateRowTypes(described, "briefing/tables")).toMatchFileSnapshot(
      "../../../../src/collaboration/rows.ts",
    );
  });
});

describe("validateData", () => {
  const years = { fields: [field("id"), field("year", "integer")], primaryKey: "id" };

  test("remembers valid tables, and checks again when one of them or its description changes", async () => {
    const a = { csv: "id,year\nx,1\ny,2\n", schema: years };
    const of = (id: string) => ({
      csv: `of\n${id}\n`,
      schema: {
        fields: [field("of")],
        foreignKeys: [{ fields: "of", reference: { resource: "a", fields: "id" } }],
      },
    });
    const project = createProject({ a, b: of("y") });
    const store = new Store(temporaryFolder("briefing store"));
    const first = await validateData(project, { store });
    expect(first.problems).toEqual([]);
    expect(await validateData(project, { store })).toEqual(first);
    writeFileSync(join(project, "data", "a.csv"), "id,year\nx,1\nz,2\n");
    const changed = await validateData(project, { store });
    expect(changed.problems.map(describeProblem)).toEqual([
      'data/b.csv:2:1 column "of": "y" is not in id of the table a',
    ]);
    expect(await validateData(project, { store })).toEqual(changed);
    writeFileSync(join(project, "data", "a.csv"), "id,year\nx,1\ny,2\n");
    const description = join(project, "data", "datapackage.json");
    writeFileSync(description, readFileSync(description, "utf8").replace('"integer"', '"boolean"'));
    expect((await validateData(project, { store })).problems).not.toEqual([]);
  });

  test("finds the errors in every table", async () => {
    const project = createProject({
      a: { csv: "id,year\nx,1\ny,n.d.\nx,3\n", schema: years },
      b: {
        csv: "of,n\nx,1\nz,2\n",
        schema: {
          fields: [field("of"), field("n", "integer", { unique: true })],
          foreignKeys: [{ fields: "of", reference: { resource: "a", fields: "id" } }],
        },
      },
    });
    expect(await messages(project)).toEqual([
      'data/a.csv:3:3 column "year": expected an integer, got "n.d."',
      "data/a.csv:4:1: the same id as line 2",
      'data/b.csv:3:1 column "of": "z" is not in id of the table a',
    ]);
  });

  test("for a changed file, the message gives the hash for the package", async () => {
    const csv = "id,year\nx,1\n";
    const sha256 = createHash("sha256").update(csv).digest("hex");
    const bytes = Buffer.byteLength(csv);
    const right = createProject({ a: { csv, schema: years, extra: { hash: `sha256:${sha256}`, bytes } } });
    expect(await messages(right)).toEqual([]);
    const wrong = createProject({ a: { csv, schema: years, extra: { hash: `sha256:${"0".repeat(64)}` } } });
    const [message] = await messages(wrong);
    expect(message).toContain(`put "bytes": ${bytes} and "hash": "sha256:${sha256}" there`);
  });

  test("a missing and a damaged file do not hide the other tables", async () => {
    const project = createProject({
      a: { csv: 'id,year\n"x,1\n', schema: years },
      b: { csv: "", schema: years, extra: { path: "gone.csv" } },
      c: { csv: "id,year\nx,y\n", schema: years },
    });
    expect(await messages(project)).toEqual([
      expect.stringContaining("data/a.csv:"),
      "data/gone.csv: the file is missing",
      'data/c.csv:2:3 column "year": expected an integer, got "y"',
    ]);
  });

  const counts = {
    fields: [field("of"), field("year", "integer"), field("n", "integer")],
    foreignKeys: [{ fields: ["of", "year"], reference: { resource: "a", fields: ["id", "year"] } }],
  };

  test("references of several fields, with an empty cell among them", async () => {
    const project = createProject({
      a: { csv: "id,year\nx,1\ny,2\n", schema: { ...years, primaryKey: ["id", "year"] } },
      b: { csv: "of,year,n\nx,1,1\nx,2,1\n,2,1\ny,2,1\n", schema: counts },
    });
    expect(await messages(project)).toEqual([
      'data/b.csv:3:1 column "of, year": "x", 2 is not in id, year of the table a',
    ]);
  });

  test("an unreadable table is reported once, not for every row that refers to it", async () => {
    const b = { csv: "of,year,n\nx,1,1\ny,2,1\n", schema: counts };
    const gone = createProject({ b, a: { csv: "", schema: years, extra: { path: "gone.csv" } } });
    expect(await messages(gone)).toEqual(["data/gone.csv: the file is missing"]);
    const broken = createProject({ b, a: { csv: 'id,year\n"x,1\n', schema: years } });
    expect(await messages(broken)).toEqual([expect.stringContaining("data/a.csv:2: not CSV: ")]);
    const other = createProject({ b, a: { csv: "name,year\nx,1\n", schema: years } });
    expect(await messages(other)).toEqual([
      expect.stringContaining('data/a.csv:1:1: the header reads "name"'),
    ]);
  });

  test("undescribed files and tables without a hash are noted, with what to type", async () => {
    const project = createProject({ a: { csv: "id,year\nx,1\n", schema: years } });
    const files = {
      "b.csv": "a\n1\n",
      "it's.tsv": "a\n1\n",
      "list.json": ' [{"a": 1}]',
      "c.parquet": "PAR1",
      "d.csv.gz": "",
      "sheet.xlsx": "PK",
      "settings.json": '{"a": 1}',
      "README.md": "",
      "LICENCE.txt": "",
      "licenses.csv": "",
      "a.json": "[]",
      ".hidden.csv": "",
      "make.py": "",
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(project, "data", name), content);
    mkdirSync(join(project, "data", "deep.csv"));
    writeFileSync(join(project, "data", "deep.csv", "e.csv"), "a\n1\n");
    symlinkSync(join(project, "gone"), join(project, "data", "link.csv"));
    const { notes, problems } = await validateData(project);
    expect(problems).toEqual([]);
    const undescribed = (name: string, quoted = name) =>
      `data/${name}: not described in data/datapackage.json: briefing data add '${shownPath(project)}/data/${quoted}'`;
    expect(notes.map(describeProblem)).toEqual([
      "data/a.csv: no hash in data/datapackage.json tells this edition from another: briefing data update a",
      expect.stringContaining("data/datapackage.json: a has no source"),
      undescribed("b.csv"),
      undescribed("c.parquet"),
      undescribed("d.csv.gz"),
      undescribed("deep.csv/e.csv"),
      undescribed("it's.tsv", "it'\\''s.tsv"),
      undescribed("list.json"),
      undescribed("sheet.xlsx"),
    ]);
  });

  test("a project that describes no table", async () => {
    const project = createProject({});
    rmSync(join(project, "data", "datapackage.json"));
    expect(await validateData(project)).toEqual({ tables: [], problems: [], omitted: 0, notes: [] });
    writeFileSync(join(project, "data", "b.csv"), "a\n1\n");
    expect((await validateData(project)).notes).toHaveLength(1);
  });

  test("if the description is invalid, only its errors are reported", async () => {
    const project = createProject({ a: { csv: "id,year\nx,y\n", schema: years } });
    writeFileSync(join(project, "data", "datapackage.json"), '{\n"resources": }');
    expect(await messages(project)).toEqual(["data/datapackage.json:2:14: not JSON: expected a value here"]);
  });

  test("200,000 rows in bounded memory", async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `row ${index},${index}`).join("\n");
    const project = createProject({ a: { csv: `id,year\n${rows}\n`, schema: years } });
    const before = process.memoryUsage().heapUsed;
    const check = await validateData(project);
    expect(check).toMatchObject({ tables: [{ rows: 200_000 }], problems: [] });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(80e6);
  });
});
