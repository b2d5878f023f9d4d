/** Edits of this project's own briefing: the first reported change, and the number of lines. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { formatMarkdown } from "../../../../src/briefing/engine/diff/format/markdown.js";
import { outlineOf } from "../../../../src/briefing/engine/diff/format/outline.js";
import { weightOf } from "../../../../src/briefing/engine/diff/rank.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import {
  parseStoredReport,
  type StoredReport,
} from "../../../../src/briefing/engine/report/stored-report.js";

const file = fileURLToPath(new URL("../../../../output/report.json", import.meta.url));
const source = readFileSync(file, "utf8");

/** Report data, writable for tests. */
type Open<T> = T extends object ? { -readonly [Name in keyof T]: Open<T[Name]> } : T;
type OpenReport = Open<StoredReport>;
type Block = OpenReport["sections"][number]["blocks"][number];
type Edit = (report: OpenReport) => unknown;

const edited = (edit: Edit) => {
  const report = JSON.parse(source) as OpenReport;
  edit(report);
  return {
    name: "b",
    report: parseStoredReport(JSON.stringify(report), file),
    files: new Map(),
    inputs: new Map(),
  };
};
const before = edited(() => undefined);
const compared = (edit: Edit) => compareBriefings(before, edited(edit));
const all =
  (...edits: readonly Edit[]): Edit =>
  (report) => {
    for (const edit of edits) edit(report);
  };

const blocks = <Kind extends Block["kind"]>({ sections }: OpenReport, kind: Kind) =>
  sections.flatMap((each) => each.blocks).filter((block) => block.kind === kind) as Extract<
    Block,
    { kind: Kind }
  >[];
const reword = (parts: OpenReport["sections"][number]["title"], from: RegExp, to: string) =>
  parts.some((part, index) => {
    if (typeof part !== "string" || !from.test(part)) return false;
    parts[index] = part.replace(from, to);
    return true;
  });
const inProse =
  (from: RegExp, to: string): Edit =>
  (report) =>
    blocks(report, "prose").some(({ text }) => reword(text, from, to));
/** Scales a number: one in the headline, or a count in a text. */
const moved =
  (factor: number, at: "headline" | number): Edit =>
  (report) => {
    const [quoted] = (report.firstPage?.headline ?? []).flatMap((each) =>
      typeof each === "object" && "value" in each ? [each.value] : [],
    );
    const counts = Object.entries(report.values).filter(
      ([id, { raw, format }]) =>
        typeof raw === "number" && raw > 100 && format === "count" && !id.includes("front"),
    );
    const value = report.values[(at === "headline" ? quoted : counts[at]?.[0]) ?? ""];
    if (typeof value?.raw !== "number") throw new Error(`no number ${at}`);
    value.raw *= factor;
    value.text = String(value.raw);
  };

const punctuation = inProse(/, /, "; ");
const flip: Edit = (report) => {
  const [claim] = blocks(report, "claim");
  if (claim) claim.verdict = claim.verdict === "supported" ? "contradicted" : "supported";
};
const headline: Edit = (report) => reword(report.firstPage?.headline ?? [], /grown apart/, "drifted apart");
const comment: Edit = (report) => {
  const [code] = blocks(report, "code");
  if (code) code.source = `// A comment.\n${code.source}`;
};
const cell: Edit = (report) => {
  // Another name of a row would be words.
  const cells = blocks(report, "table").flatMap(({ rows, columns, key = [] }) =>
    rows.flatMap((row) => row.filter((_, at) => !key.includes(columns[at]?.field ?? ""))),
  );
  const value = cells.find(({ raw }) => typeof raw === "number");
  if (typeof value?.raw !== "number") throw new Error("no number");
  value.raw += 1;
  value.text = String(value.raw);
};

/** Edits with the kind that must be reported first; the edit of least effect first. */
const edits: readonly (readonly [string, Edit, kind: string])[] = [
  ["a comment in a cell", comment, "code"],
  ["a comma that became a semicolon", punctuation, "prose"],
  ["a sentence", inProse(/ the /, " that other "), "prose"],
  ["a caption", (report) => reword(blocks(report, "figure")[0]?.caption ?? [], / /, " clearly "), "figure"],
  ["an author", (report) => report.authors.push("A. Nother"), "front-matter"],
  ["a removed chapter", (report) => report.sections.pop(), "section"],
  ["a table's number", cell, "table"],
  ["a number in its last digit", moved(1.001, 3), "value"],
  ["a number by half", moved(1.5, 0), "value"],
  ["a number in the headline", moved(1.0005, "headline"), "value"],
  ["a verdict", flip, "claim"],
  ["the headline", headline, "first-page"],
];

test("publisher and terms of the page are separate entries and not changes of values", () => {
  const { changes } = compared((report) => {
    report.authors = [{ name: "Wei Li", family: "Li", affiliation: "Here" }];
    report.publication = { license: { name: "Ours", url: "https://example.org/" }, doi: "10.1234/x" };
  });
  expect(changes.map(({ id }) => id).sort()).toEqual(["authors", "doi", "license"]);
  const [authors] = changes.filter(({ id }) => id === "authors");
  expect(authors).toMatchObject({
    kind: "front-matter",
    is: "Wei Li (family: Li, affiliation: Here)",
  });
});

describe("an edit of the own briefing is reported before changes of less effect:", () => {
  test.each(edits.slice(2))("%s, with punctuation and a comment", (_, edit, kind) => {
    const [first] = compared(all(punctuation, comment, edit)).changes;
    expect(first).toMatchObject({ kind, key: compared(edit).changes[0]?.key });
  });

  test("all of them at once are ordered by effect", () => {
    const most = edits.filter(([name]) => name !== "a removed chapter").map(([, edit]) => edit);
    const kinds = compared(all(...most)).changes.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(["first-page", "claim"]);
    expect(kinds.lastIndexOf("value")).toBeLessThan(kinds.indexOf("prose"));
    expect(kinds.indexOf("table")).toBeLessThan(kinds.indexOf("prose"));
    expect(kinds.at(-1)).toBe("code");
  });
});

const everyNumber: Edit = ({ values }) => {
  for (const value of Object.values(values)) value.text += "0";
};
const everyText: Edit = (report) => {
  for (const { text } of blocks(report, "prose")) text.unshift("So ");
};
const another: Edit = ({ sections, values }) => {
  for (const section of sections) section.blocks.reverse();
  for (const [index, value] of Object.values(values).entries()) value.text = String(index);
};

describe("the own briefing in the terminal, in brief,", () => {
  const brief = (edit: Edit) =>
    formatTerminal(compared(edit), { width: 100, colour: "off", brief: { all: "briefing diff --all" } });

  test.each([
    ...edits,
    ["every number", everyNumber, ""] as const,
    ["every text", everyText, ""] as const,
    ["another briefing of the same chapters", another, ""] as const,
  ])("fits on 60 lines: %s", (_, edit) => {
    const lines = brief(edit).split("\n");
    expect(lines.length).toBeLessThanOrEqual(61);
    expect(lines.length).toBeGreaterThan(3);
  });

  test("counts changes without effect, and shows how to see them", () => {
    const text = brief(all(punctuation, comment));
    expect(text).toContain("Also changed, in punctuation, order, names or code: 1 passage, 1 code cell.");
    expect(text).toContain("To see all of it: briefing diff --all");
    expect(text).not.toContain("A comment.");
  });

  test("describes the same edit in several places once, with the places", () => {
    const indeed: Edit = (report) => {
      for (const { text } of blocks(report, "prose").slice(0, 6)) text.unshift("Indeed, ");
    };
    expect(outlineOf(compared(indeed)).entries.map(({ changes }) => changes.length)).toEqual([6]);
  });

  test("begins with the changes of the page's message", () => {
    const { line } = compared(all(headline, flip)).summary;
    expect(line).toMatch(/^The headline now reads “.* drifted apart/);
    expect(line).toMatch(/; 1 verdict flipped \(.+\)\. /);
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
])("%j → %j is more than punctuation", (from, to) => {
  const saying = (text: string) => edited((report) => blocks(report, "prose")[0]?.text.unshift(`${text} `));
  const { changes } = compareBriefings(saying(from), saying(to));
  expect(changes.map((change) => weightOf(change).rank)).toEqual([7]);
});
