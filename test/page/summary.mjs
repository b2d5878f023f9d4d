// Page and summary as printed by an installed Chromium: the summary on two pages, and identical bytes on repetition.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { briefing, check, root } from "../checks.mjs";
import { notebookText, textCell } from "../notebooks.mjs";
import { teaReport } from "./tea.mjs";

export async function lookAtSummary({ work, browser }) {
  console.log("--- summary");
  const dist = (name) => import(path.join(root, "src/briefing/dist/engine", name));
  const { drawFigure } = await dist("render/figure/draw.js");
  const { printSummary, summaryOf } = await dist("render/summary/summary.js");
  const { printing } = await dist("render/pdf.js");
  const report = teaReport({ title: "Tea", authors: ["A. Author"], date: "2025-03-01" });
  const blocks = report.sections.flatMap((section) => section.blocks);
  const [lead] = blocks.flatMap((block) => (block.kind === "figure" ? [block.id] : []));
  const summary = await summaryOf(
    { ...report, firstPage: { headline: ["Tea grew."], findings: [], lead } },
    drawFigure,
    "abc",
  );
  const settings = { browser, signal: new AbortController().signal };
  const print = () => printing(settings, (page) => printSummary(summary, page));
  const [once, again] = [await print(), await print()].map((pdf) => Buffer.from(pdf).toString("latin1"));
  check("summary: two pages", once.match(/\/Type ?\/Page(?![A-Za-z])/g)?.length === 2);
  check("summary: identical on repetition", once === again);
  checkCommand({ work, browser });
}

function checkCommand({ work, browser }) {
  const project = path.join(work, "printed");
  const at = (name) => path.join(project, name);
  mkdirSync(at("notebooks"), { recursive: true });
  writeFileSync(at("notebooks/briefing.yml"), "title: Tea\ndate: 2025-03-01\norder: [a]\n");
  writeFileSync(at("notebooks/a.ipynb"), notebookText([textCell("markdown", "what", "# Tea\n\nTea grew.")]));
  const build = (...args) =>
    briefing(["build", ...args], {
      cwd: project,
      env: { ...process.env, CHROMIUM: browser, BRIEFING_CACHE_DIR: path.join(work, "cache") },
    });
  const pages = (name) => readFileSync(at(name), "latin1").match(/\/Type ?\/Page(?![A-Za-z])/g)?.length ?? 0;
  const first = build("--pdf", "--summary");
  check("build --pdf --summary", first.status === 0, first.stderr);
  const pdf = "output/briefing.pdf";
  const summary = "output/summary.pdf";
  check("build: both are printed", pages(pdf) > 0 && pages(summary) === 2);
  const before = readFileSync(at(pdf), "latin1");
  check("build: replaces its own PDF", build("--pdf").status === 0);
  check("build: identical bytes", readFileSync(at(pdf), "latin1") === before);
  writeFileSync(at("mine.pdf"), "mine");
  check("build: --force replaces it", build("--pdf", "mine.pdf", "--force").status === 0);
  check("build: by the page", pages("mine.pdf") > 0);
}
