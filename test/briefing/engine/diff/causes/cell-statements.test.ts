import { expect, test } from "vitest";
import { changedStatements, codeIn } from "../../../../../src/briefing/engine/diff/causes/changed-inputs.js";
import { briefingOf } from "../value-report.js";

function changed(earlier: string, later: string) {
  const codeOf = (code: string) => codeIn(briefingOf({ values: {}, code }).report).get("notebooks/a.ipynb#c");
  return changedStatements(codeOf(earlier), codeOf(later));
}

const note = (words: string) => `const note = text\`\n${words}\n\${\n  count\n} rows.\n\`;\nconst one = 1;`;

test.each([
  ["a line of a template", note("https://a.org/1"), note("https://b.org/2"), "https://b.org/2"],
  ["blanks in one", note("a  b"), note("a b"), "a b"],
  ["a template line that looks like a comment", note("// a"), note("// b"), "const note = text`"],
  [
    "the value of a return statement",
    "function f() {\n  return\n  1\n}",
    "function f() {\n  return 1\n}",
    "return 1",
  ],
  ["the operand of ++", "{\n  a\n  ++\n  b\n}", "{\n  a ++\n  b\n}", "a ++"],
])("%s is reported", (_, before, after, reported) => {
  const [statement, ...others] = changed(before, after) ?? [];
  expect(statement).toContain(reported);
  expect(others).toEqual([]);
});

test("only statements added to a cell are reported", () => {
  expect(changed("const a = 1;\nconst b = 2;", "const a = 1;\nconst c = 3;\nconst b = 2;")).toEqual([
    "const c = 3;",
  ]);
});

test("comments and layout are ignored", () => {
  const after = "// Counts\nconst a = [1,\n/* the second:\n2 of them */\n2]; // two\n\na;\n";
  expect(changed("const a = [1, 2];\na;", after)).toEqual([]);
});
