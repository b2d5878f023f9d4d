import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runBriefing, type Ran } from "../../cli/run-briefing.js";
import { gitIn, writeProject } from "../../../support/repository.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, stored } from "../../../support/notebook.js";

const folder = temporaryFolder("briefing own data ü");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: readonly string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });
const git = gitIn(folder);

const notebook = (source: string): string => stored([codeCell("c", source)]);

beforeAll(async () => {
  writeProject(folder, "T");
  await writeFile(at("prices.txt"), "code;year;price\n007;2001;1,5\n008;2001;NA\n");
});

test("a file becomes a table whose rows a notebook's cells know by their types", async () => {
  const { code: exit, stdout } = await briefing("data", "add", "prices.txt", "--source", "Office");
  expect(exit).toBe(0);
  expect(stdout).toContain("prices: 2 rows, 3 columns in data/prices.csv");
  expect(stdout).toContain('price: "1,5" became "1.5"');
  expect(stdout).toContain("code: text, so that 007 keeps its zero");
  expect(stdout).toMatch(/Still to describe, in data\/datapackage\.json:\d+/);
  const line = /^ {2}(const rows = load\(.*)$/m.exec(stdout)?.[1] ?? "";
  const cell = `import { load } from "briefing";\n${line}\n`;
  await writeFile(
    at("notebooks/a.ipynb"),
    notebook(`${cell}rows.map((row) => row.code.length + (row.price ?? 0));`),
  );
  expect(await briefing("check", "--only", "types,data")).toMatchObject({ code: 0, stderr: "" });
  await writeFile(at("notebooks/a.ipynb"), notebook(`${cell}rows.map((row) => row.prize);`));
  expect((await briefing("check", "--only", "types,data")).stderr).toContain(
    'the table "prices" has no column "prize". Did you mean "price"?',
  );
});

test("one file that is not a table does not exclude the others", async () => {
  await writeFile(at("bad.csv"), "a,b\n1\n");
  await writeFile(at("good.csv"), "a,b\n1,2\n2,3\n");
  const {
    code: exit,
    stdout,
    stderr,
  } = await briefing("data", "add", "bad.csv", "good.csv", "--source", "Office", "--json");
  expect(exit).toBe(1);
  expect(stderr).toContain("bad.csv:2: expected 2 cells, got 1");
  const { tables } = JSON.parse(stdout) as { readonly tables: readonly object[] };
  expect(tables).toMatchObject([
    { name: "good", path: "data/good.csv", rows: 2, resource: { name: "good" } },
  ]);
});

test("a table replaced by hand is compared with the committed one", async () => {
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "x");
  await writeFile(at("data/good.csv"), "a,b\n1,2\n2,4\n3,5\n");
  const { stdout } = await briefing("data", "update", "good");
  expect(stdout).toContain("good: 3 rows, 2 before");
  expect(stdout).toContain("rows: 1 added, 0 removed, 1 changed");
  expect(stdout).toContain("b in 1 row: 2: 3 → 4");
  expect(await briefing("check", "--only", "data")).toMatchObject({ code: 0, stderr: "" });
  await writeFile(at("good.csv"), "a,b\n1,x\n");
  const before = await readFile(at("data/datapackage.json"), "utf8");
  const { code: exit, stdout: refused } = await briefing("data", "update", "good.csv");
  expect([exit, refused]).toEqual([1, expect.stringContaining("b: was integer, is string")]);
  expect(await readFile(at("data/datapackage.json"), "utf8")).toBe(before);
});

test("values that jump are an error of data add and check until they are confirmed", async () => {
  const years = [2019, 2020, 2021, 2022, 2023];
  const rows = ["A", "B", "C"].flatMap((place) =>
    years.map((year) => `${place},${year},${year === 2023 ? 51_000 : 50}`),
  );
  await writeFile(at("heat.csv"), `place,year,heat\n${rows.join("\n")}\n`);
  const jump = "heat: from 2022 to 2023 the values rise about 1,000-fold in 3 of 3 series (A: 50 → 51,000)";
  const refused = await briefing("data", "add", "heat.csv");
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain(jump);
  expect(refused.stderr).toContain("the same command with --confirm heat");
  expect(await briefing("data", "add", "heat.csv", "--confirm", "heat")).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await briefing("check", "--only", "data")).toMatchObject({ code: 0 });
  const described = await readFile(at("data/datapackage.json"), "utf8");
  await writeFile(at("data/datapackage.json"), described.replace('"to": 2023', '"to": 2022'));
  const checked = await briefing("check", "--only", "data");
  expect(checked.code).toBe(1);
  expect(checked.stderr).toContain("if it is right: briefing data update heat --confirm heat");
  expect(await briefing("data", "update", "heat")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      "what looks like a mistake is not confirmed; nothing was written",
    ) as string,
  });
  expect(await briefing("data", "update", "heat", "--confirm", "heat")).toMatchObject({ code: 0 });
  expect(await readFile(at("data/datapackage.json"), "utf8")).toBe(described);
  expect(await briefing("data", "remove", "heat", "--force")).toMatchObject({ code: 0 });
});

test("tables are listed with their sources, and removed with their committed files", async () => {
  const listed = async () =>
    (JSON.parse((await briefing("data", "list", "--json")).stdout) as { readonly tables: readonly object[] })
      .tables;
  await writeFile(at("new.csv"), "a\n1\n2\n");
  expect(await briefing("data", "add", "new.csv")).toMatchObject({ code: 0 });
  expect(await listed()).toMatchObject([
    { name: "prices", path: "data/prices.csv", sources: ["Office"], licences: [] },
    { name: "good" },
    { name: "new" },
  ]);
  expect((await briefing("data", "list")).stdout).toMatch(
    /prices {2}data\/prices\.csv\n {2}source {3}Office\n {2}licence {2}not given/,
  );
  const dry = await briefing("data", "remove", "prices", "--dry-run");
  expect(dry.stdout).toContain("data/prices.csv to be deleted");
  expect(await listed()).toHaveLength(3);
  const removed = await briefing("data", "remove", "prices");
  expect(removed.stdout).toContain("data/prices.csv deleted");
  // Its new edition is not committed.
  expect((await briefing("data", "remove", "good")).stdout).toContain(
    "data/good.csv is kept because it is not committed",
  );
  expect(await briefing("data", "remove", "neww")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "new"?') as string,
  });
  expect(await listed()).toMatchObject([{ name: "new" }]);
});
