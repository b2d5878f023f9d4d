// The summary as an installed Chromium prints it: two pages, whatever the notebook, and the same bytes again.
import { readFileSync } from "node:fs";
import path from "node:path";

export async function lookAtSummary({ check, browser, root }) {
  console.log("--- summary");
  const dist = (name) => import(path.join(root, "dist/engine", name));
  const { parseNotebook } = await dist("notebook/parse.js");
  const { buildReport } = await dist("report/build-report.js");
  const { drawFigure } = await dist("render/figure/draw.js");
  const { summaryOf } = await dist("render/summary/summary.js");
  const { printSummary } = await dist("render/summary/print-summary.js");
  const file = "notebooks/01-tea.ipynb";
  const notebook = parseNotebook(
    readFileSync(path.join(root, "test/fixtures/report/tea.ipynb"), "utf8"),
    file,
  );
  const facts = { root: "/project", title: "Tea", authors: ["A. Author"], date: "2025-03-01" };
  const report = buildReport([{ path: file, notebook }], facts, new Map());
  const lead = report.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === "figure").id;
  const summary = await summaryOf(
    { ...report, firstPage: { headline: ["Tea grew."], findings: [], lead } },
    { draw: drawFigure, reportHash: "abc" },
  );
  const print = () => printSummary(summary, { browser, signal: new AbortController().signal });
  const [once, again] = [await print(), await print()].map((pdf) => Buffer.from(pdf).toString("latin1"));
  check("summary: two pages", once.match(/\/Type ?\/Page(?![A-Za-z])/g)?.length === 2);
  check("summary: the same again", once === again);
}
