import { expect, test } from "vitest";
import { claimVerdict, type ClaimPartStatus } from "../../../../src/briefing/model/claim.js";
import { mime } from "../../../../src/briefing/model/mime.js";
import type { JsonObject } from "../../../../src/briefing/engine/notebook/contract.js";
import { reportOf, showing } from "./tea.js";

test.each<[readonly ClaimPartStatus[], Parameters<typeof claimVerdict>[1], string]>([
  [["holds", "holds", "not-testable"], {}, "supported"],
  [["fails", "not-testable"], {}, "contradicted"],
  [["holds", "fails", "not-computed"], {}, "partly"],
  [["not-testable"], {}, "not-testable"],
  [["holds", "not-computed"], {}, "no-verdict"],
  [[], {}, "no-verdict"],
  [["holds", "not-testable"], { every: true }, "partly"],
  [["holds", "holds"], { every: true }, "supported"],
  [["fails", "not-testable"], { every: true }, "contradicted"],
])("a verdict of %j, with %j, is %s", (statuses, options, verdict) => {
  expect(
    claimVerdict(
      statuses.map((status) => ({ status })),
      options,
    ),
  ).toBe(verdict);
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
const build = (more?: JsonObject) => reportOf([claim(more)]);

test("a claim is rejected if its verdict does not follow from its parts, or its chapter is missing", () => {
  expect(() => build({ verdict: "contradicted" })).toThrow(
    'notebooks/1.ipynb, cell c: claim "tea-fell" says "contradicted", but its parts give "supported".',
  );
  expect(() => build({ chapter: "2" })).toThrow('names the chapter "2", which the briefing does not have');
});

test("a claim may name a figure or table of a chapter as its evidence, which must be there", () => {
  const error = 'claim "tea-fell" names "sales" in the chapter "1", which does not show it';
  expect(() => build({ chapter: "1#sales" })).toThrow(error);
  expect(() => build({ chapter: "1#sales" })).toThrow(
    expect.objectContaining({
      hint: "That chapter has no figure or table. Name the chapter alone: 1.",
    }) as Error,
  );
});
