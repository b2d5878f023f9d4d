/** Untrusted reports as sides of a comparison: what is rejected, with the place, and what is compared nevertheless. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compareBriefings } from "../../../src/briefing/engine/diff/compare.js";
import { diffBriefings } from "../../../src/briefing/engine/diff/diff-briefings.js";
import { formatHtml } from "../../../src/briefing/engine/diff/format/html.js";
import { formatTerminal } from "../../../src/briefing/engine/diff/format/terminal.js";
import { parseStoredReport } from "../../../src/briefing/engine/report/stored-report.js";
import { BriefingError } from "../../../src/briefing/model/errors.js";
import { brief, gauges, type Gauges } from "../../briefing/engine/diff/gauges.js";
import { casesOf } from "../../support/cases.js";
import { writeGauges } from "../../briefing/engine/diff/briefing-folder.js";
import { temporaryFolder } from "../../support/temporary.js";
import { rejected, thrown } from "../../support/thrown.js";

/* Malicious changes to the report of the rivers. */
type Loose = Record<string, unknown>;
interface Report extends Loose {
  values: Record<string, Loose>;
  sections: { blocks: Loose[] }[];
  inputs: Loose;
  files: Loose;
  provenance: Loose;
}
type Change = (report: Report) => unknown;

const value = (report: Report): Loose => Object.values(report.values)[0] ?? {};
const own = (record: object, name: string, value: unknown): object =>
  Object.defineProperty(record, name, { value, enumerable: true });

/** Resolves a path to the object that has its last name. */
function holderOf(report: Report, path: string): { readonly holder: Loose; readonly name: string } {
  const names = path.split("/");
  const name = names.pop() ?? "";
  const holder = names.reduce<unknown>((at, part) => {
    if (part === "value") return value(report);
    if (part !== "prose" && part !== "figure") return (at as Loose)[part];
    return report.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === part);
  }, report);
  return { holder: holder as Loose, name };
}

const setting =
  (path: string, given: unknown): Change =>
  (report) => {
    const { holder, name } = holderOf(report, path);
    own(holder, name, given);
  };
const removing =
  (path: string): Change =>
  (report) => {
    const { holder, name } = holderOf(report, path);
    Reflect.deleteProperty(holder, name);
  };

const cases = casesOf("cases.yml", import.meta.url) as {
  readonly wrong: readonly (readonly [name: string, path: string, given: unknown, message: string])[];
  readonly missing: readonly (readonly [name: string, path: string, message: string])[];
  readonly texts: readonly (readonly [name: string, text: string, message: string])[];
  readonly compared: readonly (readonly [name: string, path: string, given: unknown])[];
};

const wrong: readonly (readonly [name: string, change: Change, message: string])[] = [
  ...cases.wrong.map(([name, path, given, message]) => [name, setting(path, given), message] as const),
  ...cases.missing.map(([name, path, message]) => [name, removing(path), message] as const),
  ["a hash of a megabyte", setting("inputs/a", "0".repeat(1_000_000)), "inputs.a: Invalid string"],
  ["a name of a megabyte", setting(`values/${"x".repeat(1_000_000)}`, 1), "…: Invalid input"],
  [
    "a value that contains itself",
    (report) => (value(report)["parts"] = [{ value: Object.keys(report.values)[0] }]),
    "it is made of itself",
  ],
  [
    "values that contain each other",
    (report) => {
      for (const [index, name] of ["a", "b"].entries())
        own(report.values, name, { ...value(report), parts: [{ value: ["b", "a"][index] }, { value: "a" }] });
    },
    "values.a: it is made of itself",
  ],
  [
    "600 nested values",
    (report) => {
      for (let index = 0; index < 600; index += 1)
        own(report.values, `v${index}`, { ...value(report), parts: [{ value: `v${index + 1}` }] });
    },
    "or of too many values",
  ],
];

const compared: readonly (readonly [name: string, change: Change])[] = [
  ...cases.compared.map(([name, path, given]) => [name, setting(path, given)] as const),
  ...["constructor", "toString", "__proto__"].map((name): readonly [string, Change] => [
    `the value ${name}`,
    (report) => own(report.values, name, value(report)),
  ]),
  [
    "the provenance constructor",
    (report) => own(report.provenance, "constructor", Object.values(report.provenance)[0]),
  ],
  [
    "cells that depend on each other",
    (report) => {
      for (const record of Object.values(report.provenance))
        (record as Loose)["cells"] = ["means", "load", "none", "constructor"];
    },
  ],
  ["sections twice", ({ sections }) => sections.push(...sections)],
  ["blocks twice", ({ sections }) => sections.map(({ blocks }) => blocks.push(...blocks))],
  ["hashes of nothing", ({ files }) => Object.keys(files).map((name) => (files[name] = "00"))],
  [
    "2,000 values",
    (report) => {
      for (let index = 0; index < 2000; index += 1)
        report.values[`v${index}`] = { ...value(report), raw: index };
    },
  ],
];

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

const texts: typeof cases.texts = [
  ...cases.texts,
  ["depth", `{"version":2,"a":${"[".repeat(600)}${"]".repeat(600)}}`, "nested more than 500 levels deep"],
  ["depth without end", `{"version":2,"a":${"[".repeat(100_000)}`, "r/report.json"],
];

test.each(texts)("a text that is not a report: %s", (_, text, message) => {
  expect(refusal(text).message).toContain(message);
  expect(refusal(text).hint).toBeDefined();
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
