import { expect, test } from "vitest";
import { codeFrame } from "../../../../src/engine/kernel/runtime/code-frame.js";

const at = (text: string, line: number, column: number) => ({
  where: "cell 1",
  line,
  column,
  text: () => text,
});

test("marks the place, with lines around it and a gutter as wide as the last number", () => {
  const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join("\n");
  expect(codeFrame(at(text, 10, 6), { length: 2 })).toBe(
    ["   8 | line 8", "   9 | line 9", "> 10 | line 10", "     |      ^^", "  11 | line 11"].join("\n"),
  );
});

test("the first and the last line have no neighbours beyond", () => {
  expect(codeFrame(at("only", 1, 1))).toBe("> 1 | only\n    | ^");
});

test("keeps tabs under tabs, so that the mark stands right at any width", () => {
  expect(codeFrame(at("\tx()", 1, 2))).toBe("> 1 | \tx()\n    | \t^");
});

test("a mark never reaches beyond its line, nor is it ever missing", () => {
  expect(codeFrame(at("abc", 1, 3), { length: 99 })).toContain("    |   ^");
  expect(codeFrame(at("", 1, 1), { length: 99 })).toBe("> 1 |\n    | ^");
});

test("cuts a line of a bundle around the place", () => {
  const frame = codeFrame(at(`${"a".repeat(5000)}X${"b".repeat(5000)}`, 1, 5001)) ?? "";
  const [source = "", mark = ""] = frame.split("\n");
  expect(source.length).toBeLessThan(200);
  expect(source[mark.indexOf("^")]).toBe("X");
});

test("understands Windows line ends, and says nothing of a line that is not there", () => {
  expect(codeFrame(at("a\r\nb", 2, 1))).toContain("> 2 | b\n");
  expect(codeFrame(at("a", 2, 1))).toBeUndefined();
  expect(codeFrame({ where: "x", line: 1, column: 1, text: () => undefined })).toBeUndefined();
});
