/** Words and points of the verdict follow the rule's result. */
import { expect, test } from "vitest";
import { altered, jointTimes } from "./altered.js";
import { completeVerdict } from "../../../src/analysis/verdict/index.js";
import type { PairContext } from "../../../src/analysis/pair/context.js";
import * as claims from "../../../src/analysis/claims/claims.js";
import { answerOf } from "../../../src/analysis/claims/rule-explorer.js";

const settled = (about: PairContext) => completeVerdict(about.assessment);

test("every computation with an R is a point, with the corresponding shares", () => {
  const { decision } = settled(altered());
  const points = claims.verdictPoints(decision);
  expect(points).toHaveLength(decision.ratios.length);
  expect(Math.max(...points.map(({ ratio }) => ratio))).toBe(decision.range?.most);
  const sum = Object.values(decision.shares).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test("the figure names only the classes that contain a point", () => {
  const about = altered();
  const drawn = (context: PairContext) =>
    JSON.stringify(claims.pointsSpec(context.rule, settled(context).decision));
  const { full, partial, none, recoupled } = about.rule.names;
  for (const name of [partial, none]) expect(drawn(about)).toContain(`"${name}"`);
  for (const name of [full, recoupled]) expect(drawn(about)).not.toContain(`"${name}"`);
  expect(drawn(altered(jointTimes(0.08)))).toContain(`"${full}"`);
});

/** The rule's result, in the words of its file. */
function wordsOf(about: PairContext, verdict = settled(about)): string {
  return answerOf(about, verdict).words.join(" ");
}

test("on altered counts no text has a gap", () => {
  for (const factor of [0.08, 2.5])
    expect(wordsOf(altered(jointTimes(factor)))).not.toMatch(/undefined|NaN|null|Infinity|\{|not available/);
});
