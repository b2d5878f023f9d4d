import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { findStaleness } from "../../../../src/briefing/engine/diff/staleness.js";
import { flowIn2020 } from "./gauges.js";
import { writeGauges } from "./briefing-folder.js";
import { findings } from "./findings.js";
import { temporaryFolder } from "../../../support/temporary.js";

const base = temporaryFolder("briefing stale");

describe("a folder compared with one that was just built", () => {
  let output = "";
  let fresh = "";
  beforeEach(async () => {
    const root = mkdtempSync(path.join(base, "p"));
    [output, fresh] = [path.join(root, "a/output"), path.join(root, "b/output")];
    await writeGauges(output);
  });
  const found = () => findStaleness({ output, fresh, root: path.dirname(fresh), name: "output" });

  it("is current if all its files are identical, despite unrelated files", async () => {
    await writeGauges(fresh);
    writeFileSync(path.join(output, "notes.txt"), "mine");
    expect(await found()).toMatchObject({ status: "current" });
  });

  it("is stale if a datum changed, with the differences and their cause", async () => {
    await writeGauges(fresh, flowIn2020("Birch", 170));
    const stale = await found();
    if (stale.status !== "stale") throw new Error(stale.status);
    expect(stale.files).toContain("figures/flow.svg");
    expect(stale.files).not.toContain("data/flow.csv");
    expect(findings(stale.comparison)[0]).toContain("value changed 01-flow.words-fmt-count-birch: number;");
    expect(stale.comparison.summary.line).toContain("Cause: data/flow.csv, 1 row.");
  });

  it("is stale if a file was edited by hand, is missing, or is one too many", async () => {
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

  it("cannot be read if the report is missing or truncated", async () => {
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
