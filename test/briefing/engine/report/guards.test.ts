/** Guarded Markdown, depending on the results of its conditions and values. */
import { expect, test } from "vitest";
import type { Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { inlineExpressions } from "../../../../src/briefing/engine/notebook/inline.js";
import { struckSentences } from "../../../../src/briefing/engine/report/struck-sentences.js";
import { unreadFault } from "../../../../src/briefing/engine/report/unread.js";
import { reportOf } from "./tea.js";
import { casesOf } from "../../../support/cases.js";
import { notebookOf, textCell } from "../../../support/notebook.js";

const cases = casesOf("guards.yml", import.meta.url) as readonly [
  source: string,
  text: string,
  struck?: string,
][];

/** Executed as if `yes` were true, `no` false, `broken` an error and every other name a number. */
function executed(source: string): Notebook {
  const cell = textCell("markdown", "m", source);
  const inline = inlineExpressions(cell).map(({ kind, id, expression, line, column }) => {
    const place = { id, expression, line, column };
    if (expression === "broken") {
      const error = { ename: "Error", evalue: "broken", traceback: [] };
      return { ...place, status: "error", ...error };
    }
    const raw = kind === "value" ? 7 : expression === "yes";
    return { ...place, status: "ok", value: { version: 1, raw, text: String(raw), format: "count" } };
  });
  const metadata = { briefing: { status: "executed", inline } };
  return notebookOf([{ ...cell, metadata }], {});
}

function printed(source: string) {
  const notebook = executed(source);
  const report = reportOf([notebook]);
  const [block] = report.sections[0]?.blocks ?? [];
  const text = (block?.kind === "prose" ? block.text : []).map((part) => {
    if (typeof part === "string") return part;
    const { format, raw, text: words } = report.values["value" in part ? part.value : ""] ?? {};
    return format === "holds" && raw === false ? `~~${words}~~` : words;
  });
  const conditions = Object.values(report.values).filter(({ format }) => format === "holds");
  return {
    text: text.join(""),
    conditions: conditions.map(({ expression, raw }) => `${expression}: ${String(raw)}`),
    struck: struckSentences([{ path: "n/1.ipynb", notebook }]).map(({ sentence }) => sentence),
  };
}

test.each(cases)("%j", (source, text, struck) => {
  const found = printed(source);
  expect(found.text).toBe(text);
  expect(found.struck).toEqual(struck === undefined ? [] : [struck]);
});

test("a notebook that was not executed is printed as written", () => {
  const cell = textCell("markdown", "m", "A. [B `{ts} x`.]{holds=yes} [C.]{when=no}");
  const notebook = notebookOf([cell], {});
  const report = reportOf([notebook]);
  const [block] = report.sections[0]?.blocks ?? [];
  const text = block?.kind === "prose" ? block.text : [];
  expect(text.map((part) => (typeof part === "string" ? part : "?")).join("")).toBe(cell.source);
  expect(report.values).toEqual({});
});

test("every condition of printed text is kept, so that comparisons report edited ones", () => {
  expect(printed("[A.]{holds=yes} [B.]{holds=no} [C.]{when=no holds=yes} [D.]{when=yes}").conditions).toEqual(
    ["yes: true", "no: false"],
  );
});

test("results that an earlier version recorded under the number of a sentence are found by their position", () => {
  const notebook = executed("[It fell.]{holds=no} [It rose.]{holds=yes}");
  const [cell] = notebook.cells;
  const text = JSON.stringify(cell?.metadata)
    .replaceAll("m-holds-no", "m-sentence-1")
    .replaceAll("m-holds-yes", "m-sentence-2");
  const metadata = JSON.parse(text) as Notebook["cells"][number]["metadata"];
  const old = { ...notebook, cells: notebook.cells.map((each) => ({ ...each, metadata })) };
  expect(text).toContain('"m-sentence-2.holds"');
  expect(reportOf([old])).toEqual(reportOf([notebook]));
  expect(struckSentences([{ path: "n/1.ipynb", notebook: old }]).map(({ sentence }) => sentence)).toEqual([
    "It fell.",
  ]);
});

test("texts in quotation marks of YAML are printed without their escapes", () => {
  const source = '---\ntitle: "[It \\"fell\\" by `{ts} x`.]{holds=\\"yes\\"} \\"So.\\""\n---';
  const cell = textCell("raw", "m", source);
  const inline = inlineExpressions(cell).map(({ kind, id, expression, line, column }) => {
    const raw = kind === "value" ? 7 : true;
    const value = { version: 1, raw, text: String(raw), format: "count" } as const;
    return { id, expression, line, column, status: "ok", value };
  });
  const metadata = { briefing: { status: "executed", inline } };
  const report = reportOf([notebookOf([{ ...cell, metadata }], {})]);
  const title = report.sections[0]?.title ?? [];
  expect(title.map((part) => (typeof part === "string" ? part : "7")).join("")).toBe('It "fell" by 7. "So."');
});

test("a guard that no kernel evaluated is a fault", () => {
  const notebook = notebookOf([textCell("markdown", "m", "A `{ts} x`. [B.]{holds=yes}")], {});
  expect(unreadFault([{ path: "n/1.ipynb", notebook }])?.message).toMatch(
    /2 guards and computed values would be printed unread:\n.*x\n.*the condition of holds was not evaluated: yes/,
  );
  const evaluated = executed("A `{ts} x`. [B.]{holds=yes}");
  expect(unreadFault([{ path: "n/1.ipynb", notebook: evaluated }])).toBeUndefined();
});
