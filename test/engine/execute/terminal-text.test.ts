import { describe, expect, test } from "vitest";
import { terminalText } from "../../../src/engine/execute/outputs.js";

const shown = (...chunks: readonly string[]): string => terminalText(chunks.join(""));

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

test("time grows with what is written, not with its square", () => {
  const time = (lines: number): number => {
    const started = performance.now();
    const numbers = Array.from({ length: lines }, (_, line) => line);
    const flood = numbers.map((line) => `line ${line} of the flood\n`).join("");
    terminalText(flood + numbers.map((step) => `\r${step} of ${lines}`).join(""));
    return performance.now() - started;
  };
  time(20_000);
  expect(time(200_000)).toBeLessThan(Math.max(4000, 100 * time(20_000)));
});
