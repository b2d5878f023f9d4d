/** Under the settings of a build, a context shares what the data alone decide: nothing may differ because of it. */
import { afterEach, expect, test } from "vitest";
import { ASSUMPTIONS } from "../../../src/briefing/model/assumption.js";
import { pair } from "../../../src/collaboration/index.js";

const name = Symbol.for(ASSUMPTIONS);
afterEach(() => {
  Reflect.deleteProperty(globalThis, name);
});

const { rule } = pair.context("US", "CN");
const [first, second] = rule.baselines.map(({ id }) => id);

test.each([
  { baseline: first, partial: 0.9 },
  { baseline: second, partial: 0.95 },
  { baseline: second, partial: 0.85, completeAfterMonths: 0 },
  { baseline: first, partial: 0.95, completeAfterMonths: 0 },
])("$baseline, $partial: the same assessment", (choices) => {
  const { baseline = "", ...others } = choices;
  const asPublished = pair.context("US", "CN", { baseline, ...others }).assessment;
  Reflect.set(globalThis, name, { setting: { baseline, ...others } });
  const about = pair.context("US", "CN", { baseline, ...others });
  expect(about.assessment).toEqual(asPublished);
  expect(about.rule.baselines[0]?.id).toBe(baseline);
});

test("a baseline that the rule does not have", () => {
  expect(() => pair.context("US", "CN", { baseline: "1066" }).rule).toThrow(
    'pair.context: the rule has no baseline "1066"',
  );
});
