import type { Test, VerdictRule } from "./rule.js";

/** The names of all quantities that the tests of a rule ask for. */
export function quantitiesAsked({ verdicts, rejections }: VerdictRule): ReadonlySet<string> {
  const conditions = [...verdicts.flatMap((verdict) => verdict.conditions), ...rejections];
  return new Set(conditions.flatMap(({ test }) => quantitiesOf(test)));
}

function quantitiesOf(test: Test): readonly string[] {
  if ("all" in test) return test.all.flatMap(quantitiesOf);
  if ("any" in test) return test.any.flatMap(quantitiesOf);
  if ("verdict" in test) return [];
  return ["sameSide" in test ? test.sameSide : test.quantity];
}
