import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../src/analysis/errors.js";
import { readRule } from "../../src/analysis/verdict.js";

const text = readFileSync(new URL("../../data/verdict-rule.json", import.meta.url), "utf8");

/** The shipped file with one change. */
function changed(from: string, to: string): unknown {
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
}

describe("the shipped rule", () => {
  const rule = readRule(JSON.parse(text));

  test("is what its file says, with its thresholds written into the sentences", () => {
    const written = text
      .replace(
        /\{([a-z ]+) %\}/g,
        (_, name: string) => `${Math.round(100 * (rule.thresholds[name] ?? NaN))}\u202f%`,
      )
      .replace(/\{([a-z ]+)\}/g, (_, name: string) => String(rule.thresholds[name]));
    expect(written).not.toMatch(/\{[a-z]/);
    expect(rule).toEqual(JSON.parse(written));
    const sentences = [...rule.verdicts.flatMap(({ conditions }) => conditions), ...rule.rejections];
    const reads = (id: string) => sentences.find((each) => each.id === id)?.reads;
    expect(reads("F1")).toBe("Affinity is at most 25\u202f% of the baseline in every specification");
    expect(reads("P3")).toContain("inside 2016–2022");
  });

  test("says another sentence with another threshold", () => {
    const other = readRule(changed('"top partners": 5', '"top partners": 3'));
    expect(other.verdicts[0]?.conditions[1]?.reads).toBe("Neither is among the other's first 3 partners");
  });

  test("names every threshold that a test compares with in the sentence", () => {
    const file = JSON.parse(text) as {
      readonly verdicts: readonly { readonly conditions: readonly Sentence[] }[];
      readonly rejections: readonly Sentence[];
    };
    interface Sentence {
      readonly reads: string;
      readonly test: unknown;
    }
    for (const { reads, test } of [
      ...file.verdicts.flatMap(({ conditions }) => conditions),
      ...file.rejections,
    ])
      for (const [, name = ""] of JSON.stringify(test).matchAll(/"threshold":"([^"]+)"/g))
        if (name !== "significance") expect(reads).toMatch(new RegExp(`\\{${name}( %)?\\}`));
  });

  test("has every verdict and rejection of the method, and its thresholds", () => {
    expect(rule.verdicts.flatMap(({ conditions }) => conditions.map(({ id }) => id)).join(" ")).toBe(
      "F1 F2 F3 F4 F5 P1 P3 P4 P5 S1 S2 S3 W1 W2 N1 N2 C1 C2",
    );
    expect(rule.rejections.map(({ id }) => id).join(" ")).toBe("J1 J2 J3 J4 J5 J6 J7 J8 J10");
    expect(rule.thresholds).toMatchObject({ full: 0.25, lower: 0.9, upper: 1.11, "top partners": 5 });
    expect(rule.estimand).toMatchObject({ baseline: { from: 2013, to: 2017 }, end: { points: 3 } });
  });
});

describe("a rule that is wrong", () => {
  test.each([
    [changed('"version": "1.1.1",', ""), "version is missing"],
    [changed('"full": 0.25', '"full": "a quarter"'), 'thresholds.full: expected a number, got "a quarter"'],
    [
      changed('"threshold": "full"', '"threshold": "fool"'),
      'verdicts[0].conditions[0].test.threshold: expected a number or a name in thresholds, got "fool"',
    ],
    [
      changed('"operator": "<="', '"operator": "=<"'),
      'verdicts[0].conditions[0].test.operator: expected one of "<", "<=", ">", ">=", got "=<"',
    ],
    [changed('"id": "F2"', '"id": "F1"'), 'verdicts[0].conditions[1].id: this id is used twice, got "F1"'],
    [changed('"verdict": "partial"', '"verdict": "none"'), "expected a verdict that stands before this one"],
    [changed("{full %}", "{fool %}"), 'reads: "{fool}" is no name in thresholds'],
    [changed('"reads": "R:', '"read": "R:'), 'estimand: does not know "read"'],
    [changed('"scale": "log"', '"scale": "ln"'), 'estimand.scale: expected one of "log", "linear"'],
    [changed('"from": 2013', '"from": 2018'), "estimand.baseline: the first year is after the last"],
    [changed('"points": 3', '"points": 0'), "estimand.end.points: expected a number of points, got 0"],
    [changed('"about": 1', '"about": "one"'), "expected a number"],
    [changed('"within": ["source"]', '"within": []'), "expected a list that is not empty"],
    [changed('"restricts": "words"', '"restricts": "speech"'), 'expected one of "verdict", "words"'],
    [[], "the file: expected an object"],
    [null, "the file: expected an object"],
  ])("%#: says where", (json, message) => {
    expect(() => readRule(json)).toThrow(AnalysisError);
    expect(() => readRule(json)).toThrow(message);
  });
});
