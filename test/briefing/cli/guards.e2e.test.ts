/** `check --guards --strict`: sentences without a guard; `--perturb`: what a change of the data makes false. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const folder = temporaryFolder("guards");
const briefing = (...argv: readonly string[]) => runBriefing(argv, { cwd: folder });
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
const guarded = "[North had more visits than South.]{holds=isMore}";

const write = (words: string) =>
  writeFile(
    inFolder("notebooks/01-visits.ipynb"),
    stored([
      textCell("raw", "front", "---\ntitle: Visits\n---"),
      codeCell("begin", 'import { load } from "briefing";\nconst [last] = load("visits").slice(-1);'),
      codeCell("names", "const isMore = last!.north > last!.south;"),
      textCell("markdown", "words", words),
    ]),
  );

const constraints = { required: true };
const fields = ["year", "north", "south"].map((name) => ({ name, type: "integer", constraints }));
const resource = { name: "visits", path: "visits.csv", schema: { fields, primaryKey: ["year"] } };

beforeAll(async () => {
  await mkdir(inFolder("notebooks"), { recursive: true });
  await mkdir(inFolder("data"));
  await writeFile(inFolder("notebooks/briefing.yml"), "title: Visits\n");
  await writeFile(inFolder("data/datapackage.json"), JSON.stringify({ name: "v", resources: [resource] }));
  // North is 3 % ahead.
  await writeFile(inFolder("data/visits.csv"), "year,north,south\n2023,900,800\n2024,1030,1000\n");
  await write(guarded);
});

test("--strict makes a factual sentence without a guard an error, with its place", async () => {
  await write(`${guarded}\n\nSouth rose.\n\n[A large branch has more visits than others.]{.definition}`);
  const loose = await briefing("check", "--guards");
  expect(loose.code).toBe(0);
  expect(loose.stderr).toContain("so no guard has a margin yet");
  const strict = await briefing("check", "--guards", "--strict");
  expect(strict.code).toBe(1);
  expect(strict.stderr).toContain(
    "notebooks/01-visits.ipynb, cell 4 (words), 3:1: no condition guards “South rose.” (“rose”, a change)",
  );
  expect(strict.stdout).toContain("1 with a guard, 1 marked as definitions or quotations, 1 without either");
  const { coverage } = JSON.parse((await briefing("check", "--guards", "--json")).stdout) as {
    readonly coverage: readonly { readonly uncovered: readonly { readonly sentence: string }[] }[];
  };
  expect(coverage[0]?.uncovered).toMatchObject([
    { sentence: "South rose.", line: 3, column: 1, because: "rose" },
  ]);
  await write(guarded);
  expect(await briefing("check", "--guards", "--strict")).toMatchObject({ code: 0 });
});

test("a malformed guard is reported by the check of guards alone, and once by all checks", async () => {
  await write("[North had more visits than South.]{hold=isMore}");
  for (const argv of [
    ["--only", "guards"],
    ["--only", "guards,types"],
  ]) {
    const { code, stderr } = await briefing("check", ...argv);
    expect(code).toBe(1);
    expect(stderr.match(/cell 4 \(words\), 1:\d+: /g)).toHaveLength(1);
  }
  await write(guarded);
});

test("a malformed mark is an error", async () => {
  await write("[A large branch has more visits than others.]{.defintion}");
  const { code, stderr } = await briefing("check", "--guards");
  expect(code).toBe(1);
  expect(stderr).toContain("cell 4 (words), 1:46: {.defintion} is not how a mark is written");
  await write(guarded);
});

interface Perturbed {
  readonly changes: readonly {
    readonly column: string;
    readonly percent: number;
    readonly sentences: readonly { readonly sentence: string }[];
  }[];
  readonly columns: readonly unknown[];
  readonly runs: number;
  readonly cached: number;
}

test("--perturb finds the smallest change of a column that makes a sentence false, and keeps the data", async () => {
  const before = await readFile(inFolder("data/visits.csv"), "utf8");
  const first = await briefing("check", "--guards", "--perturb", "--json", "-j", "2");
  expect(first.code).toBe(0);
  expect(first.stderr).toContain("2 columns, 8 changes: 8 runs of up to 1 notebook");
  const found = JSON.parse(first.stdout) as Perturbed;
  expect(found).toMatchObject({ runs: 8, cached: 0, columns: [{ column: "north" }, { column: "south" }] });
  const sentences = [{ sentence: "North had more visits than South.", condition: "isMore" }];
  expect(found.changes).toMatchObject([
    { column: "north", percent: -5, sentences },
    { column: "south", percent: 5, sentences },
  ]);
  expect(await readFile(inFolder("data/visits.csv"), "utf8")).toBe(before);
  expect((await readdir(folder)).sort()).toEqual(["data", "notebooks"]);

  const again = await briefing("check", "--guards", "--perturb");
  expect(again.stderr).toContain("0 runs of up to 1 notebook, 8 more from the cache");
  expect(again.stdout).toMatch(
    /visits\.north +−5 % +“North had more visits than South\.” \(notebooks\/01-visits\.ipynb, cell 4 \(words\), 1:43\)/,
  );
  expect(again.stdout).toContain("2 would change what is said, 0 would not");
});

test("--perturb does not begin more runs than --limit, and names the tables that exist", async () => {
  const many = await briefing("check", "--guards", "--perturb", "--by", "2,4,6", "--newest", "--limit", "3");
  expect(many).toMatchObject({ code: 2, stdout: "" });
  expect(many.stderr).toContain("That takes 12 runs, more than --limit 3.");
  const unknown = await briefing("check", "--guards", "--perturb", "--table", "visit");
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.stderr).toContain('Did you mean "visits"?');
});

test("--perturb moves columns by the largest revision of the counts so far, unless --by says how far", async () => {
  const values = "North had `{ts} fmt.count(last!.north)` visits.";
  const file = inFolder("notebooks/01-visits.ipynb");
  await write(`${guarded} ${values}`);
  await writeFile(file, (await readFile(file, "utf8")).replace("import { load }", "import { fmt, load }"));
  const data = inFolder("data/visits.csv");
  const before = await readFile(data, "utf8");
  await writeFile(data, before.replace("1030", "1078"));
  expect(await briefing("build", "-o", "earlier")).toMatchObject({ code: 0 });
  await writeFile(data, before);
  await writeFile(inFolder("notebooks/briefing.yml"), "title: Visits\nprevious: earlier\n");
  expect(await briefing("build")).toMatchObject({ code: 0 });

  const found = await briefing("check", "--guards", "--perturb", "--json");
  expect(found.stderr).toContain("2 columns, 4 changes: 4 runs");
  expect(found.stderr).toContain("visits moves by 4.5 %, the largest revision so far of a count");
  expect((JSON.parse(found.stdout) as Perturbed).changes).toMatchObject([
    { column: "north", percent: -4.5 },
    { column: "south", percent: 4.5 },
  ]);
  const withBy = await briefing("check", "--guards", "--perturb", "--by", "2");
  expect(withBy.stdout).toContain("2 columns moved by up to ±2 %");
  expect(withBy.stderr).not.toContain("largest revision so far");
});
