import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { findStaleness } from "../../../src/engine/diff/staleness.js";
import { writeGauges } from "./briefing-folder.js";
import { findings } from "./findings.js";
import { temporaryFolder } from "../../support/temporary.js";

const base = temporaryFolder("briefing stale");

describe("a folder beside one that was just built", () => {
  let [output, fresh] = ["", ""];
  beforeEach(async () => {
    const root = mkdtempSync(path.join(base, "p"));
    [output, fresh] = [path.join(root, "a/output"), path.join(root, "b/output")];
    await writeGauges(output);
  });
  const found = () => findStaleness({ output, fresh, root: path.dirname(fresh), name: "output" });

  it("is current where every byte is the same, whatever else lies there", async () => {
    await writeGauges(fresh);
    writeFileSync(path.join(output, "notes.txt"), "mine");
    expect(await found()).toMatchObject({ status: "current" });
  });

  it("is stale, with what differs and why, where a datum changed", async () => {
    await writeGauges(fresh, (project) => {
      for (const row of project.flow) if (row.river === "Birch" && row.year === 2020) row.flow = 170;
    });
    const stale = await found();
    if (stale.status !== "stale") throw new Error(stale.status);
    expect(stale.files).toContain("figures/flow.svg");
    expect(stale.files).not.toContain("data/flow.csv");
    expect(findings(stale.comparison)[0]).toContain("value changed 01-flow.words-fmt-count-birch: number;");
    expect(stale.comparison.summary.line).toContain("Cause: data/flow.csv, 1 row.");
  });

  it("is stale where a file was edited by hand, went, or is one too many", async () => {
    await writeGauges(fresh);
    appendFileSync(path.join(output, "briefing.md"), "An afterthought.\n");
    rmSync(path.join(output, "figures/flow.svg"));
    const stale = await found();
    expect(stale).toMatchObject({ status: "stale", files: ["briefing.md", "figures/flow.svg"] });
    expect(stale.status === "stale" && findings(stale.comparison)).toEqual([
      "file changed briefing.md:  <- edited",
      "file changed figures/flow.svg:  <- edited",
    ]);
  });

  it("cannot be read where there is no report, or one that is torn", async () => {
    await writeGauges(fresh);
    writeFileSync(path.join(output, "report.json"), '{"version":1,');
    const torn = await found();
    expect(torn.status).toBe("unreadable");
    rmSync(output, { recursive: true });
    expect(await found()).toEqual({
      status: "unreadable",
      reason: "it holds no briefing (report.json is missing).",
    });
  });
});
