import { expect, test } from "vitest";
import { codeFrame } from "../../../src/briefing/lib/code-frame.js";

test("a code frame marks its place, with lines around it and a gutter as wide as the last number", () => {
  const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n");
  expect(codeFrame(text, { line: 10, column: 6, length: 2 })).toEqual([
    "   8 | line 8",
    "   9 | line 9",
    "> 10 | line 10",
    "     |      ^^",
    "  11 | line 11",
  ]);
});

test.each([
  ["the only line", "only", { line: 1, column: 1 }, ["> 1 | only", "    | ^"]],
  ["tabs, kept under tabs", "\tx()", { line: 1, column: 2 }, ["> 1 | \tx()", "    | \t^"]],
  ["a mark that ends with its line", "abc", { line: 1, column: 3, length: 99 }, ["> 1 | abc", "    |   ^"]],
  ["an empty line", "", { line: 1, column: 1, length: 99 }, ["> 1 |", "    | ^"]],
  ["line ends of Windows", "a\r\nb", { line: 2, column: 1 }, ["  1 | a", "> 2 | b", "    | ^"]],
  ["a line without a column", "a", { line: 1 }, ["> 1 | a"]],
  ["a line that does not exist", "a", { line: 9, column: 1 }, []],
])("a code frame of %s", (_, source, place, frame) => {
  expect(codeFrame(source, place)).toEqual(frame);
});

test("a code frame cuts a line of a bundle around the place", () => {
  const source = `${"a".repeat(5000)}X${"b".repeat(5000)}`;
  const [line = "", mark = ""] = codeFrame(source, { line: 1, column: 5001 });
  expect(line.length).toBeLessThan(200);
  expect(line[mark.indexOf("^")]).toBe("X");
});
