/**
 * Compares every commit of output/ with the one before it, as far as the clone has them. Unsupported versions of
 * reports are rejected with an error that names the version; a briefing does not differ from itself.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type DiffResult, diffBriefings } from "../../../../src/briefing/engine/diff/diff-briefings.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import { BriefingError } from "../../../../src/briefing/model/errors.js";
import { findings } from "./findings.js";
import { temporaryFolder } from "../../../support/temporary.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const mostPairs = 4;

/** Newest first; empty without git or history. */
function commits(): readonly string[] {
  try {
    const argv = ["log", "--format=%h", `-${mostPairs + 1}`, "--", "output/report.json"];
    return execFileSync("git", argv, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

async function compared(before: string, after: string): Promise<DiffResult | string> {
  try {
    return await diffBriefings({
      names: [before, after],
      cwd: root,
      root,
      output: path.join(root, "output"),
    });
  } catch (error) {
    if (error instanceof BriefingError) return error.message;
    throw error;
  }
}

const history = commits();
const pairs = history.slice(1).map((before, index) => [before, history[index] ?? before] as const);

it("the stored edition of version 1 compares with an edited one, without a history", async () => {
  const kept = path.join(root, "test/fixtures/report/edition-1.json");
  const edited = path.join(temporaryFolder("briefing edition"), "edited.json");
  const text = readFileSync(kept, "utf8");
  writeFileSync(edited, text.replace("have not decoupled in full in research", "have parted in research"));
  const result = await compared(kept, edited);
  rmSync(path.dirname(edited), { recursive: true });
  if (typeof result === "string") throw new Error(result);
  expect(result.before.report.firstPage?.headline).toBeDefined();
  // Its figures are not next to it.
  expect(findings(result.comparison)).toContain(
    "first-page changed headline: -not decoupled in full; +parted <- edited",
  );
});

describe.skipIf(pairs.length === 0)("the history of output/", () => {
  it.each(pairs)("%s → %s: compares, or reports why not", async (before, after) => {
    const result = await compared(before, after);
    if (typeof result === "string") {
      expect(result).toMatch(/report\.json: (?:version \d+|.+: .+)/);
      return;
    }
    const { comparison } = result;
    expect(comparison.summary.line).toMatch(/\.$/);
    const known = new Set(Object.keys(comparison.inputs));
    for (const { why } of comparison.changes)
      for (const { input } of why.causes) expect(known.has(input), input).toBe(true);
    expect(formatTerminal(comparison, { width: 100, colour: "off" })).not.toContain("[object");
    for (const { title } of comparison.changes) expect(title).not.toMatch(/\bundefined\b|\bNaN\b/);
    // A text is reported only if words differ, and struck text is not restored.
    for (const change of comparison.changes) {
      if (change.kind !== "prose" || change.status !== "changed") continue;
      const marked = change.runs.filter(({ kind }) => kind === "removed" || kind === "added");
      expect(marked.length + (change.moved === true ? 1 : 0), change.key).toBeGreaterThan(0);
      // A word may move within its sentence.
      for (const [index, run] of change.runs.entries()) {
        const next = change.runs[index + 1];
        if (run.kind === "removed" && next?.kind === "added")
          expect(next.text.trim()).not.toBe(run.text.trim());
      }
    }
  });
});
