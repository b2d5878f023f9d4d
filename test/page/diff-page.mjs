// The page of `briefing diff --format html` in headless Chromium, as a reviewer would use it.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { check, fixture, hostileNotebook, root, writeFiles } from "../checks.mjs";
import { checkAccessible, checkQuiet, checkWidth, findChromium } from "../chromium.mjs";

const views = [
  ["wide", 1400, "light"],
  ["dark", 1200, "dark"],
  ["phone", 360, "light"],
];

/** Compares a notebook with one of everything, and a hostile one, with edited copies, and checks the pages. */
export async function lookAtDiffs({ open, work }) {
  const tea = fixture("report/tea.ipynb");
  const hostile = hostileNotebook();
  const pages = {
    tea: await pageOf(work, "tea", tea, edited(tea)),
    hostile: await pageOf(work, "hostile", hostile, edited(hostile)),
    long: await pageOf(work, "long", tea, edited(tea), 600),
    shipped: await shippedPage(work),
  };
  for (const [name, file] of Object.entries(pages)) {
    console.log(`--- briefing diff: ${name}`);
    for (const [view, width, colorScheme] of views) {
      await looks(open, file, `${name}, ${view}`, { viewport: { width, height: 900 }, colorScheme });
    }
  }
  const wide = { viewport: { width: 1400, height: 900 } };
  const narrow = { viewport: { width: 390, height: 800 } };
  for (const [view, sides] of [
    [wide, "beside each other"],
    [narrow, "one above the other"],
  ]) {
    await open(pages.shipped, view, (page) => firstPage(page, sides));
    await open(pages.tea, view, (page) => movedFigures(page, sides));
  }
  await open(pages.tea, wide, async (page) => {
    await steps(page);
    await filters(page);
    await pictures(page);
  });
  await screenshots({ open, work, tea });
  await open(pages.tea, { ...wide, javaScriptEnabled: false }, async (page) => {
    check("without scripts: no filters", await page.locator(".filters").isHidden());
    check("without scripts: changes are shown", await page.locator(".change").first().isVisible());
  });
  await open(pages.tea, {}, async (page) => {
    check("print: the comparison is printed", (await page.pdf({ preferCSSPageSize: true })).length > 1000);
  });
}

/** Other numbers, words and code, anywhere. */
function edited(notebook) {
  return notebook
    .replaceAll('"tonnes": 6.5', '"tonnes": 9.5')
    .replaceAll('"b":1', '"b":2')
    .replaceAll('"raw": 2,', '"raw": 3,')
    .replaceAll('"two"', '"three"')
    .replaceAll("drunk", "poured")
    .replaceAll("secret()", "secret(2)")
    .replaceAll('"raw":1', '"raw":2');
}

/** The briefing of this repository and a copy with a different first page. */
async function shippedPage(work) {
  const before = path.join(work, "shipped");
  cpSync(path.join(root, "output"), before, { recursive: true });
  const file = path.join(before, "report.json");
  const report = JSON.parse(readFileSync(file, "utf8"));
  const { headline, findings } = report.firstPage;
  report.firstPage.headline = headline.map((part) =>
    typeof part === "string" ? part.replace(/^(\p{L}+ )/u, "$1other ") : part,
  );
  report.firstPage.findings = findings.slice(1);
  writeFileSync(file, JSON.stringify(report));
  return await written(work, "shipped", [before, path.join(root, "output")], 0);
}

/** `briefing diff --pictures`: what looks different, and nothing else; an inserted paragraph moves the rest. */
async function screenshots({ open, work, tea }) {
  const { renderExecuted } = await import("../../src/briefing/dist/engine/render/render-executed.js");
  const { files } = await renderExecuted(tea, path.join(work, "tea.ipynb"));
  const names = ["pictures-before", "pictures-after"].map((name) => path.join(work, name));
  for (const name of names) writeFiles(name, files);
  const page = path.join(names[1], "briefing.html");
  const html = readFileSync(page, "utf8");
  const first = /<figure [^>]*id="fig-([^"]+)"/.exec(html)?.[1] ?? "";
  const drawn = (id) => `<style>[id="fig-${id}"] svg { opacity: 0.4; }</style></head>`;
  const inserted = html.replace('<main id="content">', '$&<p style="height: 33.3px">More.</p>');
  writeFileSync(
    page,
    inserted.replace("</head>", () => drawn(first)),
  );
  const { comparison, ...rest } = await pictured(work, names);
  const { figures, differing } = comparison.pictures ?? { figures: 0, differing: [] };
  const shown = differing.filter(({ what }) => what === "figure");
  const words = JSON.stringify(differing);
  check("pictures: the figure is compared", figures === 1, String(figures));
  check(
    "pictures: only the figure that looks different is listed",
    shown.length === 1 && shown[0].id === first,
    words,
  );
  check(
    "pictures: it is drawn differently",
    shown[0]?.drawnDifferently === true && shown[0].share > 0.001,
    words,
  );
  const { formatHtml } = await import("../../src/briefing/dist/engine/diff/format/html.js");
  const file = path.join(work, "pictures.html");
  writeFileSync(file, formatHtml({ comparison, ...rest }, { command: "briefing diff" }));
  await open(file, { viewport: { width: 1400, height: 900 } }, async (opened) => {
    const images = opened.locator("[aria-labelledby=pictures] .part").first().locator("img");
    check("pictures: before, after and the difference are shown", (await images.count()) === 3);
    await images.nth(2).evaluate((image) => image.decode());
    const tops = await images.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().y));
    check("pictures: beside each other", Math.max(...tops) - Math.min(...tops) < 30, tops.join());
  });
  const again = await pictured(work, names);
  check("pictures: the same again", JSON.stringify(again.shots) === JSON.stringify(rest.shots));
}

async function pictured(work, names) {
  const { diffBriefings } = await import("../../src/briefing/dist/engine/diff/diff-briefings.js");
  const { signal } = new AbortController();
  const pictures = { browser: findChromium(), signal };
  return await diffBriefings({ names, cwd: work, root: work, output: path.join(work, "output"), pictures });
}

async function pageOf(work, name, before, after, copies = 0) {
  const names = [`${name}-before.ipynb`, `${name}-after.ipynb`].map((file) => path.join(work, file));
  writeFileSync(names[0], before);
  writeFileSync(names[1], after);
  return await written(work, name, names, copies);
}

async function written(work, name, names, copies) {
  const { diffBriefings } = await import("../../src/briefing/dist/engine/diff/diff-briefings.js");
  const { formatHtml } = await import("../../src/briefing/dist/engine/diff/format/html.js");
  const result = await diffBriefings({ names, cwd: work, root: work, output: path.join(work, "output") });
  const value = result.comparison.changes.find(
    ({ kind, status }) => kind === "value" && status === "changed",
  );
  const more = Array.from({ length: copies }, (_, index) => ({
    ...value,
    key: `value:copy-${index}`,
    fingerprint: (0x1000_0000 + index).toString(16).padEnd(16, "0"),
    id: `copy-${index}`,
  }));
  const changes = [...result.comparison.changes, ...more];
  const file = path.join(work, `${name}.html`);
  writeFileSync(
    file,
    formatHtml({ ...result, comparison: { ...result.comparison, changes } }, { command: "briefing diff" }),
  );
  return file;
}

async function looks(open, file, name, options) {
  checkQuiet(name, await open(file, options, (page) => checkWidth(page, name)));
  await open(file, { ...options, bypassCSP: true }, async (page) => {
    await page.locator("details").evaluateAll((all) => all.forEach((part) => (part.open = true)));
    await checkAccessible(page, name);
  });
}

/** Whether both are visible, and their arrangement. */
async function standing(before, after) {
  const boxes = [await before.boundingBox(), await after.boundingBox()];
  const [left, right] = boxes;
  if (left === null || right === null || left.width * right.width === 0) return "not to be seen";
  if (right.x >= left.x + left.width && Math.abs(right.y - left.y) < 2) return "beside each other";
  return right.y >= left.y + left.height ? "one above the other" : "one over the other";
}

async function firstPage(page, sides) {
  const order = await page.locator("h1, h2").evaluateAll((all) => all.map(({ id }) => id));
  check("the page opens on the first page", order[1] === "first-page", order.join(" "));
  const parts = page.locator("[aria-labelledby=first-page] .part");
  const headline = parts.first();
  const texts = headline.locator(".sides > div");
  const found = await standing(texts.nth(0), texts.nth(1));
  check(`the headline stands before and after ${sides}`, found === sides, found);
  const marked = await headline
    .locator("del, ins")
    .evaluateAll((all) => all.map(({ tagName, textContent }) => `${tagName} ${textContent}`));
  check("its changed words are marked", marked.join() === "DEL other", marked.join());
  check("a new finding is labelled as such", (await parts.filter({ hasText: ", new" }).count()) === 1);
  const link = parts.first().locator("h3 a");
  const target = await link.getAttribute("href");
  await link.click();
  check("it links to its entry", await page.locator(`article${target}:target`).isVisible());
}

async function movedFigures(page, sides) {
  const first = page.locator("[aria-labelledby=figures] .part").first();
  const images = first.locator("img");
  await images.nth(1).evaluate((image) => image.decode());
  const found = await standing(first.locator(".before"), first.locator(".after"));
  check(`a figure with other data stands before and after ${sides}`, found === sides, found);
  const entry = page.locator(`article${await first.locator("h3 a").getAttribute("href")}`);
  check("its entry only links to its pictures", (await entry.locator("img").count()) === 0);
  const up = await entry.locator(".note a").first().getAttribute("href");
  check("the link works", (await page.locator(`${up} img`).count()) === 2);
}

const focused = (page) => page.evaluate(() => document.activeElement?.closest(".change")?.id ?? "");

async function steps(page) {
  const ids = await page.locator(".change").evaluateAll((all) => all.map(({ id }) => id));
  const next = page.locator("[data-step='1']");
  await next.click();
  check("the first step goes to the first change", (await focused(page)) === ids[0]);
  await next.click();
  check("the next step goes to the next change", (await focused(page)) === ids[1]);
  check("the position is shown", (await page.locator(".position").textContent()) === `2 of ${ids.length}`);
  await page.locator("[data-step='-1']").click();
  check("a step back goes to the previous change", (await focused(page)) === ids[0]);
  for (let count = 0; count < ids.length; count += 1) await next.click();
  check("steps go to the last change", (await focused(page)) === ids.at(-1));
}

async function filters(page) {
  const visible = () =>
    page
      .locator(".change")
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ dataset }) => dataset.kind));
  const all = await visible();
  await page.locator("input[name=kind][value=value]").uncheck();
  const others = await visible();
  check("a kind can be hidden", others.length < all.length && !others.includes("value"));
  check(
    "visible changes are counted",
    (await page.locator(".shown").textContent()) === `${others.length} of ${all.length} changes`,
  );
  await page.locator("input[name=kind][value=value]").check();
  const select = page.locator("select[name=cause]");
  const cause = await select.locator("option").nth(1).getAttribute("value");
  await select.selectOption(cause);
  const caused = await page
    .locator(".change:visible")
    .evaluateAll(
      (found, wanted) => found.every(({ dataset }) => dataset.causes.split(" ").includes(wanted)),
      cause,
    );
  check("changes can be filtered by cause", caused && (await visible()).length > 0);
  await select.selectOption("");
  check("all come back", (await visible()).length === all.length);
}

async function pictures(page) {
  const box = page.locator(".pictures").first();
  await box.locator("[value=overlay]").focus();
  await page.keyboard.press("Space");
  const blend = await box.locator(".after").evaluate((each) => getComputedStyle(each).mixBlendMode);
  check("the difference is blended", blend === "difference");
}
