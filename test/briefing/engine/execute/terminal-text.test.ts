import { describe, expect, test } from "vitest";
import { casesOf } from "../../../support/cases.js";
import { terminalText } from "../../../../src/briefing/engine/execute/outputs.js";
import { processorMs } from "../../../support/processor-time.js";

const cases = casesOf("terminal-text.yml", import.meta.url) as readonly [string, string[], string][];
const shown = (...chunks: readonly string[]): string => terminalText(chunks.join(""));

describe("what a terminal shows", () => {
  test.each(cases)("%s", (_, chunks, expected) => {
    expect(shown(...chunks)).toBe(expected);
  });
});

test("time grows with what is written, not with its square", () => {
  const time = (lines: number): number => {
    const started = processorMs();
    const numbers = Array.from({ length: lines }, (_, line) => line);
    const flood = numbers.map((line) => `line ${line} of the flood\n`).join("");
    terminalText(flood + numbers.map((step) => `\r${step} of ${lines}`).join(""));
    return processorMs() - started;
  };
  time(20_000);
  expect(time(200_000)).toBeLessThan(Math.max(4000, 100 * time(20_000)));
});
