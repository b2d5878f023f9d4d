import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { formatHtml } from "../../../../src/briefing/engine/diff/format/html.js";
import { findings } from "./findings.js";
import { brief, flowIn2020, gauges } from "./gauges.js";

type FirstPage = NonNullable<Briefing["report"]["firstPage"]>;
const first = await brief(gauges(), "before");
const value = "01-flow.words-fmt-count-birch";

const beginning = (firstPage: FirstPage | undefined, briefing = first): Briefing => ({
  ...briefing,
  report: { ...briefing.report, ...(firstPage && { firstPage }) },
});
const page: FirstPage = {
  headline: ["The rivers ", { value }, " rose."],
  dataDate: ["The data end in 2020."],
  lead: "flow",
  findings: [
    { section: "01-flow", text: ["Birch carries ", { value }, " now."] },
    { section: "02-methods", text: ["Words are few."] },
  ],
  unknown: ["Why it rose."],
};
const [flow, words] = page.findings;
if (flow === undefined || words === undefined) throw new Error("two findings");

const found = (was: FirstPage | undefined, is: FirstPage | undefined) => {
  const comparison = compareBriefings(beginning(was), beginning(is));
  return { found: findings(comparison), line: comparison.summary.line };
};

describe("the first page", () => {
  it("is reported by parts: other words, another figure, another order", () => {
    expect(found(page, page).found).toEqual([]);
    expect(found(page, { ...page, headline: ["The rivers ", { value }, " fell."] })).toEqual({
      found: ["first-page changed headline: -rose; +fell <- edited"],
      line: "The headline now reads “The rivers 190.0 m³/s fell”. 1 part of the first page changed.",
    });
    expect(found(page, { ...page, unknown: ["Where it rose."] }).found).toEqual([
      "first-page changed unknown: -Why; +Where <- edited",
    ]);
    expect(found(page, { ...page, lead: "other" }).found).toEqual([
      "first-page changed lead: figure flow → other <- edited",
    ]);
    expect(found(page, { ...page, findings: [words, flow] }).found).toHaveLength(1);
    expect(found(page, { ...page, findings: [words, flow] }).found[0]).toMatch(/^first-page .*: moved/);
  });

  it("shows the drawing of a figure that replaces another", () => {
    const before = beginning({ ...page, lead: "other" });
    const blocks = first.report.sections.flatMap((section) => section.blocks);
    const block = blocks.find((each) => each.kind === "figure" && each.id === "flow");
    const svg = block?.kind === "figure" ? block.files.svg : "";
    const after = { ...beginning(page), files: new Map([[svg, "<svg/>"]]) };
    const html = formatHtml({ comparison: compareBriefings(before, after), before, after }, { command: "" });
    expect(html.match(/<figure class="(?:before|after)">/g)).toEqual(['<figure class="after">']);
  });

  it("is added and removed", () => {
    expect(found(page, { ...page, findings: [flow] }).found).toEqual([
      "first-page removed 02-methods:  <- edited",
    ]);
    const { found: added, line } = found(undefined, page);
    expect(new Set(added)).toEqual(
      new Set(
        ["01-flow", "02-methods", "data-date", "headline", "lead", "unknown"].map(
          (part) => `first-page added ${part}:  <- edited`,
        ),
      ),
    );
    expect(line).toBe("6 parts of the first page added.");
  });

  it("is unchanged if only a number moved, which is a value", async () => {
    const project = gauges();
    flowIn2020("Birch", 170)(project);
    const later = await brief(project, "after");
    const { changes } = compareBriefings(beginning(page), beginning(page, later));
    expect(findings({ changes } as never).filter((each) => each.startsWith("first-page"))).toEqual([]);
    expect(changes.find(({ id }) => id === value)?.title).toMatch(/^The rivers 192\.0\sm³\/s rose\.$/);
  });

  it("refers to a chapter by its new name", () => {
    const renamed = (id: string): Briefing => ({
      ...first,
      report: {
        ...first.report,
        sections: first.report.sections.map((section) =>
          section.id === "02-methods" ? { ...section, id } : section,
        ),
        firstPage: { findings: [{ ...words, section: id }] },
      },
    });
    const { changes } = compareBriefings(renamed("02-methods"), renamed("02-means"));
    expect(changes.filter(({ kind }) => kind === "first-page")).toEqual([]);
  });
});
