// Opens rendered pages in headless Chromium, like a reader, and checks them: node test/page/page.mjs [page.html ...]
// Without arguments, it renders a notebook with one of everything and a hostile one, adds output/briefing.html, and
// checks pages of briefing diff.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check, fixture, hostileNotebook, root, sum, workFolder, writeFiles } from "../checks.mjs";
import { arrives, checkQuiet, checkWidth, findChromium, launchChromium, visit } from "../chromium.mjs";
import { lookAtDiffs } from "./diff-page.mjs";
import { lookAtFaults } from "./faulty-page.mjs";
import { lookAtFigures } from "./figures-page.mjs";
import { lookAtGallery } from "./gallery.mjs";
import { lookWithLargeText } from "./large-text.mjs";
import { lookAtLinksAndPanels } from "./links-and-panels.mjs";
import { lookAtPaper } from "./paper.mjs";
import { lookAsReader } from "./reader.mjs";
import { lookAtSite } from "./site.mjs";
import { lookAtSummary } from "./summary.mjs";

const executable = findChromium();

const work = workFolder("briefing-page");
const browser = await launchChromium();
try {
  const given = process.argv.slice(2).map((file) => path.resolve(file));
  const shipped = path.join(root, "output/briefing.html");
  const pages =
    given.length > 0 ? given : [...(await renderOwn()), ...(existsSync(shipped) ? [shipped] : [])];
  for (const file of pages) {
    console.log(
      `--- ${path.relative(root, file).startsWith("..") ? path.basename(path.dirname(file)) : path.relative(root, file)}`,
    );
    await look(file);
  }
  if (given.length === 0) {
    if (existsSync(shipped)) await lookAtFigures({ open, work, file: shipped });
    if (existsSync(shipped)) await lookAsReader({ browser, file: shipped });
    if (existsSync(shipped)) await lookWithLargeText({ work, file: shipped });
    await lookAtGallery({ open, work });
    await lookAtLinksAndPanels({ open, work });
    await lookAtDiffs({ open, work });
    await lookAtSummary({ work, browser: executable });
    await lookAtPaper({ browser });
    await lookAtSite({ browser, folder: path.join(root, "output/site") });
    lookAtFaults({ work, executable });
  }
} finally {
  await browser.close();
}
sum();

async function renderOwn() {
  const { renderExecuted } = await import("../../src/briefing/dist/engine/render/render-executed.js");
  const sources = { tea: fixture("report/tea.ipynb"), hostile: hostileNotebook() };
  const written = [];
  for (const [name, text] of Object.entries(sources)) {
    const { files } = await renderExecuted(text, path.join(work, `${name}.ipynb`));
    writeFiles(path.join(work, name), files);
    written.push(path.join(work, name, "briefing.html"));
  }
  return written;
}

function open(file, options, work) {
  const locale = { timezoneId: "America/St_Johns", locale: "de-DE" };
  return visit(browser, pathToFileURL(file).href, { ...locale, ...options }, work);
}

async function look(file) {
  for (const [name, width, colorScheme] of [
    ["wide", 1400, "light"],
    ["dark", 1200, "dark"],
    ["phone", 360, "light"],
  ]) {
    const heard = await open(file, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      const before = await height();
      await checkWidth(page, name);
      await comeAlive(page, name);
      check(`${name}: activating figures does not shift the layout`, (await height()) === before);
    });
    checkQuiet(name, heard);
  }
  await checkAxe(file);
  await open(file, { javaScriptEnabled: false, viewport: { width: 1400, height: 900 } }, async (page) => {
    const figures = await page.locator("figure .drawing.wide svg").count();
    const visible = await page
      .locator("figure .drawing.wide svg")
      .evaluateAll((all) => all.filter((svg) => svg.getBoundingClientRect().height > 40).length)
      .catch(() => figures);
    check("without scripts: figures are drawn", figures === visible);
    const empty = page.locator("figure.shown > :is(.data, .try):visible");
    check("without scripts: no controls that need scripts", (await empty.count()) === 0);
  });
  await open(file, {}, async (page) => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    check("print: the page is printed", pdf.length > 1000);
  });
}

/** Like `briefing check --page`, in all its states. */
async function checkAxe(file) {
  const { checkPages } = await import("../../src/briefing/dist/tools/check/check-page.js");
  const environment = { CHROMIUM: executable };
  const { signal } = new AbortController();
  const { findings } = await checkPages([file], { environment, signal });
  const faults = findings.map(({ rule, selector, states }) => `${rule} ${selector} (${states.join(", ")})`);
  check("axe finds nothing", faults.length === 0, faults.slice(0, 5).join("; "));
}

async function comeAlive(page, name) {
  const figures = page.locator("figure:has(> script.carried)");
  for (let index = 0; index < (await figures.count()); index += 1) {
    const drawing = figures.nth(index).locator(".drawing:visible");
    await drawing.scrollIntoViewIfNeeded();
    await drawing.hover();
    const alive = await arrives(figures.nth(index).locator("[data-alive]").first());
    check(`${name}: figure ${index + 1} is activated`, alive);
    const point = await figures.nth(index).evaluate((figure) => {
      for (const mark of figure.querySelectorAll("[data-alive] path, [data-alive] rect")) {
        const { tooltip } = mark.__data__ ?? {};
        const box = mark.getBoundingClientRect();
        // A tall figure has marks above and below the window, and under the bar of contents.
        const isSeen = box.top > 80 && box.bottom < innerHeight;
        if (tooltip && isSeen && box.width > 0 && box.width < 60)
          return [box.x + box.width / 2, box.y + box.height / 2];
      }
      return undefined;
    });
    if (point === undefined) continue;
    await page.mouse.move(point[0] - 1, point[1]);
    await page.mouse.move(...point);
    check(
      `${name}: a mark of figure ${index + 1} shows its data`,
      await arrives(page.locator(".tip"), "visible"),
    );
  }
  await page.mouse.move(0, 0);
}
