import { describe, expect, it } from "vitest";
import { claimVerdict, type ClaimPartStatus } from "../../../src/model/claim.js";
import { mime } from "../../../src/model/mime.js";
import type { JsonObject } from "../../../src/engine/notebook/contract.js";
import { renderBriefing } from "../../../src/engine/render/render-briefing.js";
import { buildReport } from "../../../src/engine/report/build-report.js";
import { showing } from "./tea.js";

describe("a verdict", () => {
  it.each<[readonly ClaimPartStatus[], string]>([
    [["holds", "holds", "not-testable"], "supported"],
    [["fails", "not-testable"], "contradicted"],
    [["holds", "fails", "not-computed"], "partly"],
    [["not-testable"], "not-testable"],
    [["holds", "not-computed"], "no-verdict"],
    [[], "no-verdict"],
  ])("of %j is %s", (statuses, verdict) => {
    expect(claimVerdict(statuses.map((status) => ({ status })))).toBe(verdict);
  });
});

const rich = (...parts: (string | JsonObject)[]) => ({ parts });
const claim = (more: JsonObject = {}) =>
  showing("c", {
    [mime.claim]: {
      version: 1,
      id: "tea-fell",
      statement: rich("Tea fell <b>fast</b>"),
      by: rich("A. Author, 2020"),
      verdict: "supported",
      chapter: "1",
      parts: [
        {
          reads: rich("It fell"),
          status: "holds",
          evidence: rich("by ", { version: 1, raw: 0.2, text: "20 %", format: "percent" }),
        },
        { reads: rich("Everybody noticed"), status: "not-testable", needs: "A survey <script>" },
      ],
      ...more,
    },
  });
const build = (more?: JsonObject) =>
  buildReport(
    [{ path: "notebooks/1.ipynb", notebook: claim(more) }],
    { root: "/p", title: "T", authors: [] },
    new Map(),
  );

describe("a claim", () => {
  it("stands in the report with its values", () => {
    const report = build();
    expect(report.sections[0]?.blocks.at(-1)).toMatchObject({
      kind: "claim",
      id: "tea-fell",
      parts: [{ evidence: ["by ", { value: "tea-fell.1.evidence.1" }] }, { needs: "A survey <script>" }],
    });
    expect(report.values["tea-fell.1.evidence.1"]?.raw).toBe(0.2);
  });

  it("is refused if its verdict is not what its parts give, or its chapter is not there", () => {
    expect(() => build({ verdict: "contradicted" })).toThrow(
      'notebooks/1.ipynb, cell c: claim "tea-fell" says "contradicted", but its parts give "supported".',
    );
    expect(() => build({ chapter: "2" })).toThrow('names the chapter "2", which the briefing does not have');
  });

  it("is a card with verdict in words, parts, what is missing and the chapter", async () => {
    const files = await renderBriefing(build(), []);
    const text = (path: string) => String(files.find((file) => file.path === path)?.content);
    const [card = ""] =
      /<article class="claim supported"[\s\S]*?<\/article>/.exec(text("briefing.html")) ?? [];
    expect(card).toContain("</span> Supported, 1 of 2 parts tested<a");
    expect(card).toContain("Tea fell <b>fast</b>");
    expect(card).toContain("Needs: A survey &lt;script&gt;");
    expect(card).toContain('<a href="#1">');
    const markdown = text("briefing.md");
    expect(markdown).toContain("**✓ Supported, 1 of 2 parts tested:** Tea fell");
    expect(markdown).toContain("- ✓ It fell (holds) — by 20 %");
    expect(markdown).toContain("- ? Everybody noticed (not testable) Needs: A survey \\<script\\>");
  });
});
