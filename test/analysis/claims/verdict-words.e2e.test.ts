/** Words and points of the verdict follow what the rule found. */
import { expect, test } from "vitest";
import { altered, jointTimes } from "./altered.js";
import { completeVerdict } from "../../../src/analysis/verdict/index.js";
import type { PairContext } from "../../../src/analysis/pair/context.js";
import * as claims from "../../../src/analysis/claims/claims.js";
import { answerOf } from "../../../src/analysis/claims/rule-answer.js";

const settled = (about: PairContext) => completeVerdict(about.assessment);

test("every computation with an R is a point, and the shares are theirs", () => {
  const { decision } = settled(altered());
  const points = claims.curvePoints(decision);
  expect(points).toHaveLength(decision.ratios.length);
  expect(Math.max(...points.map(({ value }) => value))).toBe(decision.range?.most);
  const sum = Object.values(decision.shares).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test("classes that hold a point share one edge; a value on the line of no decoupling is not below it", () => {
  const { rule } = altered();
  const { full, partial } = rule.limits;
  const bands = (...values: number[]) =>
    claims.classBands(
      values.map((value) => ({ value })),
      rule,
    );
  expect(bands(partial)).toEqual([{ label: "no decoupling", shade: "clear" }]);
  expect(bands(0.6, 1)).toEqual([
    { label: "partial decoupling", shade: "shaded", to: partial },
    { label: "no decoupling", shade: "clear", from: partial },
  ]);
  expect(bands(full, 0.6)[0]).toEqual({ label: "full decoupling", shade: "clear", to: full });
});

test("the points answer only questions and answers that stand under the figure", () => {
  const about = altered();
  const choices = new Map<string, readonly string[]>(
    claims.curveChoices(about.rule).map(({ key, answers }) => [key, answers.map((answer) => answer.key)]),
  );
  for (const point of claims.curvePoints(settled(about).decision))
    for (const [question, answer] of Object.entries(point.choices))
      expect(choices.get(question)).toContain(answer);
});

/** What the rule answers, in the words of its file. */
function wordsOf(about: PairContext, verdict = settled(about)): string {
  return answerOf(about, verdict).words.join(" ");
}

test("a tip that no change brings about is denied", () => {
  const about = altered();
  const found = settled(about);
  const none = wordsOf(about, { ...found, tipping: { fewer: null, more: null, smallest: null } });
  expect(none).toMatch(/No fall of the joint papers by up to .* No rise/);
  const tip = { change: -0.015, verdict: "partial" } as const;
  const one = wordsOf(about, { ...found, tipping: { fewer: tip, more: null, smallest: 0.015 } });
  expect(one).toMatch(/With 1\.5\u202f% fewer joint papers .* partial decoupling\. No rise/);
});

test("on altered counts no text has a hole", () => {
  for (const factor of [0.08, 2.5])
    expect(wordsOf(altered(jointTimes(factor)))).not.toMatch(/undefined|NaN|null|Infinity|\{|not available/);
});
