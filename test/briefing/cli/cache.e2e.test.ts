import { readFileSync } from "node:fs";
import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { writeFiles } from "../../support/files.js";

/** Each test builds several times. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const main = fileURLToPath(new URL("../../../src/briefing/dist/cli/main.js", import.meta.url));
const work = temporaryFolder("cached");
const project = (): string => path.join(work, "project");
const cache = (): string => path.join(work, "cache");
const env = { BRIEFING_CACHE_DIR: cache(), REGION: "north", TZ: "UTC" };

const chapter = (text = "There are `{ts} fmt.count(rows)` rows.") => [
  textCell("markdown", "title", "# A chapter"),
  codeCell("imports", 'import { readFileSync } from "fs";\nimport { fmt } from "briefing";'),
  codeCell("rows", 'const rows = readFileSync("../data/rows.csv", "utf8").trim().split("\\n").length;'),
  codeCell("region", "process.env.REGION ?? 'none'"),
  textCell("markdown", "text", text),
];

async function write(name: string, content: string): Promise<void> {
  writeFiles(project(), { [name]: content });
  await sleep(100);
}

const build = (more: readonly string[] = [], changes: Record<string, string> = {}): Promise<Ran> =>
  runBriefing(["build", "--project", project(), ...more], { cwd: work, env: { ...env, ...changes } });

/** A build's output: file → bytes. */
async function written(folder = path.join(project(), "output")): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.sort().map((file) => [path.relative(folder, file), readFileSync(file, "latin1")]),
  );
}

beforeAll(async () => {
  await write("notebooks/briefing.yml", "title: A briefing\n");
  await write("data/rows.csv", "a\nb\n");
  await write("notebooks/01-first.ipynb", stored(chapter()));
  await write(
    "notebooks/02-second.ipynb",
    stored([
      textCell("markdown", "title", "# Another"),
      codeCell("imports", 'import { figure } from "briefing";'),
      codeCell(
        "bars",
        'const spec = { data: { values: [{ a: 1 }, { a: 3 }] }, mark: "point", encoding: { x: { field: "a", type: "quantitative" } } };\n' +
          'figure({ id: "bars", spec, caption: "Bars", alt: "Two bars", source: "Us" });',
      ),
    ]),
  );
  const cold = await build();
  expect(cold.stderr).toContain("not in the cache yet");
  expect(cold.code).toBe(0);
});

/** A notebook's line of output. */
const line = ({ stderr }: Ran, name = "01-first"): string =>
  stripVTControlCharacters(stderr)
    .split("\n")
    .find((each) => each.includes(`✓ ${name}`) || each.includes(`✗ ${name}`)) ?? stderr;

test("an unchanged build executes and writes nothing", async () => {
  const before = await written();
  const again = await build();
  expect(line(again)).toMatch(/01-first {2}3 code cells, unchanged$/);
  expect(again.stdout).toContain("complete and up to date already");
  expect(await written()).toEqual(before);
  const json = JSON.parse((await build(["--json"])).stdout) as { notebooks: { origin: unknown }[] };
  expect(json.notebooks.map(({ origin }) => origin)).toEqual([{ from: "cache" }, { from: "cache" }]);
});

test("prose, front matter and briefing.yml are rendered again without a kernel, as in a cold build", async () => {
  await write("notebooks/01-first.ipynb", stored(chapter("In all, `{ts} fmt.count(rows)` **rows**.")));
  await write("notebooks/briefing.yml", "title: Another title\n");
  const edited = await build();
  expect(line(edited)).toMatch(/unchanged$/);
  expect(edited.stdout).toMatch(/\d files? written/);
  // Two widths for the page and one for the file beside it.
  expect(await readdir(path.join(cache(), "store/drawings"))).toHaveLength(3);
  await build(["--no-cache", "-o", path.join(work, "cold")]);
  expect(await written()).toEqual(await written(path.join(work, "cold")));
  expect((await written())["briefing.md"]).toContain("In all, 2 **rows**.");
});

// Every kind of change: test/briefing/engine/execute/cache. Files that were removed or changed: test/engine/render/write.
test("only the notebook is executed of which an input changed", async () => {
  await write("data/rows.csv", "a\nb\nc\n");
  const changed = await build();
  expect(line(changed)).toContain("(data/rows.csv changed)");
  expect(line(changed, "02-second")).toMatch(/unchanged$/);
});

describe("briefing cache", () => {
  const run = (...argv: readonly string[]): Promise<Ran> =>
    runBriefing(["cache", ...argv], { cwd: project(), env });

  test("reports what is cached and removes exactly that", async () => {
    await cp(main, path.join(cache(), "mine.txt"));
    const told = JSON.parse((await run("info", "--json")).stdout) as { bytes: number; folder: string };
    expect(told.folder).toBe(cache());
    expect(told.bytes).toBeGreaterThan(10_000);
    expect((await run("info")).stdout).toMatch(/of 512\.0 MB\n {2}checked types +\d+ files/);
    expect((await run("clear")).stdout).toMatch(/files removed/);
    expect(await readdir(cache())).toEqual(["mine.txt"]);
    expect((await build()).stderr).toContain("not in the cache yet");
  });

  test("does not exceed its limit", async () => {
    await build([], { BRIEFING_CACHE_SIZE: "0.15" });
    const told = JSON.parse((await run("info", "--json")).stdout) as { bytes: number };
    expect(told.bytes).toBeLessThanOrEqual(150_000);
    const wrong = await build([], { BRIEFING_CACHE_SIZE: "much" });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("not a number of megabytes");
  });
});
