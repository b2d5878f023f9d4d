import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../src/diff/compare.js";
import type { Briefing } from "../../src/diff/contract.js";
import { findings } from "./findings.js";
import { brief, gauges } from "./gauges.js";

type Answer = NonNullable<Briefing["report"]["answer"]>;
const first = await brief(gauges(), "before");
const value = "01-flow.words-fmt-count-birch";

const answering = (answer: Answer | undefined, briefing = first): Briefing => ({
  ...briefing,
  report: { ...briefing.report, ...(answer && { answer }) },
});
const answer: Answer = {
  headline: ["The rivers ", { value }, " rose."],
  sentences: [
    { section: "01-flow", text: ["Birch carries ", { value }, " now."], figure: "flow" },
    { section: "02-methods", text: ["Words are few."] },
  ],
};
const [flow, words] = answer.sentences;
if (flow === undefined || words === undefined) throw new Error("two sentences");

const found = (was: Answer | undefined, is: Answer | undefined) => {
  const comparison = compareBriefings(answering(was), answering(is));
  return { found: findings(comparison), line: comparison.summary.line };
};

describe("what the first page says", () => {
  it("is told by its words: another word, another figure, another order", () => {
    expect(found(answer, answer).found).toEqual([]);
    expect(found(answer, { ...answer, headline: ["The rivers ", { value }, " fell."] })).toEqual({
      found: ["answer changed headline: -rose; +fell <- edited"],
      line: "1 answer changed on the first page.",
    });
    expect(found(answer, { ...answer, sentences: [{ ...flow, figure: "other" }, words] }).found).toEqual([
      "answer changed 01-flow: figure flow → other <- edited",
    ]);
    expect(found(answer, { ...answer, sentences: [words, flow] }).found).toHaveLength(1);
    expect(found(answer, { ...answer, sentences: [words, flow] }).found[0]).toMatch(/^answer .*: moved/);
  });

  it("comes and goes", () => {
    expect(found(answer, { ...answer, sentences: [flow] }).found).toEqual([
      "answer removed 02-methods:  <- edited",
    ]);
    expect(found(undefined, answer)).toEqual({
      found: [
        "answer added 01-flow:  <- edited",
        "answer added 02-methods:  <- edited",
        "answer added headline:  <- edited",
      ],
      line: "3 answers on the first page added.",
    });
  });

  it("keeps its words where only a number in it moved: that is a value", async () => {
    const project = gauges();
    for (const row of project.flow) if (row.river === "Birch" && row.year === 2020) row.flow = 170;
    const later = await brief(project, "after");
    const { changes } = compareBriefings(answering(answer), answering(answer, later));
    expect(findings({ changes } as never).filter((each) => each.startsWith("answer"))).toEqual([]);
    expect(changes.find(({ id }) => id === value)?.title).toMatch(/^Birch carries 192\.0\sm³\/s now\.$/);
  });

  it("belongs to a chapter under its new name", () => {
    const renamed = (id: string): Briefing => ({
      ...answering({ sentences: [{ ...words, section: id }] }),
      report: {
        ...first.report,
        sections: first.report.sections.map((section) =>
          section.id === "02-methods" ? { ...section, id } : section,
        ),
        answer: { sentences: [{ ...words, section: id }] },
      },
    });
    const { changes } = compareBriefings(renamed("02-methods"), renamed("02-means"));
    expect(changes.filter(({ kind }) => kind === "answer")).toEqual([]);
  });
});
