import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { checkCube } from "../../../src/papers/works/check-cube.js";
import { asParquet, build, gzipped, partitioned, tableOf } from "./cube-of.js";
import { countPlainly } from "./count-plainly.js";
import { generateWorks } from "./generate.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const engine = { memoryMb: 256, threads: 2 };
const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map((row) => row.map(String).join("|")).sort();

describeWithDuckDb("a cube of works", () => {
  test.each([1, 2])("holds what plain loops count of generated works (seed %i)", async (seed) => {
    const folder = temporaryFolder();
    const works = generateWorks(seed, 800);
    writeFiles(folder, partitioned(works));
    const { cube } = await build(folder, { panel: [2014, 2019] });
    const expected = countPlainly(works, { pair: ["CN", "US"], years: [1990, 2026], panel: [2014, 2019] });
    expect(Object.keys(cube.tables).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, rows] of Object.entries(expected)) {
      expect(rows.length, name).toBeGreaterThan(0);
      expect(sorted(await tableOf(path.join(folder, "cube"), name)), name).toEqual(sorted(rows));
    }
    expect(await checkCube(path.join(folder, "cube"), engine)).toMatchObject({ faults: [] });
  });

  test("is the same to the byte with one thread and with two, in files divided otherwise", async () => {
    const works = generateWorks(4, 700);
    const one = temporaryFolder();
    const other = temporaryFolder();
    writeFiles(one, { "all.jsonl.gz": gzipped(works) });
    writeFiles(other, {
      "1.jsonl.gz": gzipped(works.slice(400).reverse()),
      "2.jsonl.gz": gzipped(works.slice(0, 400)),
    });
    const single = await build(one, { threads: 1 });
    const double = await build(other, { threads: 2 });
    expect(double.cube.hash).toBe(single.cube.hash);
    for (const name of Object.keys(single.cube.tables))
      expect(await readFile(path.join(other, `cube/${name}.parquet`))).toEqual(
        await readFile(path.join(one, `cube/${name}.parquet`)),
      );
  });

  test("made of what was kept of an earlier build is the one made from scratch", async () => {
    const works = generateWorks(5, 500);
    const grown = temporaryFolder();
    const fresh = temporaryFolder();
    writeFiles(grown, {
      "a.jsonl.gz": gzipped(works.slice(0, 150)),
      "b.jsonl.gz": gzipped(works.slice(100, 300)),
      "c.jsonl.gz": gzipped(works.slice(300)),
    });
    await build(grown);
    // The newer records of b go, one of its works comes back in an older form, and there is a file more.
    const edition = {
      "b.jsonl.gz": gzipped(works.slice(150, 250)),
      "d.jsonl.gz": gzipped([...works.slice(480), ...generateWorks(6, 200)]),
    };
    writeFiles(grown, edition);
    const again = await build(grown);
    expect(again.unchanged).toBe(2);
    writeFiles(fresh, {
      "a.jsonl.gz": gzipped(works.slice(0, 150)),
      "c.jsonl.gz": gzipped(works.slice(300)),
      ...edition,
    });
    expect((await build(fresh)).cube).toEqual(again.cube);
    expect((await build(fresh)).unchanged).toBe(4);
  });

  test("counts the 340 real works of OpenAlex, in both of its shapes", async () => {
    const folder = temporaryFolder();
    const real = new URL("../../fixtures/works/openalex-real-340.jsonl.gz", import.meta.url);
    writeFiles(folder, { "real.jsonl.gz": await readFile(real) });
    const { cube } = await build(folder);
    expect([cube.records, cube.works]).toEqual([340, 340]);
    expect(await checkCube(path.join(folder, "cube"), engine)).toMatchObject({ faults: [] });
  });

  test("is the same of Parquet, in columns as OpenAlex has them and in others beside", async () => {
    const packed = temporaryFolder();
    const columns = temporaryFolder();
    const works = partitioned(generateWorks(8, 300));
    writeFiles(packed, works);
    const { cube } = await build(packed);
    for (const name of Object.keys(works)) {
      const target = name.replace("gz", "parquet");
      writeFiles(columns, { [target]: "" });
      await asParquet(path.join(packed, name), path.join(columns, target));
    }
    expect((await build(columns)).cube.hash).toBe(cube.hash);
  });

  test("that was altered is found by its check", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, partitioned(generateWorks(7, 300)));
    await build(folder);
    const cube = path.join(folder, "cube");
    writeFiles(cube, { "pairs.parquet": await readFile(path.join(cube, "panel_pairs.parquet")) });
    const { faults } = await checkCube(cube, engine);
    expect(faults).toEqual([expect.stringMatching(/pairs\.parquet does not match its hash in cube\.json/)]);
  });

  test("codes outside ISO 3166 are counted as missing, and listed by its check", async () => {
    const folder = temporaryFolder();
    const odd = ["USA", " US", "EU", "EU"].map((code, index) => ({
      ...generateWorks(7, 1)[0],
      id: `https://openalex.org/W99${index}`,
      publication_year: 2015,
      type: "article",
      is_retracted: false,
      is_paratext: false,
      is_xpac: false,
      authorships: [
        { author: { id: "https://openalex.org/A1" }, countries: [code], institutions: [] },
        { author: { id: "https://openalex.org/A2" }, countries: ["FR"], institutions: [] },
      ],
    }));
    writeFiles(folder, { "works.jsonl.gz": gzipped(odd) });
    await build(folder);
    const cube = path.join(folder, "cube");
    const { faults, unknown } = await checkCube(cube, engine);
    expect(faults).toEqual([]);
    expect(unknown).toEqual([
      { code: "EU", works: 2 },
      { code: " US", works: 1 },
      { code: "USA", works: 1 },
    ]);
    expect((await tableOf(cube, "countries")).map(([country]) => country)).toEqual(["FR"]);
    expect(await tableOf(cube, "pairs")).toEqual([]);
  });
});
