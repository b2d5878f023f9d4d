import { describe, expect, test } from "vitest";
import { checkPlaceholders } from "../../../src/tools/check/check-placeholders.js";
import { check, printed as described } from "./project.js";

const found = async (kind: "markdown" | "code" | "raw", source: string): Promise<readonly string[]> =>
  (await check("placeholders", { notebooks: [[[kind, source]]] })).map(described);

describe("placeholders are errors if they would be printed:", () => {
  test.each([
    ["raw", "---\ntitle: T\nsummary: One sentence that answers.\n---", "3:10", "One sentence that answers."],
    ["markdown", "Rose.\n\nTODO: why?", "3:1", "TODO"],
    ["markdown", "Lorem ipsum dolor.", "1:1", "Lorem ipsum"],
    ["raw", '---\ntitle: "TODO"\n---', "2:9", "TODO"],
    ["code", 'table({ source: "TBD" })', "1:18", "TBD"],
    ["markdown", "**TBD**", "1:3", "TBD"],
    [
      "code",
      'table({ caption: "The first rows, to begin with." })',
      "1:19",
      "The first rows, to begin with.",
    ],
  ] as const)("%s %j", async (kind, source, place, words) => {
    const [line, ...others] = await found(kind, source);
    expect(others).toEqual([]);
    expect(line).toContain(`a ${place} “${words}” is a placeholder`);
  });

  test("in briefing.yml, except in comments", () => {
    const text = "title: T\n# contact: you@example.org\nauthors:\n  - name: Your Name\n";
    const settings = [{ path: "notebooks/briefing.yml", text }];
    expect(checkPlaceholders([], settings)).toMatchObject([{ line: 4, column: 11 }]);
  });
});

test.each([
  ["markdown", "<!-- TODO: why? -->\n\nA `TODO` in code, `{ts} fmt.count(TODO)`."],
  ["code", "// TODO\nconst a = 1;"],
  ["markdown", "TODOs are many; the methodology."],
  ["markdown", "Who publishes it decides."],
] as const)("unprinted text and other words are not: %s %j", async (kind, source) => {
  expect(await found(kind, source)).toEqual([]);
});
