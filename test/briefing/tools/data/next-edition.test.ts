/** The next edition of a table is read like the last one, and following the advice of a message converts whole columns. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { shellWord } from "../../../../src/briefing/lib/shell-word.js";
import { describeAdded, describeUpdated } from "../../../../src/briefing/cli/data-summary.js";
import { dataProject } from "./data-project.js";

const { add, at, check, descriptor, inData, rows, update, write } = dataProject();
const latin1 = (name: string, text: string): string => {
  writeFileSync(at(name), Buffer.from(text, "latin1"));
  return at(name);
};
const options = (): unknown =>
  (JSON.parse(descriptor()) as { readonly resources: readonly { readonly import?: unknown }[] }).resources[0]
    ?.import;

const wide =
  "Land;2015;2016\nBayern;12.839.313;12.880.946\nBerlin;geheim;3.520.031\nBremen;671.489;678.753\n";
const bothYears = [
  { Land: "Bayern", "2015": 12839313, "2016": 12880946 },
  { Land: "Berlin", "2015": null, "2016": 3520031 },
  { Land: "Bremen", "2015": 671489, "2016": 678753 },
];

describe("a column that a word makes text", () => {
  test("is reported with the command that converts it, which does", async () => {
    const added = await add(write(at("bev.csv"), wide));
    expect(describeAdded(added, "write")).toContain(
      `If this means that a value is missing: briefing data update ${shellWord(at("bev.csv"))} --missing geheim --schema`,
    );
    expect(rows("bev")[0]).toEqual({ Land: "Bayern", "2015": "12.839.313", "2016": 12880946 });
    const updated = await update(at("bev.csv"), { missing: ["geheim"], schema: "adapt" });
    expect(updated).toMatchObject({
      status: "updated",
      schema: { types: [{ column: "2015", before: "string", after: "integer" }], missing: ["geheim"] },
    });
    expect(rows("bev")).toEqual(bothYears);
    expect(await check()).toEqual([]);
  });

  test("is converted in the stored file too, whose other columns stay as they are", async () => {
    await add(write(at("bev.csv"), wide.replaceAll(".", ",").replace("678,753", "678,753.5")));
    const before = rows("bev").map((row) => row["2016"]);
    await update("bev", { missing: ["geheim"], schema: "adapt" });
    expect(rows("bev").map((row) => row["2015"])).toEqual([12839313, null, 671489]);
    expect(rows("bev").map((row) => row["2016"])).toEqual(before);
  });

  test("without --schema, nothing is written", async () => {
    await add(write(at("bev.csv"), wide));
    const before = [descriptor(), readFileSync(inData("bev.csv"), "utf8")];
    const updated = await update(at("bev.csv"), { missing: ["geheim"] });
    expect(updated.status).toBe("does not fit");
    expect([descriptor(), readFileSync(inData("bev.csv"), "utf8")]).toEqual(before);
  });

  test("if it was a number before, the advice keeps it one", async () => {
    await add(write(at("bev.csv"), wide.replace("geheim", "3.470.000")));
    write(at("bev.csv"), wide);
    const text = describeUpdated(await update(at("bev.csv")), "write");
    expect(text).toContain(
      'If "geheim" means that a value is missing: the same command with --missing geheim --schema',
    );
    expect(text).toContain("the same command with --schema, which makes columns text");
    await update(at("bev.csv"), { missing: ["geheim"], schema: "adapt" });
    expect(rows("bev")).toEqual(bothYears);
  });

  test("stays text if its author described it so, whatever option is given for another", async () => {
    await add(write(at("codes.csv"), "code,n\n1001,1\n1002,x\n"));
    write(
      inData("datapackage.json"),
      descriptor().replace(
        '"name": "code",\n            "type": "integer"',
        '"name": "code", "type": "string"',
      ),
    );
    await update(at("codes.csv"), { missing: ["x"], schema: "adapt" });
    expect(rows("codes")).toEqual([
      { code: "1001", n: 1 },
      { code: "1002", n: null },
    ]);
  });

  test("a second `add` with other options names the command that reads it again", async () => {
    const file = write(at("bev.csv"), wide);
    await add(file);
    await expect(add(file, { missing: ["geheim"], decimal: "comma" })).rejects.toMatchObject({
      hint: `To read it with these options: briefing data update ${shellWord(file)} --missing geheim --decimal comma --schema. To keep both: --name bev-2`,
    });
  });
});

describe("the options of the last edition", () => {
  const german = (date: string, cars: string) =>
    `Straße;Tag;Kfz;Größe\nÖl;${date};${cars};1,5\nTür;01.02.2022;11.000;2,5\n`;

  test("are those of the next: encoding, decimal sign, order of dates", async () => {
    await add(latin1("t.csv", german("31.01.2022", "26.119")), { encoding: "windows-1252" });
    expect(options()).toEqual({ encoding: "windows-1252", decimal: "comma", date: "day-first" });
    const next = "Straße;Tag;Kfz;Größe\nÖl;03.04.2022;26.120;1\nTür;01.02.2022;11.000;2\n";
    expect((await update(latin1("t.csv", next))).status).toBe("updated");
    expect(rows("t")).toEqual([
      { Straße: "Öl", Tag: "2022-04-03", Kfz: 26120, Größe: 1 },
      { Straße: "Tür", Tag: "2022-02-01", Kfz: 11000, Größe: 2 },
    ]);
    expect(await check()).toEqual([]);
  });

  test("do not garble a file that is UTF-8 now", async () => {
    await add(latin1("t.csv", german("31.01.2022", "26.119")), { encoding: "windows-1252" });
    await update(write(at("t.csv"), german("28.02.2022", "26.119")));
    expect(rows("t")[0]).toEqual({ Straße: "Öl", Tag: "2022-02-28", Kfz: 26119, Größe: 1.5 });
  });

  test("give way to what the cells show", async () => {
    await add(write(at("t.csv"), "k;d;n\n1;31/12/2022;1,5\n2;01/12/2022;2,5\n"));
    await update(write(at("t.csv"), "k;d;n\n1;12/31/2022;1.5\n2;12/01/2022;26.119\n"));
    expect(rows("t")).toEqual([
      { k: 1, d: "2022-12-31", n: 1.5 },
      { k: 2, d: "2022-12-01", n: 26.119 },
    ]);
    expect(options()).toEqual({ decimal: "comma", date: "month-first" });
  });

  test("delimiter and names of columns", async () => {
    const settings = { delimiter: "|", columns: ["a", "b"] };
    await add(write(at("t.txt"), "1|x\n2|y\n"), settings);
    expect(options()).toEqual(settings);
    expect((await update(write(at("t.txt"), "1|x\n3|z\n"))).status).toBe("updated");
    expect(rows("t")).toEqual([
      { a: 1, b: "x" },
      { a: 3, b: "z" },
    ]);
  });

  test("new ones replace them", async () => {
    await add(write(at("t.csv"), "k;d\n1;03/04/2022\n2;05/04/2022\n"), { date: "day-first" });
    await update(at("t.csv"), { date: "month-first" });
    expect(rows("t")[0]).toEqual({ k: 1, d: "2022-03-04" });
    expect(options()).toEqual({ date: "month-first" });
  });

  test("misspelt in datapackage.json, they are an error", async () => {
    await add(write(at("t.csv"), "k;d\n1;31/04/2022\n2;30/04/2022\n".replace("31", "29")));
    write(inData("datapackage.json"), descriptor().replace('"day-first"', '"days"'));
    await expect(update(at("t.csv"))).rejects.toThrow('resource "t": import: date:');
  });
});

test("dates with a format of their own are kept in it, and checked", async () => {
  const schema = {
    fields: [
      { name: "d", type: "date", format: "%d.%m.%Y" },
      { name: "n", type: "integer" },
    ],
  };
  write(inData("t.csv"), "d,n\n01.02.2022,1\n");
  write(inData("datapackage.json"), JSON.stringify({ resources: [{ name: "t", path: "t.csv", schema }] }));
  expect(
    (await update(write(at("t.csv"), "d,n\n31.12.2022,1\n01.01.2023,2\n"), { overwrite: "any" })).status,
  ).toBe("updated");
  expect(rows("t")).toEqual([
    { d: "2022-12-31", n: 1 },
    { d: "2023-01-01", n: 2 },
  ]);
  const wrong = await update(write(at("t.csv"), "d,n\n2022-12-31,1\n"));
  expect([wrong.status, wrong.problems[0]?.message]).toEqual([
    "does not fit",
    'expected a date in the format %d.%m.%Y, got "2022-12-31"',
  ]);
  expect(existsSync(inData("t.csv"))).toBe(true);
});
