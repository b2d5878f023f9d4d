import type { Briefing } from "../../../../../src/briefing/engine/diff/briefing.js";
import type { Comparison } from "../../../../../src/briefing/engine/diff/comparison.js";
import type { DiffResult } from "../../../../../src/briefing/engine/diff/diff-briefings.js";

/** A line through three years with a label; the one in the middle is `peak` high. */
function drawing(peak: number): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">` +
    `<title>Cups</title><rect width="100%" height="100%" fill="#ffffff"/>` +
    `<g fill="none" transform="translate(10,10)"><g class="mark-group role-frame root"><g transform="translate(0,0)">` +
    `<path class="background" d="M0,0h180v80h-180Z"/>` +
    `<path d="M0,70L60,60L120,${80 - peak}L160,40L170,30" stroke="#0072b2" stroke-width="2"/>` +
    `<text transform="translate(120,${70 - peak})" font-size="12px" fill="#1d1d1f">${peak}</text>` +
    `<text transform="translate(0,78)" font-size="12px" fill="#1d1d1f">2020</text></g></g></g></svg>`
  );
}

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A comparison with the files of its two sides. */
export function resultOf(comparison: Comparison): DiffResult {
  const side = (name: string, peak: number): Briefing => ({
    name,
    report,
    files: new Map([
      ["figures/cups.svg", drawing(peak)],
      ["figures/pot.png", pixel],
    ]),
    inputs: new Map(),
  });
  const files = { svg: "figures/cups.svg", spec: "figures/cups.vl.json", data: "figures/cups.csv" };
  const changes = comparison.changes.map((change) =>
    change.kind === "figure" && change.status === "changed"
      ? { ...change, wasFiles: files, isFiles: files }
      : change,
  );
  return {
    comparison: { ...comparison, changes },
    before: side("HEAD", 40),
    after: side("work tree", 60),
  };
}

const report = {
  version: 1,
  title: "Tea",
  sections: [],
  values: {},
  files: {},
  inputs: {},
  provenance: {},
} as unknown as Briefing["report"];
