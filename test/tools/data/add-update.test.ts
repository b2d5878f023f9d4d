import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { describeProblem } from "../../../src/authoring/load/errors.js";
import { describeUpdated } from "../../../src/cli/data-changes.js";
import { describeAdded } from "../../../src/cli/data-summary.js";
import { load } from "../../../src/authoring/load/load.js";
import { type AddedTable, addTable } from "../../../src/tools/data/add-table.js";
import { placeFile } from "../../../src/tools/data/place-file.js";
import { type UpdatedTable, updateTable } from "../../../src/tools/data/update-table.js";
import { validateData } from "../../../src/tools/data/validate.js";
import { inFolder } from "../../authoring/load/project.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "briefing add ü-"));
  mkdirSync(at("project", "data"), { recursive: true });
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
});

const at = (...names: readonly string[]): string => path.join(folder, ...names);
const inData = (name: string): string => at("project", "data", name);
const write = (file: string, content: string): string => {
  writeFileSync(file, content);
  return file;
};
const descriptor = (): string => readFileSync(inData("datapackage.json"), "utf8");
const settings = {
  missing: [],
  overwrite: "own",
  mode: "write",
  schema: "keep",
  onBytes: () => undefined,
} as const;
const add = (file: string, more: object = {}): Promise<AddedTable> =>
  addTable(at("project"), file, { ...settings, ...more });
const update = (file: string, more: object = {}): Promise<UpdatedTable> =>
  updateTable(at("project"), file, { ...settings, ...more });
const check = async (): Promise<readonly string[]> =>
  (await validateData(at("project"))).problems.map(describeProblem);
const rows = (name: string) => inFolder(at("project"), () => load(name));

const papers = "iso,year,papers\nDE,2001,5\nDE,2002,-\nFR,2001,7\n";

describe("add", () => {
  test("copies a file, describes it, and load() gives its rows", async () => {
    const { name, file } = await add(write(at("Papers 2001.csv"), papers));
    expect([name, file]).toEqual(["papers-2001", "copied"]);
    expect(readFileSync(inData("papers-2001.csv"), "utf8")).toBe(papers);
    expect(rows("papers-2001")).toEqual([
      { iso: "DE", year: 2001, papers: 5 },
      { iso: "DE", year: 2002, papers: null },
      { iso: "FR", year: 2001, papers: 7 },
    ]);
    expect(await check()).toEqual([]);
  });

  test("leaves a file of data/ where it is", async () => {
    mkdirSync(inData("raw"));
    const { file, path: place } = await add(write(inData("raw/papers.csv"), papers));
    expect([file, place]).toEqual(["in place", "data/raw/papers.csv"]);
    expect(await check()).toEqual([]);
  });

  test("what has to be written anew leaves the person's file as it is", async () => {
    const german = write(inData("gdp.csv"), "k;n\na;1,5\nb;2,5\n");
    await expect(add(german)).rejects.toMatchObject({
      message: expect.stringContaining("exists, and this command did not write it") as string,
      hint: expect.stringContaining("n: decimal commas became points") as string,
    });
    expect(readFileSync(german, "utf8")).toContain("1,5");
    expect(existsSync(inData("datapackage.json"))).toBe(false);
    await add(german, { name: "gdp-2" });
    expect(readFileSync(inData("gdp-2.csv"), "utf8")).toBe("k,n\na,1.5\nb,2.5\n");
  });

  test("writes over another file only where the person says so", async () => {
    write(inData("papers.csv"), "mine\n");
    const file = write(at("papers.csv"), papers);
    await expect(add(file)).rejects.toThrow("exists, and this command did not write it");
    await add(file, { overwrite: "any" });
    expect(readFileSync(inData("papers.csv"), "utf8")).toBe(papers);
  });

  test("a dry run writes nothing", async () => {
    const { resource } = await add(write(at("papers.csv"), papers), { mode: "dry-run" });
    expect(resource).toMatchObject({ name: "papers", schema: { primaryKey: ["iso", "year"] } });
    expect([existsSync(inData("papers.csv")), existsSync(inData("datapackage.json"))]).toEqual([
      false,
      false,
    ]);
  });

  test("a table that is described is not described twice", async () => {
    await add(write(at("papers.csv"), papers));
    await expect(add(inData("papers.csv"))).rejects.toThrow("described already, as the table papers");
    await expect(add(at("papers.csv"))).rejects.toThrow("There is a table papers already");
  });

  test.each(["….csv", ".csv"])("no name can be made of %s", async (name) => {
    await expect(add(write(at(name), "a\n1\n2\n"))).rejects.toMatchObject({
      hint: expect.stringContaining("--name") as string,
    });
    await add(at(name), { name: "named" });
    expect(rows("named")).toHaveLength(2);
  });

  test("a file in data/ whose name the reader would refuse", async () => {
    await expect(add(write(inData("a:b.csv"), "a\n1\n2\n"))).rejects.toThrow('the path "a:b.csv" leads out');
    expect(existsSync(inData("datapackage.json"))).toBe(false);
  });

  test("two at once: what the other wrote is not lost", async () => {
    const [one, two] = await Promise.allSettled([
      add(write(at("one.csv"), "a\n1\n2\n")),
      add(write(at("two.csv"), "a\n1\n2\n")),
    ]);
    const done = [one, two].filter(({ status }) => status === "fulfilled");
    expect(descriptor().match(/"name": "(?:one|two)"/g)).toHaveLength(done.length);
  });

  test("a fault of datapackage.json comes first, with its line", async () => {
    write(inData("datapackage.json"), '{\n  "resources": [{}]\n}\n');
    await expect(add(at("gone.csv"))).rejects.toThrow("data/datapackage.json:2:17: resources[0].name");
  });

  test.each([
    ["a folder", () => at("project"), "is a folder, not a file"],
    ["a device", () => (symlinkSync("/dev/zero", at("zero.csv")), at("zero.csv")), "a pipe or a device"],
    ["a link to nothing", () => (symlinkSync(at("gone"), at("l.csv")), at("l.csv")), "ENOENT"],
    ["no file", () => at("gone.csv"), "ENOENT"],
  ])("refused: %s", async (_, make, message) => {
    await expect(add(make())).rejects.toThrow(message);
    expect(existsSync(inData("datapackage.json"))).toBe(false);
  });

  test.runIf(process.getuid?.() !== 0)("a file that may not be read", async () => {
    const file = at("secret.csv");
    writeFileSync(file, papers, { mode: 0 });
    await expect(add(file)).rejects.toThrow("EACCES");
  });

  test("the place of the table is a link to nothing", async () => {
    symlinkSync(at("gone"), inData("papers.csv"));
    const file = write(at("papers.csv"), papers);
    await expect(add(file, { overwrite: "any" })).rejects.toThrow("is a link that leads to no file");
  });
});

test("placing a file: what lay there comes back where the rest fails", async () => {
  const [from, to] = [write(at("new"), "new"), write(at("old"), "old")];
  const finish = (): Promise<void> => {
    expect(readFileSync(to, "utf8")).toBe("new");
    return Promise.reject(new Error("no room"));
  };
  const placement = { from, to, overwrite: "any", hint: "" } as const;
  await expect(placeFile(placement, finish)).rejects.toThrow("no room");
  expect(readFileSync(to, "utf8")).toBe("old");
  await expect(
    placeFile({ ...placement, to: at("none") }, () => Promise.reject(new Error("x"))),
  ).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(["new", "old", "project"]);
});

describe("datapackage.json stays as a person wrote it", () => {
  const old = { name: "t", path: "t.csv", schema: { fields: [{ name: "a", "a remark": "mine" }] } };

  test.each([
    ["two blanks", JSON.stringify({ zebra: 1, resources: [old] }, undefined, 2)],
    ["tabs, and no line end", JSON.stringify({ resources: [old], zebra: 1 }, undefined, "\t")],
    ["one line", JSON.stringify({ resources: [old] })],
    ["no tables", '{\n    "resources": []\n}\n'],
    ["a byte order mark", `\ufeff${JSON.stringify({ resources: [old] }, undefined, 2)}`],
    ["line ends of Windows", JSON.stringify({ resources: [old] }, undefined, 2).replaceAll("\n", "\r\n")],
    [
      "a layout of its own",
      '{ "resources": [\n  {"name": "t",   "path": "t.csv", "schema": {"fields": []}} ] }',
    ],
  ])("%s", async (_, text) => {
    write(inData("datapackage.json"), text);
    write(inData("t.csv"), "a\n1\n");
    await add(write(at("papers.csv"), papers));
    const [begin, end] = [text.indexOf("[") + 1, text.lastIndexOf("]")];
    // What is new stands behind the last table, and nothing else does.
    expect(descriptor().startsWith(text.slice(0, text.includes("path") ? end : begin).trimEnd())).toBe(true);
    expect(descriptor().endsWith(text.slice(end))).toBe(true);
    expect(descriptor().includes("\r")).toBe(text.includes("\r"));
    expect((await check()).filter((each) => each.includes("papers"))).toEqual([]);
  });

  test("a name that is there twice is refused, and nothing is written", async () => {
    const text = '{"resources": [], "resources": []}';
    write(inData("datapackage.json"), text);
    await expect(add(write(at("papers.csv"), papers))).rejects.toThrow("one name twice in an object");
    expect(descriptor()).toBe(text);
  });
});

describe("update", () => {
  beforeEach(async () => {
    await add(write(at("papers.csv"), papers));
  });

  test("says which rows came, went and changed, and writes the new edition", async () => {
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

  test("what does not fit is said and not written; --schema adapts the description", async () => {
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

  test("two rows of one key are told by their lines", async () => {
    write(at("papers.csv"), `${papers}DE,2001,9\n`);
    const { status, schema } = await update(at("papers.csv"));
    expect([status, schema.key]).toEqual(["does not fit", []]);
    expect(schema.repeated).toMatchObject([{ line: 5, message: "the same iso, year as line 2" }]);
  });

  test("a constraint that a person wrote is not adapted", async () => {
    write(
      inData("datapackage.json"),
      descriptor().replace(
        '"name": "papers",\n            "type": "integer"',
        '$&, "constraints": {"maximum": 10}',
      ),
    );
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
  });

  test("where datapackage.json cannot be written, the earlier edition stays", async () => {
    write(at("papers.csv"), `${papers}US,2001,9\n`);
    const text = descriptor();
    const onBytes = (): void => {
      write(inData("datapackage.json"), `${text}\n`);
    };
    await expect(update(at("papers.csv"), { onBytes })).rejects.toThrow("was changed meanwhile");
    expect(readFileSync(inData("papers.csv"), "utf8")).toBe(papers);
    expect(readdirSync(inData("")).sort()).toEqual(["datapackage.json", "papers.csv"]);
  });

  test("a file that may only be read can be updated", async () => {
    write(at("fixed.csv"), "a\n1\n2\n");
    chmodSync(at("fixed.csv"), 0o444);
    await add(at("fixed.csv"));
    write(at("next.csv"), "a\n1\n3\n");
    expect((await update(at("next.csv"), { name: "fixed" })).status).toBe("updated");
  });

  test("a column that is described as text is neither rewritten nor asked about", async () => {
    await add(write(at("t.csv"), "k,code\n1,a\n2,b\n"));
    const edition = 'k,code\n1,1 234\n2,"1,234"\n';
    expect((await update(write(at("t.csv"), edition))).status).toBe("updated");
    expect(readFileSync(inData("t.csv"), "utf8")).toBe(edition);
  });

  test("a word for a missing value is new only where a cell has it", async () => {
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
    expect([status, rewritten]).toEqual(["updated", ["n: decimal commas became points"]]);
    expect(rows("t")).toEqual([
      { k: "a", n: 1.5 },
      { k: "x;y", n: 2.5 },
    ]);
    expect(await check()).toEqual([]);
  });

  test("a table that was UTF-16 with decimal commas takes its next edition, with or without decimals", async () => {
    const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
    writeFileSync(at("t.csv"), wide("k;n\na;1,5\nb;2,5\n"));
    await add(at("t.csv"));
    writeFileSync(at("t.csv"), wide("k;n\na;1\nb;3\n"));
    expect((await update(at("t.csv"))).status).toBe("updated");
    expect(readFileSync(inData("t.csv"), "utf8")).toBe("k,n\na,1\nb,3\n");
  });

  test("rows without a key, one of whose columns became a number with decimals or text", async () => {
    await add(write(at("loose.csv"), "a,n\nx,1\nx,1\ny,2\n"));
    write(at("loose.csv"), "a,n\nx,1\nx,1\ny,b\n");
    const { changes } = await update(at("loose.csv"), { schema: "adapt" });
    expect(changes?.rows).toMatchObject({ added: { count: 1 }, removed: { count: 1 } });
  });

  test.each(["keep", "adapt"])("a column that is gone and that a foreign key names (%s)", async (schema) => {
    await add(write(at("states.csv"), "iso,name\nDE,a\nFR,b\n"));
    const key = '"foreignKeys": [{"fields": "iso", "reference": {"resource": "states", "fields": "iso"}}],';
    write(inData("datapackage.json"), descriptor().replace('"primaryKey"', `${key} $&`));
    const before = descriptor();
    const { status, problems } = await update(write(at("states.csv"), "code,name\nDE,a\nFR,b\n"), { schema });
    expect([status, problems.map(describeProblem)]).toEqual([
      "does not fit",
      [
        'data/datapackage.json: a foreign key of the table papers names the column "iso", which the new edition does not have',
      ],
    ]);
    expect(descriptor()).toBe(before);
  });

  test("what a dry run says is not said to be done, and names of the file cannot act on the terminal", async () => {
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

  test("a table that is not there is told with the nearest", async () => {
    await expect(update("paper")).rejects.toMatchObject({ hint: "Did you mean papers?" });
  });

  test("another form is refused", async () => {
    await expect(update(write(at("papers.tsv"), papers.replaceAll(",", "\t")))).rejects.toThrow(
      'text with "\\t" between the cells',
    );
  });
});
