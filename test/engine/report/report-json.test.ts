import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.js";
import { buildReport } from "../../../src/engine/report/build-report.js";
import { reportJson } from "../../../src/engine/report/report-json.js";
import { inputs, path, project, teaNotebook } from "./tea.js";

const report = buildReport([{ path, notebook: teaNotebook() }], project, inputs);
const write = (each: Report) => reportJson(each, { "briefing.md": "c3" }, (block) => block);

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, reversed(item)] as const)
      .reverse(),
  );
}

describe("report.json", () => {
  it("reads back as the report and the files", () => {
    expect(JSON.parse(write(report))).toEqual({
      $schema: "urn:decoupling-briefing:report:2",
      ...report,
      files: { "briefing.md": "c3" },
    });
  });

  it("does not depend on the order of keys", () => {
    expect(write(reversed(report) as Report)).toBe(write(report));
  });

  it("changes in one line when one value changes", () => {
    const rise = report.values["rise"];
    if (rise === undefined) throw new Error("no such value");
    const changed = write({ ...report, values: { ...report.values, rise: { ...rise, text: "24 %" } } });
    const before = write(report).split("\n");
    const after = changed.split("\n");
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });
});
