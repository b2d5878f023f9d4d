import { describe, expect, it } from "vitest";
import type { ValueChange } from "../../../../../src/briefing/engine/diff/kinds/value.js";
import { formatHtml } from "../../../../../src/briefing/engine/diff/format/html.js";
import { formatMarkdown } from "../../../../../src/briefing/engine/diff/format/markdown.js";
import { formatTerminal } from "../../../../../src/briefing/engine/diff/format/terminal.js";
import { resultOf } from "./drawings.js";
import { comparisonOf, withFingerprint } from "./sample.js";

const value = (id: string, status: "added" | "removed"): ValueChange =>
  withFingerprint({
    kind: "value",
    key: `value:${id}`,
    status,
    id,
    title: "1,204 cups",
    sameText: true,
    aspects: [],
    why: { status: "edited", causes: [] },
  });
const values = [value("said", "removed"), value("said.1", "added"), value("said.2", "added")];

describe("values that are added or removed without changing the text", () => {
  const comparison = comparisonOf(values);
  const reported = "2 values added, 1 removed, without changing the text: said, said.1, said.2";

  it("are counted in the summary, separately from visible ones", () => {
    expect(comparison.summary.line).toMatch(/^3 values were added or removed without changing the text/);
  });

  it("are named in one line of each format, without omissions", () => {
    const command = "briefing diff";
    expect(formatTerminal(comparison, { width: 100, colour: "off" })).toContain(reported);
    expect(formatMarkdown(comparison, { command })).toContain(reported);
    const page = formatHtml(resultOf(comparison), { command });
    expect(page.includes(`<p class="note">${reported}</p>`)).toBe(true);
    expect(page.includes("<article")).toBe(false);
  });
});
