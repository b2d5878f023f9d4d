// How pages grow: from 3 to 100 notebooks and from 10 to 2,000 figures. Each is rendered from executed notebooks, then
// opened in Chromium where one is installed. What counts is the growth of the last column: 1 is linear.
//   usage: node test/bench/pages.mjs [--figures 10,100,2000] [--notebooks 3,30,100] [PAGE.html ...]
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { buildReport } from "../../dist/engine/report/build-report.js";
import { renderBriefing } from "../../dist/engine/render/render-briefing.js";
import { findBrowser } from "../../dist/engine/render/pdf.js";

const options = { figures: "10,100,2000", notebooks: "3,30,100" };
const pages = [];
for (let index = 2; index < process.argv.length; index += 1) {
  const name = process.argv[index].replace(/^--/, "");
  if (name in options) options[name] = process.argv[(index += 1)];
  else pages.push(path.resolve(process.argv[index]));
}
const sizes = (name) => options[name].split(",").map(Number);

const work = mkdtempSync(path.join(os.tmpdir(), "bench-pages-"));
const browser = await openBrowser();
try {
  console.log("what                 render s   html MB   elements   parsed s  blocked s   growth");
  await grow("figures", sizes("figures"), (count) => [notebook(0, count)]);
  await grow("notebooks", sizes("notebooks"), (count) =>
    Array.from({ length: count }, (_, index) => notebook(index, 2)),
  );
  for (const page of pages) row(path.basename(page), undefined, page, await opened(page));
} finally {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
}

async function grow(what, counts, make) {
  let before;
  for (const count of counts) {
    const started = performance.now();
    const executions = make(count).map((content, index) => ({
      path: path.join(work, `notebooks/${String(index).padStart(3, "0")}.ipynb`),
      notebook: content,
    }));
    const report = buildReport(executions, { root: work, title: "Growth", authors: [] }, new Map());
    const files = await renderBriefing(report, []);
    const seconds = (performance.now() - started) / 1000;
    const page = path.join(work, `${what}-${count}`, "briefing.html");
    mkdirSync(path.dirname(page), { recursive: true });
    writeFileSync(page, files.find((file) => file.path === "briefing.html").content);
    const growth =
      before === undefined ? undefined : Math.log(seconds / before.seconds) / Math.log(count / before.count);
    before = { seconds, count };
    row(`${count} ${what}`, seconds, page, await opened(page), growth);
  }
}

function row(name, seconds, page, times, growth) {
  const cell = (number, width) => (number === undefined ? "" : number.toFixed(2)).padStart(width);
  const megabytes = statSync(page).size / 1e6;
  console.log(
    name.padEnd(20) +
      cell(seconds, 9) +
      cell(megabytes, 10) +
      String(times?.elements ?? "").padStart(11) +
      cell(times?.parsed, 11) +
      cell(times?.blocked, 11) +
      cell(growth, 9),
  );
}

/** On a processor four times slower: seconds until the page is parsed, and seconds for which it did not answer. */
async function opened(file) {
  if (browser === undefined) return undefined;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      globalThis.blocked = 0;
      const watcher = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.blocked += Math.max(0, duration - 50);
      });
      watcher.observe({ type: "longtask", buffered: true });
    });
    await page.goto(pathToFileURL(file).href, { timeout: 120_000 });
    await page.waitForTimeout(2_000);
    return await page.evaluate(() => ({
      parsed: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd / 1000,
      blocked: globalThis.blocked / 1000,
      elements: document.querySelectorAll("*").length,
    }));
  } finally {
    await page.context().close();
  }
}

async function openBrowser() {
  try {
    return await chromium.launch({ executablePath: findBrowser(process.env), args: ["--no-sandbox"] });
  } catch (error) {
    console.log(`pages are not opened: ${error.message}`);
    return undefined;
  }
}

/** An executed notebook of so many figures, with a sentence of three values before each. */
function notebook(number, figures) {
  const cells = Array.from({ length: figures }, (_, index) => {
    const name = `n${number}-f${index}`;
    const rows = Array.from({ length: 30 }, (_, at) => ({
      year: 1990 + at,
      works: ((at + 1) * (index + 3) * 7919) % 1000,
    }));
    const value = (raw) => ({ version: 1, raw, text: String(raw), format: "count" });
    const words = { parts: ["It had ", value(index), " in ", value(number), " and ", value(30), "."] };
    const spec = {
      mark: { type: "line", tooltip: true },
      data: { values: rows },
      encoding: { x: { field: "year", type: "quantitative" }, y: { field: "works", type: "quantitative" } },
    };
    const data = {
      "application/vnd.decoupling-briefing.figure+json": {
        version: 1,
        id: name,
        data: rows,
        caption: words,
        alt: words,
        source: { parts: ["Made up"] },
      },
      "application/vnd.vegalite.v5+json": spec,
    };
    return [
      {
        cell_type: "markdown",
        id: `m${index}`,
        metadata: {},
        source: `## Part ${index}\n\nWords about @fig-${name}.`,
      },
      {
        cell_type: "code",
        id: `c${index}`,
        metadata: {
          "decoupling-briefing": {
            status: "executed",
            trace: { files: [], modules: [], environment: [], functions: [] },
          },
        },
        source: `const a${index} = ${index === 0 ? 0 : `a${index - 1} + 1`};`,
        execution_count: 1,
        outputs: [{ output_type: "display_data", data, metadata: {} }],
      },
    ];
  });
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", language: "typescript", display_name: "TypeScript" } },
    cells: cells.flat(),
  };
}
