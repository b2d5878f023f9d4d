import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../../src/briefing/engine/notebook/front-matter.js";
import { inlineExpressions } from "../../../../src/briefing/engine/notebook/inline.js";
import { referencesIn } from "../../../../src/briefing/engine/notebook/markdown/syntax.js";
import { casesOf } from "../../../support/cases.js";

const cases = casesOf("inline.yml", import.meta.url) as Readonly<{
  found: readonly [what: string, source: string, expected: readonly string[]][];
  notFound: readonly [what: string, source: string][];
}>;

const find = (source: string) => inlineExpressions({ cell_type: "markdown", id: "intro", source });
const expressions = (source: string): readonly string[] => find(source).map(({ expression }) => expression);

describe("found", () => {
  test.each(cases.found)("%s", (_, source, expected) => {
    expect(expressions(source)).toEqual(expected);
  });

  test("in table cells, an escaped pipe is unescaped in the expression", () => {
    const source = "| a |\n|---|\n| `{ts} a \\|\\| b` |";
    const [found] = find(source);
    expect(found?.expression).toBe("a || b");
    expect(source.slice(found?.start, found?.end)).toBe("`{ts} a \\|\\| b`");
  });
});

test.each(cases.notFound)("not found: %s", (_, source) => {
  expect(expressions(source)).toEqual([]);
});

test("code cells have none", () => {
  expect(inlineExpressions({ cell_type: "code", id: "c", source: "`{ts} a`" })).toEqual([]);
});

describe("positions", () => {
  /** Whatever container the span is in, its offsets refer to the source. */
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
  test("law: every expression is found at its position", () => {
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
  test("are chosen by the author, or the cell's id and a slug, numbered if repeated", () => {
    const ids = find(
      "`{ts #peak} n` `{ts} fmt.count(peak.value)` `{ts} fmt.count(peak.value)` `{ts} n + 1`",
    ).map(({ id }) => id);
    expect(ids).toEqual(["peak", "intro-fmt-count-peak-value", "intro-fmt-count-peak-value-2", "intro-n-1"]);
  });
  test("are short and never end in a dash", () => {
    const [found] = find(`\`{ts} ${"longname.".repeat(20)}x\``);
    expect(found?.id.length).toBeLessThanOrEqual("intro-".length + 40);
    expect(found?.id).toMatch(/[a-z]$/);
  });
});

test("front matter: code spans in YAML", () => {
  const source = "---\ntitle: About `{ts} country`\nsummary: >-\n  Down by `{ts #fall} fmt.percent(f)`.\n---";
  expect(inlineExpressions({ cell_type: "raw", id: "front", source })).toMatchObject([
    { id: "front-country", expression: "country", line: 2, column: 20 },
    { id: "fall", expression: "fmt.percent(f)", line: 4, column: 23 },
  ]);
});

const frontMatter = (source: string, cell_type: "raw" | "markdown" = "raw") =>
  readFrontMatter({ cells: [{ cell_type, id: "f", metadata: {}, source }] }, "a.ipynb");

/** For invalid front matter, see test/hostile/projects. */
describe("front matter", () => {
  test("is the YAML in the first raw cell, with expressions unchanged", () => {
    expect(frontMatter("---\ntitle: `{ts} country` and others\nyears: [2003, 2022]\n---\n")).toEqual({
      title: "`{ts} country` and others",
      years: [2003, 2022],
    });
  });
  test("is missing in other cells, and in raw cells without YAML between dashes", () => {
    expect(frontMatter("---\ntitle: a\n---", "markdown")).toBeUndefined();
    expect(frontMatter("\\newpage")).toBeUndefined();
    expect(readFrontMatter({ cells: [] }, "a.ipynb")).toBeUndefined();
  });
  test("may be empty", () => {
    expect(frontMatter("---\n---")).toEqual({});
  });
});

const references = (text: string) => referencesIn(text).map(({ start, end }) => text.slice(start, end));

test("citations and cross-references with positions, including in code", () => {
  const text = "See [@smith2020; @lee, p. 3] and @fig-loans; `[@code]`.";
  expect(references(text)).toEqual(["[@smith2020; @lee, p. 3]", "@fig-loans", "[@code]"]);
  expect(referencesIn(text)[0]).toMatchObject({
    kind: "citation",
    works: [{ key: "smith2020" }, { key: "lee", locator: "p. 3" }],
  });
  expect(referencesIn(text)[1]).toMatchObject({ kind: "target", target: "fig-loans" });
});

test("addresses, links and escapes are not citations", () => {
  for (const text of ["a@fig-x.org", "[@key](address)", "\\[@key]", "![@key]", "nothing"])
    expect(references(text), text).toEqual([]);
});
