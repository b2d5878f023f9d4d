/** Edits of this project's own briefing: what a reviewer is reported first, and on how many lines. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Briefing } from "../../../src/engine/diff/briefing.js";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { formatMarkdown } from "../../../src/engine/diff/format/markdown.js";
import { outlineOf } from "../../../src/engine/diff/format/outline.js";
import { weightOf } from "../../../src/engine/diff/rank.js";
import { formatTerminal } from "../../../src/engine/diff/format/terminal.js";
import { parseStoredReport, type StoredReport } from "../../../src/engine/report/stored-report.js";

const file = fileURLToPath(new URL("../../../output/report.json", import.meta.url));
const source = readFileSync(file, "utf8");

/** What a test may write to. */
type Open<T> = T extends object ? { -readonly [Name in keyof T]: Open<T[Name]> } : T;
type OpenReport = Open<StoredReport>;

const before = parseStoredReport(source, file);
const briefing = (report: StoredReport): Briefing => ({
  name: "b",
  report,
  files: new Map(),
  inputs: new Map(),
});

/** The briefing as it is, and after an edit. */
function compared(edit: (report: OpenReport) => void) {
  const after = JSON.parse(source) as OpenReport;
  edit(after);
  return compareBriefings(briefing(before), briefing(parseStoredReport(JSON.stringify(after), file)));
}

const prose = (report: OpenReport) =>
  report.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "prose" ? [block] : [])));
const words = (parts: Open<StoredReport["sections"][number]["title"]>, from: RegExp, to: string) =>
  parts.findIndex((part, index) => {
    if (typeof part !== "string" || !from.test(part)) return false;
    parts[index] = part.replace(from, to);
    return true;
  });
const editProse = (report: OpenReport, from: RegExp, to: string) =>
  prose(report).some(({ text }) => words(text, from, to) >= 0);
const onFirstPage = (report: OpenReport): string => {
  const [part] =
    report.firstPage?.headline?.flatMap((each) =>
      typeof each === "object" && "value" in each ? [each.value] : [],
    ) ?? [];
  return part ?? "";
};
/** A value that is a plain number and stands in a text, not on the first page. */
const plainValue = (report: OpenReport, place = 0): string =>
  Object.entries(report.values)
    .filter(
      ([id, { raw, format }]) =>
        typeof raw === "number" && raw > 100 && format === "count" && !id.includes("front"),
    )
    .map(([id]) => id)[place] ?? "";
const move = (report: OpenReport, id: string, factor: number) => {
  const value = report.values[id];
  if (typeof value?.raw !== "number") throw new Error(id);
  value.raw *= factor;
  value.text = String(value.raw);
};
const claims = (report: OpenReport) =>
  report.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "claim" ? [block] : [])));
const tables = (report: OpenReport) =>
  report.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "table" ? [block] : [])));
const codes = (report: OpenReport) =>
  report.sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "code" ? [block] : [])));
const figures = (report: OpenReport) =>
  report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "figure" ? [block] : [])),
  );

const punctuation = (report: OpenReport) => editProse(report, /, /, "; ");
const flip = (report: OpenReport) => {
  const [claim] = claims(report);
  if (claim) claim.verdict = claim.verdict === "supported" ? "contradicted" : "supported";
};
const headline = (report: OpenReport) => words(report.firstPage?.headline ?? [], /drifted|growing/, "grown");
const comment = (report: OpenReport) => {
  const [code] = codes(report);
  if (code) code.source = `// A comment.\n${code.source}`;
};
const cell = (report: OpenReport) => {
  const value = tables(report)[0]?.rows[0]?.find(({ raw }) => typeof raw === "number");
  if (value === undefined || typeof value.raw !== "number") throw new Error("no number");
  value.raw += 1;
  value.text = String(value.raw);
};

/** Edits with the kind that must be reported first, and how it begins; the edit of least effect first. */
const edits: readonly (readonly [string, (report: OpenReport) => unknown, kind: string])[] = [
  ["a comment in a cell", comment, "code"],
  ["a comma that became a semicolon", punctuation, "prose"],
  ["a sentence", (report) => editProse(report, / the /, " that other "), "prose"],
  ["a caption", (report) => words(figures(report)[0]?.caption ?? [], / /, " clearly "), "figure"],
  ["an author", (report) => report.authors.push("A. Nother"), "front-matter"],
  ["a chapter left out", (report) => report.sections.pop(), "section"],
  ["a table's number", cell, "table"],
  [
    "a number by its last digit",
    (report) => {
      move(report, plainValue(report, 3), 1.001);
    },
    "value",
  ],
  [
    "a number by half",
    (report) => {
      move(report, plainValue(report), 1.5);
    },
    "value",
  ],
  [
    "a number of the headline",
    (report) => {
      move(report, onFirstPage(report), 1.0005);
    },
    "value",
  ],
  ["a verdict", flip, "claim"],
  ["the headline", headline, "first-page"],
];

test("who publishes the page, and on which terms, is an entry each and no change of a value", () => {
  const { changes } = compared((report) => {
    report.authors = [{ name: "Wei Li", family: "Li", affiliation: "Here" }];
    report.publication = { license: { name: "Ours", url: "https://example.org/" }, doi: "10.1234/x" };
  });
  expect(changes.map(({ key }) => key).sort()).toEqual([
    "front-matter:authors",
    "front-matter:doi",
    "front-matter:license",
  ]);
  const [authors] = changes.filter(({ id }) => id === "authors");
  expect(authors).toMatchObject({ is: "Wei Li (family: Li, affiliation: Here)" });
});

describe("an edit of the own briefing is reported first, whatever of less effect changed with it:", () => {
  test.each(edits.slice(2))("%s, beside punctuation and a comment", (_, edit, kind) => {
    const alone = compared(edit).changes[0];
    const { changes } = compared((report) => {
      punctuation(report);
      comment(report);
      edit(report);
    });
    expect(changes[0]?.kind).toBe(kind);
    expect(changes[0]?.key).toBe(alone?.key);
  });

  test("all of them at once stand in the order of their effect", () => {
    const { changes } = compared((report) => {
      for (const [name, edit] of edits) if (name !== "a chapter left out") edit(report);
    });
    const kinds = changes.map(({ kind }) => kind);
    expect(kinds[0]).toBe("first-page");
    expect(kinds[1]).toBe("claim");
    expect(kinds.lastIndexOf("value")).toBeLessThan(kinds.indexOf("prose"));
    expect(kinds.indexOf("table")).toBeLessThan(kinds.indexOf("prose"));
    expect(kinds.at(-1)).toBe("code");
  });
});

describe("the own briefing in the terminal, in brief,", () => {
  const brief = (edit: (report: OpenReport) => unknown) =>
    formatTerminal(compared(edit), { width: 100, colour: "off", brief: { all: "briefing diff --all" } });

  test.each([
    ...edits,
    [
      "every number",
      (report: OpenReport) => {
        for (const value of Object.values(report.values)) value.text += "0";
      },
      "",
    ] as const,
    [
      "every text",
      (report: OpenReport) => {
        for (const { text } of prose(report)) text.unshift("So ");
      },
      "",
    ] as const,
    [
      "another briefing of the same chapters",
      (report: OpenReport) => {
        for (const section of report.sections) section.blocks.reverse();
        for (const [index, value] of Object.values(report.values).entries()) value.text = String(index);
      },
      "",
    ] as const,
  ])("fits on 60 lines: %s", (_, edit) => {
    const lines = brief(edit).split("\n");
    expect(lines.length).toBeLessThanOrEqual(61);
    expect(lines.length).toBeGreaterThan(3);
  });

  test("counts what is of no effect, and says how to see it", () => {
    const text = brief((report) => {
      punctuation(report);
      comment(report);
    });
    expect(text).toContain("Also changed, in punctuation, order, names or code: 1 passage, 1 code cell.");
    expect(text).toContain("To see all of it: briefing diff --all");
    expect(text).not.toContain("A comment.");
  });

  test("describes the same edit of several places once, with the places", () => {
    const { entries } = outlineOf(
      compared((report) => {
        for (const { text } of prose(report).slice(0, 6)) text.unshift("Indeed, ");
      }),
    );
    expect(entries.map(({ changes }) => changes.length)).toEqual([6]);
  });

  test("says in the first sentence what the page says otherwise", () => {
    const { summary } = compared((report) => {
      headline(report);
      flip(report);
    });
    expect(summary.line).toMatch(/^The headline now reads “.* grown apart/);
    expect(summary.line).toMatch(/; 1 verdict flipped \(.+\)\. /);
  });
});

test("a comment on a pull request shows at most 25 lines before its folds", () => {
  for (const [, edit] of edits) {
    const text = formatMarkdown(compared(edit), { command: "briefing diff" });
    const open = text.replaceAll(/<details>[\s\S]*?<\/details>/g, "");
    expect(open.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(25);
  }
});

test.each([
  ["fell by 3.1 %", "fell by 31 %"],
  ["The US is not falling. China is falling.", "The US is falling. China is not falling."],
  ["p < 0.05", "p > 0.05"],
  ["costs $5", "costs €5"],
  ["rose, and fell", "rose and did not fall"],
])("%j → %j is no punctuation", (from, to) => {
  const edited = (text: string) => (report: OpenReport) => {
    prose(report)[0]?.text.unshift(`${text} `);
  };
  const [one, two] = [from, to].map((text) => {
    const after = JSON.parse(source) as OpenReport;
    edited(text)(after);
    return briefing(parseStoredReport(JSON.stringify(after), file));
  });
  if (one === undefined || two === undefined) throw new Error("two sides");
  const { changes } = compareBriefings(one, two);
  expect(changes.map((change) => weightOf(change).rank)).toEqual([7]);
});
