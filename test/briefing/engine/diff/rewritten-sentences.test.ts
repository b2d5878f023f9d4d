/** Values are numbered within their text: after an edit, another value may have the same number. */
import { describe, expect, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { briefingOf, type Given } from "./value-report.js";
import { casesOf } from "../../../support/cases.js";

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

describe("two numbers that changed places", () => {
  const ranks = (first: number, second: number, of: Pick<Given, "expression">, data = "aa") =>
    briefingOf({
      data,
      values: {
        "a.p-rank.1": { raw: first, words: ["Ranked ", " by papers and "], ...of },
        "a.p-rank.2": { raw: second, words: ["", " by citations."], ...of },
      },
    });
  const kinds = (of: Pick<Given, "expression">) =>
    compareBriefings(ranks(2, 3, of), ranks(3, 2, of, "bb")).changes.map(({ kind }) => kind);

  test("are a change of the text, if nothing else identifies them", () => {
    expect(kinds({})).toEqual(["prose"]);
  });

  test("are two changes of numbers, if one expression computed both", () => {
    expect(kinds({ expression: "ranks" })).toEqual(["value", "value"]);
  });
});
