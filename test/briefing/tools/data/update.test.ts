import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { describeProblem } from "../../../../src/briefing/authoring/load/errors.js";
import { describeAdded, describeUpdated } from "../../../../src/briefing/cli/data-summary.js";
import { dataProject, papers } from "./data-project.js";

const { add, at, check, descriptor, inData, rows, update, write } = dataProject();

describe("update", () => {
  beforeEach(async () => {
    await add(write(at("papers.csv"), papers));
  });

  test("reports which rows were added, removed and changed, and writes the new edition", async () => {
    write(at("papers.csv"), "iso,year,papers\nDE,2001,6\nDE,2002,-\nUS,2003,70\n");
    const { status, rows: count, changes } = await update(at("papers.csv"));
    expect([status, count, changes?.rowsBefore]).toEqual(["updated", 3, 3]);
    expect(changes?.rows).toEqual({
      key: ["iso", "year"],
      added: { count: 1, examples: ["US, 2003"] },
      removed: { count: 1, examples: ["FR, 2001"] },
      changed: 1,
      cells: [{ column: "papers", count: 1, key: "DE, 2001", before: 5, after: 6 }],
    });
    expect(changes?.ranges).toMatchObject([
      { column: "year", before: { greatest: 2002 }, after: { greatest: 2003 } },
      { column: "papers", before: { least: 5, greatest: 7 }, after: { least: 6, greatest: 70 } },
    ]);
    expect(await check()).toEqual([]);
    expect((await update("papers")).status).toBe("unchanged");
  });

  test("only bytes and hash of the description change", async () => {
    const written = descriptor().replace('"path": "papers.csv"', '"title":   "Mine", "path": "papers.csv"');
    write(inData("datapackage.json"), written);
    write(at("papers.csv"), `${papers}US,2001,9\n`);
    await update(at("papers.csv"));
    const without = (text: string): string => text.replace(/"bytes": \d+/, "").replace(/sha256:\w+/, "");
    expect(without(descriptor())).toBe(without(written));
  });

  test("a mismatch is reported and not written; --schema adapts the description", async () => {
    const before = descriptor();
    const shape = "iso,kind,year,papers\nDE,a,2001,5.5\nDE,b,2001,7\n,a,2002,n/a\n";
    write(at("papers.csv"), shape);
    const refused = await update(at("papers.csv"));
    expect(refused).toMatchObject({
      status: "does not fit",
      schema: {
        added: ["kind"],
        removed: [],
        types: [{ column: "papers", before: "integer", after: "number" }],
        noLongerRequired: ["iso"],
        missing: ["n/a"],
      },
    });
    expect([descriptor(), readFileSync(inData("papers.csv"), "utf8")]).toEqual([before, papers]);
    expect((await update(at("papers.csv"), { schema: "adapt" })).status).toBe("updated");
    expect(rows("papers")).toEqual([
      { iso: "DE", kind: "a", year: 2001, papers: 5.5 },
      { iso: "DE", kind: "b", year: 2001, papers: 7 },
      { iso: null, kind: "a", year: 2002, papers: null },
    ]);
    expect(await check()).toEqual([]);
  });

  test("two rows with the same key are reported by their lines", async () => {
    write(at("papers.csv"), `${papers}DE,2001,9\n`);
    const { status, schema } = await update(at("papers.csv"));
    expect([status, schema.key]).toEqual(["does not fit", []]);
    expect(schema.repeated).toMatchObject([{ line: 5, message: "the same iso, year as line 2" }]);
  });

  test("a hand-written constraint is not adapted", async () => {
    const column = '"name": "papers",\n            "type": "integer"';
    const limited = descriptor().replace(column, '$&, "constraints": {"maximum": 10}');
    write(inData("datapackage.json"), limited);
    write(at("papers.csv"), papers.replace("7", "70"));
    const { status, problems } = await update(at("papers.csv"), { schema: "adapt" });
    expect([status, problems.map(({ message }) => message)]).toEqual([
      "does not fit",
      ['expected at most 10, got "70"'],
    ]);
  });

  test("rows without a key are compared whole", async () => {
    await add(write(at("loose.csv"), "a,n\nx,1\nx,1\ny,2\n"));
    write(at("loose.csv"), "a,n\nx,1\ny,3\n");
    const { changes } = await update(at("loose.csv"));
    expect(changes?.rows).toMatchObject({ key: [], changed: 0, added: { count: 1 }, removed: { count: 2 } });
    // A column that became text.
    write(at("loose.csv"), "a,n\nx,1\ny,b\n");
    const adapted = await update(at("loose.csv"), { schema: "adapt" });
    expect(adapted.changes?.rows).toMatchObject({ added: { count: 1 }, removed: { count: 1 } });
  });

  test("if datapackage.json cannot be written, the earlier edition stays", async () => {
    write(at("papers.csv"), `${papers}US,2001,9\n`);
    const text = descriptor();
    const onBytes = (): void => {
      write(inData("datapackage.json"), `${text}\n`);
    };
    await expect(update(at("papers.csv"), { onBytes })).rejects.toThrow("was changed meanwhile");
    expect(readFileSync(inData("papers.csv"), "utf8")).toBe(papers);
    expect(readdirSync(inData("")).sort()).toEqual(["datapackage.json", "papers.csv"]);
  });

  test("a read-only file can be updated", async () => {
    write(at("fixed.csv"), "a\n1\n2\n");
    chmodSync(at("fixed.csv"), 0o444);
    await add(at("fixed.csv"));
    write(at("next.csv"), "a\n1\n3\n");
    expect((await update(at("next.csv"), { name: "fixed" })).status).toBe("updated");
  });

  test("a column described as text is neither rewritten nor questioned", async () => {
    await add(write(at("t.csv"), "k,code\n1,a\n2,b\n"));
    const edition = 'k,code\n1,1 234\n2,"1,234"\n';
    expect((await update(write(at("t.csv"), edition))).status).toBe("updated");
    expect(readFileSync(inData("t.csv"), "utf8")).toBe(edition);
  });

  test("a word for a missing value is new only if a cell has it", async () => {
    const described = descriptor().replace(/"missingValues": \[[^\]]*\]/, '"missingValues": ["-"]');
    write(inData("datapackage.json"), described);
    const added = await update(write(at("papers.csv"), `${papers}US,2001,9\n`));
    expect(added).toMatchObject({ status: "updated", schema: { missing: [] } });
    const empty = await update(write(at("papers.csv"), `${papers}US,2001,\n`), { schema: "adapt" });
    expect(empty).toMatchObject({ status: "updated", schema: { missing: [""] } });
    expect(JSON.parse(descriptor())).toMatchObject({
      resources: [{ schema: { missingValues: ["-", ""] } }],
    });
  });

  test.each([
    ["semicolons", "t.csv", (text: string) => text],
    ["gzip", "t.csv.gz", gzipSync],
  ])("a copy has the form of the table: %s", async (_, name, packed) => {
    writeFileSync(at(name), packed("k;n\na;1\nb;2.5\n"));
    await add(at(name));
    writeFileSync(at(name), packed('k;n\na;1,5\n"x;y";2,5\n'));
    const { status, rewritten } = await update(at(name));
    expect([status, rewritten]).toEqual(["updated", ['n: "1,5" became "1.5", and so on']]);
    expect(rows("t")).toEqual([
      { k: "a", n: 1.5 },
      { k: "x;y", n: 2.5 },
    ]);
    expect(await check()).toEqual([]);
  });

  test("a table that was UTF-16 with decimal commas accepts its next edition, with or without decimals", async () => {
    const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
    writeFileSync(at("t.csv"), wide("k;n\na;1,5\nb;2,5\n"));
    await add(at("t.csv"));
    writeFileSync(at("t.csv"), wide("k;n\na;1\nb;3\n"));
    expect((await update(at("t.csv"))).status).toBe("updated");
    expect(readFileSync(inData("t.csv"), "utf8")).toBe("k,n\na,1\nb,3\n");
  });

  test.each(["keep", "adapt"])("a removed column named by a foreign key (%s)", async (schema) => {
    await add(write(at("states.csv"), "iso,name\nDE,a\nFR,b\n"));
    const key = '"foreignKeys": [{"fields": "iso", "reference": {"resource": "states", "fields": "iso"}}],';
    write(inData("datapackage.json"), descriptor().replace('"primaryKey"', `${key} $&`));
    const before = descriptor();
    const { status, problems } = await update(write(at("states.csv"), "code,name\nDE,a\nFR,b\n"), { schema });
    expect([status, problems.map(describeProblem)]).toEqual([
      "does not fit",
      [
        'data/datapackage.json: adapted to the new edition it would be wrong: resource "papers": foreignKeys name "iso", which is not a field',
      ],
    ]);
    expect(descriptor()).toBe(before);
  });

  test("a dry run does not claim to have changed anything, and names in the file cannot act on the terminal", async () => {
    const escaped = "k\u001b[2J";
    const added = await add(write(at("t.csv"), `${escaped},n\na,1\nb,2\n`));
    expect(describeAdded(added, "write")).toContain("in data/t.csv, copied there");
    expect(describeAdded(added, "dry-run")).toContain("in data/t.csv, to be copied there");
    write(at("t.csv"), `${escaped},n\na,1\nb,3\n`);
    const updated = await update(at("t.csv"), { mode: "dry-run" });
    expect(describeUpdated(updated, "dry-run")).toContain("would become its own");
    expect(describeUpdated(updated, "write")).not.toContain("would");
    for (const text of [describeAdded(added, "write"), describeUpdated(updated, "dry-run")])
      expect(text).not.toContain("\u001b[2J");
    expect(describeAdded(added, "write")).toContain("key: k␛[2J");
  });

  test("for a missing table, the nearest is suggested", async () => {
    await expect(update("paper")).rejects.toMatchObject({ hint: 'Did you mean "papers"?' });
  });

  test("another form is rejected", async () => {
    await expect(update(write(at("papers.tsv"), papers.replaceAll(",", "\t")))).rejects.toThrow(
      'text with "\\t" between the cells',
    );
  });
});
