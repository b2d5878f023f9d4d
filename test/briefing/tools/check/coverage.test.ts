/** Which sentences claim something that new data could make false, and which of them no condition guards. */
import { describe, expect, test } from "vitest";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { sentencesIn } from "../../../../src/briefing/tools/check/sentences.js";
import { withTexts } from "../../../../src/briefing/tools/check/texts.js";
import { coverageOf } from "../../../../src/briefing/tools/check/unguarded-sentences.js";
import { casesOf } from "../../../support/cases.js";
import { notebookText, type CellSource } from "./project.js";

const cases = casesOf("coverage.yml", import.meta.url) as Readonly<{
  factual: readonly (readonly [source: string, word: string])[];
  plain: readonly (readonly [source: string, printsValues: boolean])[];
  guarded: readonly string[];
  marked: readonly string[];
  named: readonly (readonly [source: string, name: string, kind: string])[];
  code: readonly (readonly [source: string, verdict: string])[];
}>;

function coverage(kind: CellSource[0], source: string, { language = "en", exempt = [] as string[] } = {}) {
  const path = "notebooks/01.ipynb";
  const text = notebookText([[kind, source]]);
  return coverageOf(withTexts({ path, text, notebook: parseNotebook(text, path) }), {
    language,
    exempt,
    sources: [
      "National Science Board, Indicators 2024, NSB-2023-33",
      "Survey of Visits 2024, NSF 25-349",
      "Emerging Technology Observatory (CSET), metrics",
      "OpenAlex, country pairs",
    ],
  });
}

test.each(cases.named)("%j is marked as a definition, but names %s, %s", (source, name, kind) => {
  const { uncovered, marked } = coverage("markdown", source);
  expect(uncovered.map((each) => [each.because, each.kind])).toEqual([[name, kind]]);
  expect(marked).toBe(0);
});

test("a comment marks a definition, too, which may not name a place", () => {
  const caption = (words: string) =>
    coverage("code", `table({ caption: /* definition */ "${words}" })`).uncovered.map(({ kind }) => kind);
  expect(caption("A town is large if it has more visits than Peru.")).toEqual(["place"]);
  expect(caption("A town is large if it has more visits than most.")).toEqual([]);
});

describe("in Markdown", () => {
  test.each(cases.factual)("%j is factual and not guarded: %s", (source, word) => {
    expect(coverage("markdown", source).uncovered.map(({ because }) => because)).toContain(word);
  });

  test.each(cases.plain)("%j needs no guard", (source, printsValues) => {
    expect(coverage("markdown", source)).toMatchObject({
      factual: 0,
      uncovered: [],
      valuesOnly: printsValues ? 1 : 0,
    });
  });

  test.each(cases.guarded)("%j is guarded", (source) => {
    expect(coverage("markdown", source)).toMatchObject({ factual: 1, guarded: 1, uncovered: [] });
  });

  test.each(cases.marked)("%j is a definition or a quotation", (source) => {
    const { factual, marked, uncovered } = coverage("markdown", source);
    expect(factual).toBeGreaterThan(0);
    expect([marked, uncovered]).toEqual([factual, []]);
  });

  test("each sentence has its place and its words, values as dots", () => {
    const source = "One. Two.\n\n- In `{ts} year`, *visits*\n  fell. [They rose.]{holds=a}";
    expect(coverage("markdown", source).uncovered).toEqual([
      {
        path: "notebooks/01.ipynb",
        cell: { index: 0, id: "a" },
        line: 3,
        column: 3,
        sentence: "In …, visits fell.",
        because: "fell",
        kind: "change",
      },
    ]);
  });

  test("a malformed guard is reported by another check, so its cell has no sentences here", () => {
    expect(coverage("markdown", "[It fell.]{hold=a} It rose.")).toMatchObject({ sentences: 0 });
  });

  test("numbers that a project exempts are no claims", () => {
    const settings = { exempt: ["first 100 authors"] };
    expect(coverage("markdown", "It sees the first 100 authors.", settings).factual).toBe(0);
    expect(coverage("markdown", "It sees 100 authors.", settings).factual).toBe(1);
  });

  test("in another language, every value and number counts", () => {
    const german = { language: "de" };
    expect(coverage("markdown", "Der Wert stieg auf `{ts} x`.", german).uncovered).toHaveLength(1);
    expect(coverage("markdown", "Der Wert stieg.", german).uncovered).toHaveLength(0);
  });
});

test("texts of the front matter count", () => {
  const source =
    '---\ntitle: South fell\nsummary: >-\n  [North grew.]{holds=a}\n  So did no other.\nheadline: "Only one"\n---';
  const { uncovered, guarded } = coverage("raw", source);
  expect(uncovered.map(({ line, column, because }) => [line, column, because])).toEqual([
    [2, 8, "fell"],
    [5, 3, "no"],
    [6, 12, "Only"],
  ]);
  expect(guarded).toBe(1);
});

test.each(cases.code)("in code, %s is %s", (source, verdict) => {
  const { sentences, guarded, marked, valuesOnly, uncovered } = coverage("code", source);
  const found = {
    nothing: sentences === 0,
    plain: sentences === 1 && guarded + marked + valuesOnly + uncovered.length === 0,
    guarded: guarded > 0 && uncovered.length === 0,
    marked: marked === 1,
    "values only": valuesOnly === 1,
    uncovered: uncovered.length === 1,
  };
  expect(found).toMatchObject({ [verdict]: true });
});

test.each([
  ["One. Two! Three?", ["One.", "Two!", "Three?"]],
  ["By J. Smith et al. In the U.S. It fell.", ["By J. Smith et al. In the U.S. It fell."]],
  ["It is 3.5 % (e.g. There). “Yes.” Then no.", ["It is 3.5 % (e.g. There).", "“Yes.”", "Then no."]],
  ["A line\nand another. 20 more.", ["A line\nand another.", "20 more."]],
])("sentences of %j", (text, expected) => {
  expect(sentencesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});
