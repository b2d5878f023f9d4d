import { expect, test } from "vitest";
import { altered, statesOf, wordsOf } from "./altered.js";
import { scrutiny } from "../../../src/analysis/claims/politics.js";
import { europeDecides, indiaLeans, russiaChina } from "../../../src/analysis/claims/third-countries.js";

/** Joint papers of two economies after 2017, so many times as many. */
const pairTimes = (a: string, b: string, factor: number) =>
  altered({
    pairs: (rows) =>
      rows.map((row) =>
        row.a === a && row.b === b && row.year > 2017
          ? { ...row, works: Math.round(row.works * factor), reverse: null }
          : row,
      ),
  });

test("India: weight, level and movement are three parts", () => {
  expect(statesOf(indiaLeans(altered()))).toEqual(["holds", "holds", "fails"]);
  expect(statesOf(indiaLeans(pairTimes("IN", "US", 2)))).toEqual(["holds", "holds", "holds"]);
  expect(statesOf(indiaLeans(pairTimes("CN", "IN", 2)))).toEqual(["holds", "fails", "fails"]);
  const smaller = altered({
    "field-output": (rows) =>
      rows.map((row) => (row.economy === "IN" && row.year > 2017 ? { ...row, fractional: 1 } : row)),
  });
  expect(statesOf(indiaLeans(smaller))).toEqual(["fails", "holds", "fails"]);
});

test("where India works less with both, it moves towards neither", () => {
  const fewer = indiaLeans(pairTimes("CN", "IN", 0.5));
  expect(statesOf(fewer)).toEqual(["holds", "holds", "fails"]);
  expect(wordsOf(fewer.slice(2))).toMatch(
    /India and the United States .* given how much each works with everyone, \d+\u202f% fewer/,
  );
});

test("a change of propensity stands beside that of the number of papers", () => {
  const words = wordsOf(indiaLeans(altered()).slice(2));
  expect(words).toMatch(/India and China wrote 252\u202f% more joint papers in 2021 than in 2013–2017/);
  expect(words).toMatch(/given how much each works with everyone, 13\u202f% more/);
});

test("forecasts and motives are not testable, with numbers as context", () => {
  for (const judge of [russiaChina, europeDecides, scrutiny])
    expect(new Set(statesOf(judge(altered())))).toEqual(new Set(["needs"]));
  expect(wordsOf(europeDecides(altered()))).toMatch(
    /Japan’s propensity with China .* on the rule’s line of .* joint papers/,
  );
  expect(wordsOf(europeDecides(pairTimes("CN", "JP", 1.3)))).toContain("With none of them propensity fell");
});

test("without the panel there is no context and no error", () => {
  const about = altered({ pairs: () => [] });
  expect(statesOf(indiaLeans(about))).toEqual(["holds", "needs", "needs"]);
  expect(statesOf(europeDecides(about))).toEqual(["needs"]);
  expect(statesOf(russiaChina(about))).toEqual(["needs", "needs"]);
});
