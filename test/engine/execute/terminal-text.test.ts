import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TerminalText } from "../../../src/engine/execute/terminal-text.js";

function shown(...chunks: readonly string[]): string {
  const terminal = new TerminalText();
  for (const chunk of chunks) terminal.write(chunk);
  return terminal.toString();
}

describe("what a terminal shows", () => {
  test.each([
    ["text as it is", ["a\n", "b"], "a\nb"],
    ["a progress line overwritten", ["10%\r", "20%\r", "done\n"], "done\n"],
    ["what a shorter text leaves of a longer one", ["hello\rab"], "abllo"],
    ["Windows line ends, also across chunks", ["a\r\nb\r", "\nc"], "a\nb\nc"],
    ["backspaces", ["50%", "\b\b\b60%"], "60%"],
    ["a spinner", ["|\b/\b-\b\\"], "\\"],
    ["no backspace over the line's start", ["a\n\b\bb"], "a\nb"],
    ["characters beyond the BMP as one", ["a😀\bb"], "ab"],
    [
      "colours kept with what they colour",
      ["\x1b[32m10%\x1b[0m\r\x1b[31m20%\x1b[0m"],
      "\x1b[0m\x1b[31m20%\x1b[0m",
    ],
    ["an erased line (readline.clearLine, cursorTo)", ["working…\x1b[2K\x1b[1Gok"], "ok"],
    ["the rest of a line erased", ["abcdef\rab\x1b[K"], "ab"],
    ["only the last line rewritten", ["one\ntwo\rTWO\n"], "one\nTWO\n"],
  ])("%s", (_, chunks, expected) => {
    expect(shown(...chunks)).toBe(expected);
  });
});

test("law: how the text is cut into chunks does not matter", () => {
  const text = fc.array(fc.constantFrom("a", "bc", "\r", "\b", "\n", "\x1b[31m", "\x1b[2K", "é", "😀"));
  fc.assert(
    fc.property(text, (parts) => {
      expect(shown(...parts)).toBe(shown(parts.join("")));
    }),
  );
});

test("time grows with what is written, not with its square", () => {
  const time = (lines: number): number => {
    const started = performance.now();
    const terminal = new TerminalText();
    for (let line = 0; line < lines; line += 1) terminal.write(`line ${line} of the flood\n`);
    for (let step = 0; step < lines; step += 1) terminal.write(`\r${step} of ${lines}`);
    terminal.toString();
    return performance.now() - started;
  };
  time(20_000);
  expect(time(200_000)).toBeLessThan(Math.max(4000, 100 * time(20_000)));
});
