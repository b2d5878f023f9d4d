/** Chapters that ask for what the rule says anyway share the assessment that a build keeps. */
import { afterEach, expect, test } from "vitest";
import { RESULTS, type Results } from "../../../src/briefing/model/results.js";
import { pair } from "../../../src/collaboration/index.js";
import type { RuleChoices } from "../../../src/collaboration/verdict/index.js";

const name = Symbol.for(RESULTS);
afterEach(() => {
  Reflect.deleteProperty(globalThis, name);
});

const { rule } = pair.context("US", "CN");
const [first, second] = rule.baselines;

/** The key under which the assessment of such a context is kept. */
function keyOf(choices: RuleChoices): unknown {
  const keys: (readonly [name: unknown, ...given: readonly unknown[]])[] = [];
  const results: Results = {
    exportOf: () => undefined,
    recall: (key, compute) => {
      keys.push(structuredClone(key) as (typeof keys)[number]);
      return compute();
    },
  };
  Object.defineProperty(globalThis, name, { value: results, configurable: true });
  expect(pair.context("US", "CN", choices).assessment.complete).not.toBeNull();
  Reflect.deleteProperty(globalThis, name);
  // Large tables are kept in the same way.
  const ofAssessments = keys.filter(([kept]) => kept === "assessment");
  expect(ofAssessments).toHaveLength(1);
  return ofAssessments[0];
}

test("the same choices are one assessment, others are not", () => {
  const asItIs = keyOf({});
  for (const choices of [
    { baseline: first.id },
    { partial: rule.limits.partial },
    { baseline: first.id, completeAfterMonths: rule.completeAfterMonths },
  ])
    expect(keyOf(choices)).toEqual(asItIs);
  for (const choices of [
    { baseline: second?.id ?? "" },
    { partial: rule.limits.partial - 0.05 },
    { completeAfterMonths: 0 },
  ])
    expect(keyOf(choices)).not.toEqual(asItIs);
});
