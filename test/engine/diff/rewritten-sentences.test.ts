/** Values are numbered within their text: after an edit, another value may have the same number. */
import { describe, expect, test } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { briefingOf, type Given } from "./value-report.js";
import { casesOf } from "../../support/cases.js";

const cases = casesOf("rewritten-sentences.yml", import.meta.url) as Readonly<{
  same: readonly [before: string, after: string, values: readonly string[]][];
  others: readonly [before: string, after: string, values: readonly string[]][];
}>;

/** A sentence with numbers in braces, such as `year 2020` or `percent 12`; they are counted from the left. */
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

describe("a number is the same if the words around it agree", () => {
  test.each(cases.same)("%s → %s", (before, after, expected) => {
    expect(values(before, after)).toEqual(expected);
  });
});

describe("and another if they do not, whatever its place in the text", () => {
  test.each(cases.others)("%s → %s", (before, after, expected) => {
    expect(values(before, after)).toEqual(expected);
  });
});
