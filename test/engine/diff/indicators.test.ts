import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { findings } from "./findings.js";
import { brief, gauges, type Gauges } from "./gauges.js";

/** Two rivers, two of whose chapters ran an indicator. */
function indicated(): Gauges {
  const indicators = [
    { name: "flow.mean", definition: "The mean of all years.", chapters: ["01-flow", "02-methods"] },
  ];
  return { ...gauges(), indicators };
}

const before = await brief(indicated(), "before");

async function compared(edit: (project: Gauges) => void) {
  const project = indicated();
  edit(project);
  const comparison = compareBriefings(before, await brief(project, "after"));
  return { ...comparison, found: findings(comparison) };
}

describe("indicators of the appendix:", () => {
  it("one that is described otherwise, by words", async () => {
    const { changes, found, summary } = await compared(({ indicators: [mean] }) => {
      if (mean !== undefined) mean.definition = "The mean of all measured years.";
    });
    expect(found).toEqual(["indicator changed flow.mean: definition <- edited"]);
    expect(changes[0]).toMatchObject({
      id: "flow.mean",
      texts: [
        {
          field: "definition",
          runs: [{ kind: "same" }, { kind: "added", text: " measured" }, { kind: "same" }],
        },
      ],
    });
    expect(summary.line).toBe("1 indicator changed.");
  });

  it("one that came and one that went", async () => {
    const { found, summary } = await compared(({ indicators }) => {
      indicators.splice(0, 1, {
        name: "flow.median",
        definition: "The year in the middle.",
        chapters: ["01-flow"],
      });
    });
    expect(found).toEqual([
      "indicator removed flow.mean:  <- edited",
      "indicator added flow.median:  <- edited",
    ]);
    expect(summary.line).toBe("1 indicator added, 1 indicator removed.");
  });

  it("one that another chapter uses, by its title; chapters that come, go or get another id say so themselves", async () => {
    const used = await compared(({ indicators: [mean] }) => mean?.chapters.push("03-outlook"));
    expect(used.found).toEqual(["indicator changed flow.mean: used in <- edited"]);
    expect(JSON.stringify(used.changes[0])).toContain("What may follow");
    const renamed = await compared((project) => {
      project.order = ["01-flow", "02-measuring", "03-outlook"];
      project.chapters["02-measuring"] = project.chapters["02-methods"] ?? "";
      if (project.indicators[0] !== undefined) project.indicators[0].chapters = ["01-flow", "02-measuring"];
    });
    expect(renamed.found).toEqual([
      "section changed 02-measuring: renamed from 02-methods; place 1 → 1 <- edited",
    ]);
    const gone = await compared((project) => {
      project.order = ["01-flow", "03-outlook"];
    });
    expect(gone.found.filter((each) => each.startsWith("indicator"))).toEqual([]);
  });
});
