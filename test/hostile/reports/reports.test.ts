/** Untrusted reports as sides of a comparison: what is rejected, with the place, and what is compared nevertheless. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { diffBriefings } from "../../../src/engine/diff/diff-briefings.js";
import { formatHtml } from "../../../src/engine/diff/format/html.js";
import { formatTerminal } from "../../../src/engine/diff/format/terminal.js";
import { parseStoredReport } from "../../../src/engine/report/stored-report.js";
import { BriefingError } from "../../../src/model/errors.js";
import { brief, gauges, type Gauges } from "../../engine/diff/gauges.js";
import { compared, type Report, wrong } from "./cases.js";
import { writeGauges } from "../../engine/diff/briefing-folder.js";
import { temporaryFolder } from "../../support/temporary.js";
import { rejected, thrown } from "../../support/thrown.js";

const folder = temporaryFolder("hostile-reports");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
let original = "";
let briefing: Awaited<ReturnType<typeof brief>>;
beforeAll(async () => {
  briefing = await brief(gauges(), "before");
  original = briefing.files.get("report.json") ?? "";
  await writeGauges(at("before"));
});

/** The report after a change, as JSON; keys that a literal cannot have are given as JSON. */
const altered = (change: (report: Report) => unknown): string => {
  const report = JSON.parse(original) as Report;
  change(report);
  return JSON.stringify(report);
};
const refusal = (text: string) => thrown(BriefingError, () => parseStoredReport(text, "r/report.json"));

describe("a text that is not a report", () => {
  test.each([
    ["nothing", "", "r/report.json: the file is empty"],
    ["zeros", "\0\0", "r/report.json:1:1: not JSON"],
    ["half a report", '{"version":2', "the file ends in the middle"],
    ["a conflict", "<<<<<<< HEAD\n{}", "r/report.json: it has conflict markers of a merge."],
    ["null", "null", "JSON, but no report of a briefing: it has no version"],
    ["a list", "[]", "it has no version"],
    ["a text", '"version"', "it has no version"],
    ["a version in words", '{"version":"2"}', "it has no version"],
    ["the version of __proto__", '{"__proto__":{"version":2}}', "it has no version"],
    ["a version of the future", '{"version":99}', "version 99; this program reads version 2"],
    ["a version before the first", '{"version":0}', "version 0; this program reads version 2"],
    ["a version between two", '{"version":1.5}', "version 1.5; this program reads version 2"],
    ["a version beyond numbers", '{"version":1e400}', "version Infinity; this program reads version 2"],
    [
      "version 1 with an answer in words",
      '{"version":1,"answer":"a"}',
      "r/report.json: title: it is missing",
    ],
    [
      "version 1 with sentences of nothing",
      '{"version":1,"answer":{"sentences":[null,1]}}',
      "title: it is missing",
    ],
    ["a version alone", '{"version":2}', "r/report.json: title: it is missing"],
    ["depth", `{"version":2,"a":${"[".repeat(600)}${"]".repeat(600)}}`, "nested more than 500 levels deep"],
    ["depth without end", `{"version":2,"a":${"[".repeat(100_000)}`, "r/report.json"],
  ])("%s", (_, text, message) => {
    expect(refusal(text).message).toContain(message);
    expect(refusal(text).hint).toBeDefined();
  });
});

describe("a faulty report", () => {
  test.each(wrong)("rejected: %s", (_, change, message) => {
    const error = refusal(altered(change));
    expect(error.message).toMatch(/^r\/report\.json: /);
    expect(error.message).toContain(message);
    expect(error.message.length).toBeLessThan(500);
  });

  test.each(compared)("compared: %s", (_, change) => {
    const report = parseStoredReport(altered(change), "r/report.json");
    const after = { ...briefing, name: "after", report };
    for (const [one, two] of [
      [briefing, after],
      [after, briefing],
      [after, after],
    ] as const) {
      const comparison = compareBriefings(one, two);
      expect(formatTerminal(comparison, { width: 80, colour: "off" })).not.toMatch(
        /\[native code\]|\[object /,
      );
      const page = formatHtml({ comparison, before: one, after: two }, { command: "briefing diff" });
      expect(page).not.toContain("<script>alert");
      if (one === two) expect(comparison.changes).toEqual([]);
    }
  });
});

describe("a side that is not a briefing", () => {
  type Make = (place: string) => unknown;
  const nothing: Make = () => undefined;
  const emptyFolder: Make = (place) => {
    mkdirSync(place);
  };
  const file =
    (text: string): Make =>
    (place) => {
      writeFileSync(place, text);
    };
  const link =
    (target: string): Make =>
    (place) => {
      symlinkSync(target, place);
    };
  const make: readonly (readonly [name: string, make: Make, message: RegExp])[] = [
    ["empty", emptyFolder, /empty is a folder without report\.json/],
    [
      "nested",
      (place) => mkdirSync(`${place}/report.json`, { recursive: true }),
      /nested is a folder without/,
    ],
    ["a.txt", file("a"), /a\.txt is neither a report\.json nor a notebook/],
    ["none.json", nothing, /none\.json: no such file/],
    ["none.ipynb", nothing, /none\.ipynb: no such file/],
    ["a.json", file("[]"), /a\.json: JSON, but no report of a briefing/],
    ["a.ipynb", file("[]"), /a\.ipynb: not a notebook: it is JSON, but an array/],
    ["device.json", link("/dev/null"), /device\.json/],
    ["lost.json", link("nowhere"), /lost\.json: no such file/],
    ["circle.json", link("circle.json"), /circle\.json: no such file/],
    ["folder.ipynb", emptyFolder, /folder\.ipynb is a folder without report\.json/],
  ];
  test.each(make)("%s", async (name, create, message) => {
    create(at(name));
    for (const names of [
      ["before", name],
      [name, "before"],
    ]) {
      const compared = diffBriefings({ names, cwd: folder, root: folder, output: at("output") });
      const error = await rejected(BriefingError, compared);
      expect(error.message).toMatch(message);
    }
  });
});

test("a figure whose column is called constructor is compared like any other", async () => {
  const edit = (flow: number) => (project: Gauges) => {
    for (const row of project.flow) Object.assign(row, { constructor: "a", flow });
  };
  const brought = (flow: number) => {
    const project = gauges();
    edit(flow)(project);
    return brief(project, String(flow));
  };
  const comparison = compareBriefings(await brought(1), await brought(2));
  expect(comparison.changes.map(({ kind }) => kind)).toContain("figure");
  expect(JSON.stringify(comparison)).not.toContain("native code");
});
