/** The data of `briefing init --example papers` are those of the simulated world that its README names. */
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Cube } from "../../../src/briefing/model/cube.js";
import { checkCube } from "../../../src/papers/works/check-cube.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { writeFiles } from "../../support/files.js";
import { temporaryFolder } from "../../support/temporary.js";
import { build, gzipped } from "./cube-of.js";
import { exampleTables, exampleWorks, exampleYears } from "./example.js";

const data = fileURLToPath(new URL("../../../src/briefing/tools/scaffold/papers/data", import.meta.url));
const read = (name: string): string => readFileSync(path.join(data, name), "utf8");

test("the tables are the sums of its papers, and the answers that are true of them", () => {
  for (const [name, text] of Object.entries(exampleTables())) expect(read(name), name).toBe(text);
});

describeWithDuckDb("the cube", () => {
  test("has the counts of its papers", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "simulated.jsonl.gz": gzipped(exampleWorks()) });
    const { cube } = await build(folder, { years: exampleYears, panel: exampleYears });
    const { hash, counted, panel, pair, years } = JSON.parse(read("cube/cube.json")) as Cube;
    expect(cube).toMatchObject({ hash, counted, panel, pair, years });
  });

  test("is consistent, and its tables are those that it describes", async () => {
    const copy = temporaryFolder();
    cpSync(path.join(data, "cube"), copy, { recursive: true });
    expect((await checkCube(copy, { memoryMb: 256, threads: 1 })).faults).toEqual([]);
  });
});
