import { expect, test } from "vitest";
import { breakLongWords } from "../../../../src/briefing/engine/render/html/document.js";
import { processorMs } from "../../../support/processor-time.js";

test("a word of 1,200 letters may be broken twice, words of a sentence are preserved", () => {
  expect(breakLongWords(`<p>${"a".repeat(1200)}</p>`).match(/<wbr>/g)).toHaveLength(2);
  expect(breakLongWords("<p>a sentence &amp; its words</p>")).not.toContain("<wbr>");
});

test("a character reference is never broken, and many of them are read quickly", () => {
  const json = `{&quot;a&quot;:1,`.repeat(30);
  const started = processorMs();
  expect(breakLongWords(`<pre>${json}</pre>`)).toBe(`<pre>${json}</pre>`);
  expect(breakLongWords(`<p>${"&amp;".repeat(600)}</p>`).replace("<wbr>", "")).toBe(
    `<p>${"&amp;".repeat(600)}</p>`,
  );
  expect(processorMs() - started).toBeLessThan(1000);
});
