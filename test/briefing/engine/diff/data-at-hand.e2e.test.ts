import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { diffBriefings } from "../../../../src/briefing/engine/diff/diff-briefings.js";
import { flowIn2020 } from "./gauges.js";
import { writeGauges } from "./briefing-folder.js";
import { sha256 } from "../../../../src/briefing/lib/hash.js";
import { gitIn } from "../../../support/repository.js";
import { temporaryFolder } from "../../../support/temporary.js";

const base = temporaryFolder("briefing data");
const at = (...names: readonly string[]) => path.join(base, ...names);
const git = gitIn(at("project"));
const build = (flow: number, output = at("project/output")) => writeGauges(output, flowIn2020("Birch", flow));

/** Compares a copy of an older output, away from its data, with the project's own. */
async function compared(before: string, root: string) {
  const output = path.join(root, "output");
  const { comparison } = await diffBriefings({ names: [before, output], cwd: base, root, output });
  return comparison;
}

beforeAll(async () => {
  mkdirSync(at("project"));
  git("init", "-q");
  for (const flow of [150, 160, 170]) {
    await build(flow);
    if (flow === 150) cpSync(at("project/output"), at("copy"), { recursive: true });
    git("add", "-A");
    git("commit", "-qm", String(flow));
  }
  await build(150, at("elsewhere/output"));
  cpSync(at("elsewhere/output"), at("away"), { recursive: true });
  rmSync(at("elsewhere"), { recursive: true });
  await build(180, at("plain/output"));
});

describe("the data of an output that is no longer next to it", () => {
  it("is found in the history", async () => {
    const { inputs, notes } = await compared("copy", at("project"));
    expect(inputs["data/flow.csv"]).toMatchObject({
      rowCount: 1,
      rows: [{ cells: [{ column: "flow", was: "150", is: "170" }] }],
    });
    expect(notes).toEqual([]);
  });

  it("is reported as missing if it cannot be found", async () => {
    writeFileSync(at("plain/data/other.txt"), "");
    const { inputs, notes, summary } = await compared("away", at("plain"));
    expect(inputs["data/flow.csv"]).toMatchObject({ unread: ["before"] });
    expect(summary.line).toContain("data/flow.csv, rows not known");
    expect(notes).toEqual([
      "The rows of data/flow.csv that differ are unknown: the file from which away was built is neither near it nor in the history.",
    ]);
  });
});

describe("compressed data", () => {
  /** Compresses the table of a project with gzip, and updates its name and hash in the report. */
  function compress(project: string): void {
    const table = at(project, "data/flow.csv");
    const plain = readFileSync(table);
    const compressed = gzipSync(plain);
    writeFileSync(`${table}.gz`, compressed);
    rmSync(table);
    const report = at(project, "output/report.json");
    const text = readFileSync(report, "utf8");
    writeFileSync(
      report,
      text.replaceAll("data/flow.csv", "data/flow.csv.gz").replaceAll(sha256(plain), sha256(compressed)),
    );
  }

  it("are also compared row by row", async () => {
    await build(150, at("compressed before/output"));
    await build(170, at("compressed after/output"));
    compress("compressed before");
    compress("compressed after");
    const { inputs } = await compared("compressed before/output", at("compressed after"));
    expect(inputs["data/flow.csv.gz"]).toMatchObject({
      rowCount: 1,
      rows: [{ cells: [{ column: "flow", was: "150", is: "170" }] }],
    });
  });
});
