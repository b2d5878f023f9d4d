/** Under the settings of a build, a context shares what the data alone decide: nothing may differ because of it. */
import { afterEach, expect, test } from "vitest";
import { ASSUMPTIONS } from "../../../src/briefing/model/assumption.js";
import { pair } from "../../../src/collaboration/index.js";
import type { RuleChoices } from "../../../src/collaboration/verdict/index.js";

const name = Symbol.for(ASSUMPTIONS);
afterEach(() => {
  Reflect.deleteProperty(globalThis, name);
});

const { rule } = pair.context("US", "CN");
const [first = "", second = ""] = rule.baselines.map(({ id }) => id);
const cases: readonly RuleChoices[] = [
  { baseline: first, partial: 0.9 },
  { baseline: second, partial: 0.95 },
  { baseline: second, partial: 0.85, completeAfterMonths: 0 },
  { baseline: first, partial: 0.95, completeAfterMonths: 0 },
];

test.each(cases)("$baseline, $partial: the same assessment", (choices) => {
  const asPublished = pair.context("US", "CN", choices).assessment;
  Reflect.set(globalThis, name, { setting: choices });
  const about = pair.context("US", "CN", choices);
  expect(about.assessment).toEqual(asPublished);
  expect(about.rule.baselines[0].id).toBe(choices.baseline);
});

test("a baseline that the rule does not have", () => {
  expect(() => pair.context("US", "CN", { baseline: "1066" }).rule).toThrow(
    'pair.context: the rule has no baseline "1066"',
  );
});
