/** Values are counted in their text: after an edit another value may have the same number. */
import { describe, expect, test } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { briefingOf, type Given } from "./value-report.js";

/** A sentence with numbers in braces, as `year 2020` or `percent 12`; they are counted from the left. */
function briefing(sentence: string) {
  const parts = sentence.split(/\{(.*?)\}/);
  const values = parts.flatMap((part, index): readonly (readonly [string, Given])[] => {
    if (index % 2 === 0) return [];
    const [format = "", number = "", unit] = part.split(" ");
    const words = [parts[index - 1] ?? "", index === parts.length - 2 ? (parts.at(-1) ?? "") : ""] as const;
    const id = `s.${(index + 1) / 2}`;
    return [[id, { raw: Number(number), format, words, ...(unit !== undefined && { unit }) }]];
  });
  return briefingOf({ values: Object.fromEntries(values) });
}

function values(before: string, after: string): readonly string[] {
  return compareBriefings(briefing(before), briefing(after))
    .changes.flatMap((change) =>
      change.kind === "value" ? [`${change.was?.text ?? ""} → ${change.is?.text ?? ""}`] : [],
    )
    .sort();
}

describe("a number is the same one where the words around it agree", () => {
  test.each([
    [
      "Papers rose to {count 5} in {year 2020}.",
      "Papers rose to {count 6} in {year 2021}.",
      ["2020 → 2021", "5 → 6"],
    ],
    [
      "Papers rose to {count 5} in all.",
      "After {year 2010} papers rose to {count 6} in all.",
      [" → 2010", "5 → 6"],
    ],
    ["{percent 5} of papers", "{percent 6} of papers", ["5 → 6"]],
    ["{percent 5}", "{percent 6}", ["5 → 6"]],
    [
      "It was the most in {year 2022}: {points 9}. Among them are few.",
      "Less for all in {year 2022}: {points 8} less.",
      ["9 → 8"],
    ],
    ["The share climbed to {percent 5} of all papers.", "It fell to {percent 6} of all papers.", ["5 → 6"]],
  ])("%s → %s", (before, after, expected) => {
    expect(values(before, after)).toEqual(expected);
  });
});

describe("and another where they do not, whatever its place in the text", () => {
  test.each([
    [
      "In {year 2020} the share was {ratio 0.5}.",
      "A share of {ratio 0.6} is that of {year 2021}.",
      [" → 0.6", " → 2021", "0.5 → ", "2020 → "],
    ],
    [
      "Of {count 59800} papers few are joint.",
      "Their number rose in {count 5} fields.",
      [" → 5", "59800 → "],
    ],
    ["It costs {money 5 USD} in all.", "It will cost {money 6 EUR} in all.", [" → 6", "5 → "]],
  ])("%s → %s", (before, after, expected) => {
    expect(values(before, after)).toEqual(expected);
  });
});
