/** Untrusted notebooks as read by `render`, in this process: what is rejected, reported, or reaches the page. */
import { describe, expect, test } from "vitest";
import { NotebookFormatError } from "../../../src/engine/notebook/errors.js";
import { renderExecuted } from "../../../src/engine/render/render-executed.js";
import { parseStoredReport } from "../../../src/engine/report/stored-report.js";
import { faulty, named, refused, shownMarkdown, shownOutputs, tolerated } from "./cases.js";
import { expectInert } from "./inert.js";
import { stored, textCell } from "../../support/notebook.js";
import { rejected } from "../../support/thrown.js";

const draw = () => Promise.resolve({ svg: '<svg width="1" height="1"></svg>', vega: {} });
const words = textCell("markdown", "first", "Words that stay.");
const last = textCell("markdown", "last", "Words at the end.");

async function render(cells: readonly unknown[], file = "/folder/n.ipynb") {
  const text = stored(cells as readonly object[], {});
  const { files, warnings } = await renderExecuted(text, file, draw);
  const contents = new Map(files.map(({ path, content }) => [path, String(content)]));
  const page = contents.get("briefing.html") ?? "";
  expectInert(page);
  for (const path of contents.keys()) expect(path).toMatch(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))/s);
  parseStoredReport(contents.get("report.json") ?? "", "report.json");
  return { page, contents, warnings, summary: warnings.join("\n") };
}

describe("a file that is not a notebook", () => {
  test.each(refused)("%s", async (_, text, message) => {
    const error = await rejected(NotebookFormatError, renderExecuted(text, "/folder/n.ipynb", draw));
    expect(error.message).toContain("/folder/n.ipynb:");
    expect(error.message).toContain(message);
  });
});

describe("a faulty cell is reported, and the others are shown", () => {
  test.each(faulty)("%s", async (_, cell, warning) => {
    const { page, summary } = await render([words, cell, last]);
    expect(summary).toContain("/folder/n.ipynb");
    expect(summary).toContain(warning);
    expect(summary.length).toBeLessThan(1000);
    expect(page).toContain("Words that stay.");
    expect(page).toContain("Words at the end.");
  });

  test.each(tolerated)("no report on %s", async (_, cell) => {
    const { page, warnings } = await render([words, cell, last]);
    expect(warnings.filter((warning) => !warning.includes("not executed"))).toEqual([]);
    expect(page).toContain("Words at the end.");
  });
});

describe("permitted content of an output", () => {
  test.each(shownOutputs)("%s", async (_, data, there, notThere) => {
    const outputs = [{ output_type: "display_data", metadata: {}, data }];
    const cell = { cell_type: "code", id: "shown", metadata: {}, source: "1", execution_count: 1, outputs };
    const { page, contents } = await render([words, cell, last]);
    expect(page).toContain("Words at the end.");
    expect(page).toMatch(there);
    const others = [...contents].filter(([path]) => /\.(?:html|md|svg)$/.test(path)).map(([, text]) => text);
    for (const text of others) expect(text).not.toMatch(notThere);
  });
});

describe("permitted content of Markdown", () => {
  test.each(shownMarkdown)("%s", async (_, source, there) => {
    const { page } = await render([words, { cell_type: "markdown", metadata: {}, source }, last]);
    expect(page).toContain("Words at the end.");
    expect(page).toMatch(there);
  });
});

describe("a notebook's name has no special meaning", () => {
  test.each(named)("%j", async (name) => {
    const { page, contents } = await render([words, last], `/folder/${name}`);
    expect(page).toContain("Words at the end.");
    expect([...contents.keys()].filter((path) => path.startsWith("notebooks/"))).toHaveLength(1);
  });
});
