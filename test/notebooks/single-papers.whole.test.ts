import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Report } from "../../src/briefing/model/report.js";
import { describeWithDuckDb } from "../support/duckdb.js";
import { build, gzipped } from "../papers/works/cube-of.js";
import { drafts, records } from "../papers/works/decoupled.js";
import { buildEdition, buildWholeEdition } from "./edition.js";
import { writeFiles } from "../support/files.js";

/** The whole panel: it contains the baseline of both sources, and the last year that is complete in both. */
const years = [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021];

async function addCube(project: string): Promise<void> {
  const papers = gzipped(records(drafts(5, 5_000, "growing sources", years)));
  writeFiles(project, { "works/part.jsonl.gz": papers });
  await build(`${project}/works`, { cube: `${project}/data/cube` });
}

/** Real papers, of which hardly any are joint. */
async function addSmallCube(project: string): Promise<void> {
  const works = readFileSync(new URL("../fixtures/works/openalex-real-340.jsonl.gz", import.meta.url));
  writeFiles(project, { "works/part.jsonl.gz": works });
  await build(`${project}/works`, { cube: `${project}/data/cube` });
}

const blocksOf = ({ sections }: Report) => sections.flatMap(({ blocks }) => blocks);

/** A row of a table whose cells contain these words. */
function rowOf(report: Report, id: string, words: string): string {
  const table = blocksOf(report).find((block) => block.kind === "table" && block.id === id);
  const rows = table?.kind === "table" ? table.rows.map((row) => JSON.stringify(row)) : [];
  return rows.find((row) => row.includes(words)) ?? `no row of ${id} has "${words}"`;
}

describeWithDuckDb("a briefing with a cube", () => {
  test("has a chapter on it, which compares its R with that of the verdict", async () => {
    const { code, stderr, report } = await buildEdition(["10-verdict", "12-single-papers", "13-methods"], {
      add: addCube,
    });
    if (report === null) throw new Error(stderr);
    expect(code).toBe(0);
    const prose = JSON.stringify(blocksOf(report).filter(({ kind }) => kind === "prose"));
    expect(prose).not.toContain("no data on individual papers");
    // R of this cube is far below that of the verdict, so that it supports nothing.
    for (const standing of ["no artefact of coverage", "very many authors", "field by field"]) {
      const row = rowOf(report, "standing", standing);
      expect(row).toContain('"not testable"');
      expect(row).toMatch(/0\.7\d \(0\.\d\d–0\.\d\d\), where the verdict has 0\.88–0\.94/);
    }
    expect(prose).toContain("The cube contradicts it");
    expect(rowOf(report, "full-decoupling", "Papers of exactly the two")).toContain('"does not hold"');
    expect(prose).toContain("a fall");
    expect(rowOf(report, "single-ratios", "papers in every year")).toContain('"differs"');
    expect(rowOf(report, "single-ratios", "very large teams")).toContain('"agrees"');
    expect(rowOf(report, "single-propensity", "2021")).not.toContain("null");
    expect(prose).toContain("The chapter needs papers of");
  });

  test("says which papers are missing where R is, and no sentence stands on it", async () => {
    const { code, stderr, report } = await buildEdition(["10-verdict", "12-single-papers", "13-methods"], {
      add: addSmallCube,
    });
    if (report === null) throw new Error(stderr);
    expect(code).toBe(0);
    const prose = JSON.stringify(blocksOf(report).filter(({ kind }) => kind === "prose"));
    expect(prose).toContain("R of all papers is missing");
    expect(prose).toContain("The chapter needs papers of");
    for (const words of ["beyond chance", "The relative intensity is", "a ratio of"])
      expect(prose).not.toContain(words);
  });

  test.each([
    { cube: "that contradicts the verdict", add: addCube },
    { cube: "that decides nothing", add: addSmallCube },
  ])("is built whole, without a sentence that the cube makes false: a cube $cube", async ({ add }) => {
    const { code, stderr, report } = await buildWholeEdition(add);
    if (code !== 0) throw new Error(stderr);
    const chapters = report?.sections.map(({ notebook }) => notebook) ?? [];
    expect(chapters).toContain("notebooks/12-single-papers.ipynb");
    expect(chapters).toHaveLength(14);
  });
});
