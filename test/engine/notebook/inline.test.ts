import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inlineExpressions } from "../../../src/engine/notebook/inline.js";

const find = (source: string) => inlineExpressions({ cell_type: "markdown", id: "intro", source });
const expressions = (source: string): readonly string[] => find(source).map(({ expression }) => expression);

describe("found", () => {
  test.each([
    ["in a paragraph", "It peaked at `{ts} fmt.count(n)` papers.", ["fmt.count(n)"]],
    ["with an id", "`{ts #peak} n`", ["n"]],
    ["between double backticks, with a template inside", "``{ts} `a${b}` ``", ["`a${b}`"]],
    [
      "in a heading, a list and a quotation",
      "# `{ts} a`\n\n- x `{ts} b`\n  - y `{ts} c`\n\n> z `{ts} d`",
      ["a", "b", "c", "d"],
    ],
    ["in emphasis and links", "**`{ts} a`** and [see `{ts} b`](x.md)", ["a", "b"]],
    ["in the text for an image", "![a map of `{ts} a`](x.png)", ["a"]],
    ["over two lines", "x `{ts} f(1,\n2)` y", ["f(1,\n2)"]],
    ["in a table", "| a | b |\n|---|---|\n| `{ts} a` | `{ts} b` |\n| `{ts} a` | x |", ["a", "b", "a"]],
    ["after an escaped backtick", "\\` `{ts} a`", ["a"]],
  ])("%s", (_, source, expected) => {
    expect(expressions(source)).toEqual(expected);
  });

  test("in table cells, where a pipe is escaped, the expression has the pipe itself", () => {
    const source = "| a |\n|---|\n| `{ts} a \\|\\| b` |";
    const [found] = find(source);
    expect(found?.expression).toBe("a || b");
    expect(source.slice(found?.start, found?.end)).toBe("`{ts} a \\|\\| b`");
  });
});

describe("not found", () => {
  test.each([
    ["in fenced code", "```\n`{ts} a`\n```"],
    ["in fenced code of a list", "- x\n\n  ~~~md\n  `{ts} a`\n  ~~~"],
    ["in indented code", "x\n\n    `{ts} a`"],
    ["in an HTML comment", "<!-- `{ts} a` -->"],
    ["in an HTML comment within a line", "x <!-- `{ts} a` --> y"],
    ["in an attribute", 'x <span title="`{ts} a`">y</span>'],
    ["escaped", "\\`{ts} a\\`"],
    ["inside a longer code span", "`` `{ts} a` ``"],
    ["in another language", "`{py} a` and `{tsx} a`"],
    ["not closed", "x `{ts} a"],
    ["as the target of a link", "[a](<`{ts} a`>)"],
  ])("%s", (_, source) => {
    expect(expressions(source)).toEqual([]);
  });
});

test("in code cells there are none", () => {
  expect(inlineExpressions({ cell_type: "code", id: "c", source: "`{ts} a`" })).toEqual([]);
});

describe("positions", () => {
  /** Whatever container the span stands in, its place is that of the source. */
  const wrap = fc.constantFrom(
    (text: string) => text,
    (text: string) => `# ${text} #`,
    (text: string) => `- a\n\n  ${text}`,
    (text: string) => `> > ${text}`,
    (text: string) => `1.  ${text}\n   b`,
    (text: string) => `${text}\n===`,
    (text: string) => `[ref]: http://x\n${text}`,
    (text: string) => `\t\tcode\n\n  ${text}`,
    (text: string) => `| h | i |\n|---|---|\n| x | ${text} |`,
    (text: string) => `lead *em*\n  ${text}`,
  );
  test("law: every expression is found where it stands", () => {
    fc.assert(
      fc.property(fc.array(wrap, { minLength: 1, maxLength: 4 }), (wraps) => {
        const source = wraps.map((each, index) => each(`w \`{ts} name${index}\` v`)).join("\n\n<!-- -->\n\n");
        const found = find(source);
        expect(found.map(({ expression }) => expression)).toEqual(wraps.map((_, index) => `name${index}`));
        for (const { expression, line, column, start, end } of found) {
          expect(source.split("\n")[line - 1]?.slice(column - 1, column - 1 + expression.length)).toBe(
            expression,
          );
          expect(source.slice(start, end)).toBe(`\`{ts} ${expression}\``);
        }
      }),
    );
  });

  test("of an expression on a later line of a quotation", () => {
    const source = "> first\n> second `{ts}\n> total` end";
    expect(find(source)).toMatchObject([{ expression: "total", line: 3, column: 3 }]);
  });
});

describe("ids", () => {
  test("are given, or the cell's id and a slug, counted where they repeat", () => {
    const ids = find(
      "`{ts #peak} n` `{ts} fmt.count(peak.value)` `{ts} fmt.count(peak.value)` `{ts} n + 1`",
    ).map(({ id }) => id);
    expect(ids).toEqual(["peak", "intro-fmt-count-peak-value", "intro-fmt-count-peak-value-2", "intro-n-1"]);
  });
  test("stay short and never end in a dash", () => {
    const [found] = find(`\`{ts} ${"longname.".repeat(20)}x\``);
    expect(found?.id.length).toBeLessThanOrEqual("intro-".length + 40);
    expect(found?.id).toMatch(/[a-z]$/);
  });
});

test("front matter: spans of the YAML, though YAML has none", () => {
  const source = "---\ntitle: About `{ts} country`\nsummary: >-\n  Down by `{ts #fall} fmt.percent(f)`.\n---";
  expect(inlineExpressions({ cell_type: "raw", id: "front", source })).toMatchObject([
    { id: "front-country", expression: "country", line: 2, column: 20 },
    { id: "fall", expression: "fmt.percent(f)", line: 4, column: 23 },
  ]);
});
