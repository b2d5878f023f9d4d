/** No condition and no computed value is printed as it is written: it is evaluated, or an error, or was escaped. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { guardFaults, inlineExpressions } from "../../../../src/briefing/engine/notebook/inline.js";

/** Stands in every condition of the grammar. */
const condition = "south < north";
const anyOf = (...texts: readonly string[]) => fc.constantFrom(...texts);
const join = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts: readonly string[]) => texts.join(""));

const sentence = anyOf(
  "South fell.",
  "South *fell*",
  "South fell by `{ts} x`.",
  "It fell (see [here](a.md)).",
  "South\nfell",
);
const opening = fc.oneof({ weight: 6, arbitrary: fc.constant("[") }, anyOf("", "(", "{", "[[", "［", "\\["));
const closing = fc.oneof({ weight: 6, arbitrary: fc.constant("]") }, anyOf("", ")", "]]", "}", "］"));
const between = fc.oneof({ weight: 4, arbitrary: fc.constant("") }, anyOf(" ", "\n", "\u00a0", "  "));
const brace = fc.oneof(
  { weight: 6, arbitrary: fc.constant("{") },
  anyOf("", "{{", "(", "[", "{ ", "{#gap ", "{.red "),
);
const name = anyOf(
  "holds",
  "when",
  "hold",
  "held",
  "hodls",
  "Holds",
  "HOLDS",
  "hoIds",
  "wehn",
  "whenn",
  "When",
);
const sign = anyOf("=", " = ", " =", "= ", "==", ":", ": ", ":=", "＝");
const quotes = anyOf('""', "''", "“”", "„“", "‘’", "«»", "``", '"”', "").map(
  (pair) => [pair.charAt(0), pair.charAt(1)] as const,
);
const end = fc.oneof({ weight: 6, arbitrary: fc.constant("}") }, anyOf("", "}}", ")", " }", "]", "};"));
const attributes = join(
  brace,
  name,
  sign,
  quotes.map(([open, close]) => open + condition + close),
  end,
);
const guard = join(opening, sentence, closing, between, attributes);
const wrapped = fc
  .tuple(
    guard,
    anyOf(
      "GUARD",
      "A. GUARD B.",
      "- GUARD",
      "- A.\n- GUARD\n- B.",
      "> GUARD",
      "## GUARD",
      "**GUARD**",
      "A\n\nGUARD\n\nB",
    ),
  )
  .map(([text, around]) => around.replace("GUARD", () => text));

/** What a page prints: conditions that are evaluated are gone. */
function unread(source: string): boolean {
  const cell = { cell_type: "markdown", id: "c", source } as const;
  if (guardFaults(cell).length > 0) return false;
  return !inlineExpressions(cell).some(({ expression }) => expression.includes(condition));
}

/**
 * “[South fell.] holds: south < north” is a sentence like any other: no brace, no quote, no sign of equality. So is one
 * whose condition is in parentheses, unless they follow a bracket.
 */
const isSentence = (source: string): boolean =>
  !/[{}=＝([（]|["'“”„‘’«»`]/.test(
    source
      .replace("{ts} x", "x")
      .replace("`x`", "x")
      .replace("(see [here](a.md))", "")
      .replace(/\[+(?=South|It)/, "")
      .replaceAll(/(?<!\][^]*)[(（]/g, ""),
  );

test("law: no condition of a near-guard is printed", () => {
  fc.assert(
    fc.property(wrapped, (source) => {
      // No mark at all is between the sentence and the name.
      fc.pre(!isSentence(source) && !/fell\p{L}/u.test(source));
      expect(unread(source), source).toBe(false);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  "[South fell.}holds: south < north",
  "[South fell.} holds: south < north",
  "[South fell.}(holds: south < north",
  "South fell.[holds: south < north",
  "[South fell.]\n(holds: south < north",
  "[South fell by `{ts} x`.}holds: south < north",
  "[South fell.}\nholds: south < north",
])("found by the law: %j", (source) => {
  expect(unread(source)).toBe(false);
});

test.each([
  "A\n\n[South fell.] holds: south < north",
  "South fell (it holds: south < north).",
  "[A sentence (when: south < north) is one.]",
  "In the set {1, 2} it holds: south < north.",
  `In the set {1, ${"2, ".repeat(100)}3} holds: south < north.`,
  "In the set {{1}, {2}} holds: south < north.",
])("a sentence, and no guard: %j", (source) => {
  expect(guardFaults({ cell_type: "markdown", id: "c", source })).toEqual([]);
});

const openingCode = fc.constantFrom("`", "``", "");
const mark = fc.constantFrom(
  "{ts}",
  "{ts",
  "ts}",
  "{TS}",
  "{ ts }",
  "{ts #gap}",
  "(ts)",
  "[ts]",
  "{{ts}}",
  "{js}",
  "{typescript}",
  "{tsx}",
  "{r}",
  "{R}",
  "{python}",
  "{ julia }",
  "{ojs}",
  "{sql}",
  "{{r}}",
);
const value = fc
  .tuple(openingCode, mark, fc.constantFrom(" ", "  "), openingCode)
  .map(
    ([open, language, blank, close]) => `It was ${open}${language}${blank}fmt.count(south)${close} in all.`,
  );

/** Without the backticks, what stands there is a value only if the mark is complete. */
const isPlain = (source: string): boolean => !/`/.test(source) && !/\{ ?ts( #gap)? ?\}/i.test(source);
/** Code with a mark of another kind that is not closed is text as it is. */
const isUnclosed = (source: string): boolean =>
  /`/.test(source) && !/(`+)[^`]+\1(?!`)/.test(source) && !/\{ ?ts/i.test(source);

test("law: no near-value is printed", () => {
  fc.assert(
    fc.property(value, (source) => {
      fc.pre(!isPlain(source) && !isUnclosed(source));
      const cell = { cell_type: "markdown", id: "c", source } as const;
      const isRead = inlineExpressions(cell).some(({ expression }) => expression === "fmt.count(south)");
      expect(isRead || guardFaults(cell).length > 0, source).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["It was `{r} fmt.count(doubled)`.", "in R", "`{ts} fmt.count(doubled)`"],
  ["It was `r nrow(x)`.", "in R", "`{ts} nrow(x)`"],
  ["It was `{python} len(x)`.", "in Python", "`{ts} len(x)`"],
  ["It was `{julia #id} f(x)`.", "in Julia", "`{ts} f(x)`"],
  ["It was `{ojs} x`.", "in Observable JavaScript", "`{ts} fmt.count(x)`"],
  ["It was `{sql} SELECT count(*) FROM a`.", "in SQL", "`{ts} fmt.count(x)`"],
  ["It was `{javascript} f(x)`.", "in JavaScript", "`{ts} f(x)`"],
  ["It was `{typescript} f(x)`.", "nearly a computed value", "`{ts} fmt.count(x)`"],
])("code of another kind in a line: %s", (source, message, hint) => {
  const faults = guardFaults({ cell_type: "markdown", id: "c", source });
  expect(faults).toMatchObject([{ line: 1, column: 8 }]);
  expect(faults[0]?.message).toContain(message);
  expect(faults[0]?.hint).toContain(hint);
});

test.each([
  "The variable `r` and the set `{r}`.",
  "In `r (the radius)`, a word follows.",
  "The path `/users/{r} x`, the call `f({r} x)`.",
  "Quarto writes `` `{r} nrow(x)` ``.",
  "```\n`{r} nrow(x)`\n```",
  "The set {r} is `x`.",
  "The option `{rust} x` of another tool.",
])("code that is shown: %j", (source) => {
  expect(guardFaults({ cell_type: "markdown", id: "c", source })).toEqual([]);
});
