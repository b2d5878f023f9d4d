import { describe, expect, test } from "vitest";
import { isError, mergeStates, type Violation } from "../../../../src/briefing/tools/check/check-page.js";

const violation = (rule: string, tags: readonly string[], ...selectors: readonly string[]): Violation => ({
  rule,
  impact: "serious",
  tags: [...tags],
  help: "help",
  link: "https://e.org",
  nodes: selectors.map((selector) => ({ selector, text: `text of ${selector}`, fix: "fix" })),
});
const merge = (looks: Readonly<Record<string, readonly Violation[]>>) =>
  mergeStates(
    "output/briefing.html",
    Object.entries(looks).map(([state, found]) => ({ state, found })),
  );

describe("axe's findings in several states", () => {
  const contrast = (...selectors: readonly string[]) =>
    violation("color-contrast", ["cat.color", "wcag2aa", "wcag143"], ...selectors);

  test("are merged by element, with the states they occur in", () => {
    const found = merge({ light: [contrast("p")], dark: [contrast("p", "a")], phone: [contrast("p")] });
    expect(found.map(({ selector, states }) => [selector, states])).toEqual([
      ["p", ["light", "dark", "phone"]],
      ["a", ["dark"]],
    ]);
  });

  test("have the level and the criteria of the guidelines from their tags", () => {
    const found = merge({
      light: [
        violation("target-size", ["wcag22aa", "wcag258"], "a"),
        violation("button-name", ["wcag2a", "wcag412", "section508"], "b"),
        violation("reflow", ["wcag21aa", "wcag1410"], "c"),
        violation("region", ["best-practice"], "d"),
      ],
    });
    expect(found.map(({ level, criteria }) => [level, ...criteria])).toEqual([
      ["AA", "2.5.8"],
      ["A", "4.1.2"],
      ["AA", "1.4.10"],
      ["best practice"],
    ]);
    expect(found.map(isError)).toEqual([true, true, true, false]);
  });

  test("are listed by rule, best practices last", () => {
    const found = merge({
      light: [violation("region", ["best-practice"], "main"), contrast("p")],
      dark: [violation("button-name", ["wcag2a"], "b"), contrast("q")],
    });
    expect(found.map(({ rule, selector }) => `${rule} ${selector}`)).toEqual([
      "color-contrast p",
      "color-contrast q",
      "button-name b",
      "region main",
    ]);
  });
});
