import { describe, expect, it } from "vitest";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { findings } from "./findings.js";
import { brief, gauges } from "./gauges.js";

const before = await brief(gauges(), "before");

/** Compares the unedited briefing with a copy in which one file is written differently. */
function rewritten(path: string, rewrite: (text: string) => string) {
  const text = rewrite(before.files.get(path) ?? "");
  expect(text).not.toBe(before.files.get(path));
  const after: Briefing = {
    ...before,
    report: { ...before.report, files: { ...before.report.files, [path]: "ff".repeat(32) } },
    files: new Map([...before.files, [path, text]]),
  };
  return findings(compareBriefings(before, after));
}

describe("files next to report.json:", () => {
  it("SVG, specification and CSV in another notation are equal", () => {
    const svg = (text: string) =>
      `<?xml version="1.0"?>\n<!-- again -->\n${text
        .replace(/<(\w+) ([\w-]+="[^"]*") ([\w-]+="[^"]*")/g, "<$1\n  $3 $2")
        .replaceAll('fill="#ffffff"', "fill='#FFF'")
        .replace(/M(\d+),(\d+)/g, "M $1.0 $2")
        .replaceAll("><g", ">\n<g")}`;
    expect(rewritten("figures/flow.svg", svg)).toEqual([]);
    expect(rewritten("figures/flow.vl.json", (text) => JSON.stringify(JSON.parse(text)))).toEqual([]);
    expect(rewritten("figures/flow.csv", (text) => text.replaceAll("Alder", '"Alder"'))).toEqual([]);
    expect(rewritten("figures/flow.csv", (text) => text.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  it("an SVG drawn differently from the same inputs", () => {
    const [found = ""] = rewritten("figures/flow.svg", (text) => text.replace("#1f5fa8", "#000000"));
    expect(found).toBe("figure changed flow: picture differs <- unknown");
  });

  it("points and series that were added or removed", () => {
    const [found = ""] = rewritten("figures/flow.csv", (text) =>
      text.replace("Alder,2000,100\n", "").replace(/Birch,2020,160/, "Cedar,2020,7"),
    );
    expect(found).toBe(
      "figure changed flow: +point Cedar, 2020; -point Alder, 2000; -point Birch, 2020; +series Cedar <- non-deterministic",
    );
  });
});
