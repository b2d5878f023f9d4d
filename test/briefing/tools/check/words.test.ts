/** Words of one cell: placeholders, Markdown of other tools, sentences without a condition. */
import { describe, expect, test } from "vitest";
import { checkPlaceholders } from "../../../../src/briefing/tools/check/check-words.js";
import { check, printed } from "./project.js";
import { casesOf } from "../../../support/cases.js";

const placeholders = async (kind: "markdown" | "code" | "raw", source: string): Promise<readonly string[]> =>
  (await check("placeholders", { notebooks: [[[kind, source]]] })).map(printed);

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
    const [line, ...others] = await placeholders(kind, source);
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
  expect(await placeholders(kind, source)).toEqual([]);
});

const syntax = async (markdown: string): Promise<readonly string[]> =>
  (await check("syntax", { notebooks: [[["markdown", markdown]]] })).map(printed);

const { syntax: cases } = casesOf("markdown.yml", import.meta.url) as {
  readonly syntax: {
    readonly noted: readonly (readonly [markdown: string, line: number, words: string])[];
    readonly read: readonly string[];
  };
};

test.each(cases.noted)(
  "Markdown that the page would print literally is noted, with its line: %j",
  async (markdown, line, words) => {
    const found = await syntax(markdown);
    expect(found[0]).toContain(words);
    expect(found[0]).toMatch(new RegExp(`^notebooks/01\\.ipynb a ${line}:\\d+ “`));
  },
);

test.each(cases.read)("supported Markdown, and code, are not: %j", async (markdown) => {
  expect(await syntax(markdown)).toEqual([]);
});

const guards = async (kind: "markdown" | "raw", source: string) =>
  (await check("guards", { notebooks: [[[kind, source]]] })).map(
    ({ line, column, hint }) => `${line}:${column} ${hint ?? ""}`,
  );

test.each([
  [
    "It is. `{ts} holds(text`Up by ${fmt.percent(x)}.`, x > 0)`",
    '[Up by `{ts} fmt.percent(x)`.]{holds="x > 0"}',
  ],
  ['`{ts} holds("China led.", isFirst)`', "[China led.]{holds=isFirst}"],
  ['`{ts #lead} holds("China led.", isFirst)`', "[China led.]{#lead holds=isFirst}"],
  ['`{ts} holds("It was.", kind === "a")`', "[It was.]{holds='kind === \"a\"'}"],
])(
  "a sentence in the form of earlier versions is an error, with what to write: %s",
  async (source, written) => {
    const hints = await guards("markdown", source.replace(/`\{ts\} (holds\(text.*)`$/, "``{ts} $1``"));
    expect(hints.map((hint) => hint.replace(/^\d+:\d+ Write /, ""))).toEqual([written]);
  },
);

test("a headline or finding that states a change without a condition is noted", async () => {
  expect(await guards("raw", "---\ntitle: T\nfinding: Joint papers fell by a tenth.\n---")).toHaveLength(1);
  expect(await guards("raw", "---\ntitle: T\nfinding: >-\n  [Joint papers fell.]{holds=fell}\n---")).toEqual(
    [],
  );
});
