/** Words and points of the verdict follow what the rule found. */
import { expect, test } from "vitest";
import { altered, jointTimes } from "./altered.js";
import { type Comparable, completeVerdict } from "../../../src/analysis/verdict/index.js";
import type { PairContext } from "../../../src/analysis/pair/context.js";
import * as claims from "../../../src/analysis/claims/claims.js";
import { plainText } from "../../../src/authoring/show/value.js";

const settled = (about: PairContext) => completeVerdict(about.assessment);

test("every computation with an R is a point, and the shares are theirs", () => {
  const { decision } = settled(altered());
  const points = claims.curvePoints(decision);
  expect(points).toHaveLength(decision.ratios.length);
  expect(Math.max(...points.map(({ value }) => value))).toBe(decision.range?.most);
  const shares = Object.values(decision.shares).filter((share) => share > 0);
  expect(claims.shareWords({ decision })).toHaveLength(shares.length);
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

test("a tip that no change brings about is denied, not told", () => {
  const about = altered();
  const { fewer, more } = claims.tipWords(about, { tipping: { fewer: null, more: null, smallest: null } });
  expect(plainText(fewer)).toMatch(/^No fall of the joint papers by up to/);
  expect(plainText(more)).toMatch(/^No rise/);
  const tip = { change: -0.015, verdict: "partial" } as const;
  const told = claims.tipWords(about, { tipping: { fewer: tip, more: null, smallest: 0.015 } });
  expect(plainText(told.fewer)).toMatch(/^With 1\.5\u202f% fewer joint papers .* partial decoupling\.$/);
});

test("what lacks is named, and nothing is said where nothing lacks", () => {
  const { assessment } = altered();
  const comparable: Comparable = { ...assessment.comparable, gaps: [], leftOut: [] };
  const lacks = (changes: Partial<Comparable>) =>
    plainText(claims.lackWords({ assessment: { ...assessment, comparable: { ...comparable, ...changes } } }));
  expect(lacks({})).toBe("");
  expect(lacks({ gaps: [{ source: "nsf", year: 2018 }] })).toBe(" No count: 2018 in NSF.");
});

test("on altered counts no text has a hole", () => {
  for (const factor of [0.08, 2.5]) {
    const about = altered(jointTimes(factor));
    const verdict = settled(about);
    const { fewer, more } = claims.tipWords(about, verdict);
    const texts = [fewer, more, claims.headline(about, verdict), claims.ratioWords(about, verdict)];
    for (const reads of [...texts, claims.otherPairsWords(about, verdict), claims.lackWords(about)])
      expect(plainText(reads)).not.toMatch(/undefined|NaN|null|Infinity|\{/);
  }
});
