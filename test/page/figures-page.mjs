// Tests the tooltips of figures for pointer, finger and arrow keys, and the downloads of figures and tables, in the
// built briefing: every point of every plot, wide and narrow, and the single file by itself.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { csvParse } from "d3-dsv";
import { PNG } from "pngjs";
import { check, fixture, seeded, writeFiles } from "../checks.mjs";
import { arrives } from "../chromium.mjs";

const points = 200;

/** @param {{ open: Function, work: string, file: string, seed?: number }} given */
export async function lookAtFigures({ open, work, file, seed = 20170117 }) {
  console.log(`--- tooltips and downloads, ${points} points each, seed ${seed}`);
  for (const [name, width] of [
    ["wide", 1400],
    ["narrow", 390],
  ]) {
    await open(file, { viewport: { width, height: 1500 } }, async (page) => {
      for (const id of await figureIds(page)) await hover(page, { name, id, file, seed });
    });
  }
  const foreign = await renderForeign(work);
  await open(foreign, { viewport: { width: 1200, height: 1200 } }, async (page) => {
    for (const id of await figureIds(page)) await hover(page, { name: "foreign", id, file: foreign, seed });
    await series(page);
  });
  await open(file, { viewport: { width: 1200, height: 900 } }, keyboard);
  await open(file, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, (page) =>
    touch(page),
  );
  await downloads({ open, work, file });
}

async function renderForeign(work) {
  const { renderExecuted } = await import("../../src/briefing/dist/engine/render/render-executed.js");
  const folder = path.join(work, "foreign");
  const { files } = await renderExecuted(fixture("page/foreign.ipynb"), path.join(work, "foreign.ipynb"));
  writeFiles(folder, files);
  return path.join(folder, "briefing.html");
}

const figureIds = (page) =>
  page.locator("figure:has(> script.carried)").evaluateAll((all) => all.map(({ id }) => id));

async function alive(page, id) {
  const figure = page.locator(`[id="${id}"]`);
  const drawing = figure.locator(".drawing:visible");
  await drawing.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  await drawing.hover();
  await arrives(figure.locator("[data-alive]").first());
  return figure;
}

/** Points at places in the plots; the tooltip must show the nearest mark each time. */
async function hover(page, { name, id, file, seed }) {
  const ok = (what, isRight, detail) => check(`${name}: ${id} ${what}`, isRight, detail);
  const figure = await alive(page, id);
  const random = seeded(seed + id.length);
  const numbers = Array.from({ length: 3 * points }, random);
  const asked = await figure.evaluate(askEverywhere, { points, numbers });
  const silent = asked.answers.filter(({ text }) => text === "");
  const first = JSON.stringify(silent[0]?.at);
  const isComplete = asked.answers.length === points && silent.length === 0;
  ok("has a tooltip at each point", isComplete, `${silent.length} silent, first at ${first}`);
  const crude = asked.answers.find(({ text }) => /\d\.\d{5}/.test(text));
  ok("rounds its tooltip", crude === undefined, crude?.text);
  const rows = csvParse(readFileSync(path.join(path.dirname(file), "figures", `${id.slice(4)}.csv`), "utf8"));
  const wrong = asked.answers.filter((answer) =>
    answer.ticks.length > 0 ? !showsYear(answer, rows) : !showsNearest(answer),
  );
  ok("shows the nearest mark", wrong.length === 0, `${wrong.length}, first ${JSON.stringify(wrong[0])}`);
}

/** The nearest year with rows, according to the labels of the axis, and the names of all its series. */
function showsYear({ at, text, ticks, yearsOfPlot }, rows) {
  // Labels at the ends are moved inwards.
  const [first, last] = ticks.length > 3 ? [ticks[1], ticks.at(-2)] : [ticks[0], ticks.at(-1)];
  const xOf = (year) => first.x + ((year - first.year) / (last.year - first.year)) * (last.x - first.x);
  // Events have fractional years.
  const yearsOfRows = [...new Set(rows.map(({ year }) => Number(year)))].filter(Number.isInteger);
  // A panel may lack years that another one has.
  const years = yearsOfRows.filter((year) => yearsOfPlot.length === 0 || yearsOfPlot.includes(year));
  const distance = (year) => Math.abs(xOf(year) - at[0]);
  const least = Math.min(...years.map(distance));
  // Labels are placed on whole pixels.
  const shownYear = Number(text.split("\n")[0].split(" ")[0]);
  if (distance(shownYear) > least + 1.5 || !years.includes(shownYear)) return false;
  const own = rows.filter((row) => Number(row.year) === shownYear);
  const names = [...new Set(own.map(({ label, name }) => label ?? name ?? ""))];
  return names.every((label) => text.includes(label));
}

/** Whether the tooltip shows a mark that is nearest horizontally, vertically, by distance or within its panel. */
function showsNearest({ text, nearest }) {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(Number);
  const says = (one) =>
    text.includes(one) || numbers.some((number) => Math.abs(number - Number(one)) <= number / 1000);
  return nearest.some((texts) => texts.every(says));
}

/** In the page: moves a pointer to points of the plots. */
function askEverywhere(figure, { points, numbers }) {
  const random = () => numbers[(taken += 1)];
  let taken = -1;
  const drawing = [...figure.querySelectorAll("[data-alive]")].find((one) => one.offsetHeight > 0);
  const boxOf = (element) => element.getBoundingClientRect();
  // Entries of a legend are groups, too.
  const plots = [...drawing.querySelectorAll(".role-frame > g > .background, .role-scope > g > .background")]
    .filter((background) => background.closest(".role-legend") === null)
    .map(boxOf)
    .filter(({ width, height }) => width > 40 && height > 20);
  const ticks = [...drawing.querySelectorAll(".role-axis-label text")]
    .map((label) => ({ year: Number(label.textContent), x: boxOf(label).x + boxOf(label).width / 2 }))
    .filter(({ year }) => Number.isInteger(year) && year > 1900 && year < 2100)
    .sort((a, b) => a.year - b.year);
  const marks = [...drawing.querySelectorAll(".role-mark path, .role-mark line")].flatMap((element) => {
    const tooltip = element.__data__?.tooltip;
    if (!tooltip || element.__data__.mark.items.length === 0) return [];
    const texts = Object.values(tooltip).filter((one) => one !== "complete");
    // A line is one element with a tooltip for each of its points.
    const years = element.__data__.mark.items
      .flatMap((item) => Object.values(item.tooltip ?? {}))
      .filter((one) => /^\d{4}$/.test(one))
      .map(Number);
    return [{ box: boxOf(element), texts, years }];
  });
  const tip = /** @type {HTMLElement | null} */ (document.querySelector(".tip"));
  const gap = (at, from, to) => Math.max(from - at, 0, at - to);
  const nearestTo = ([x, y], plot, text) => {
    const own = marks.filter(({ box }) => gap(box.x, plot.left - 12, plot.right + 12) === 0);
    const by = (some, measure) => {
      const measured = some.map(({ box, texts }) => ({
        texts,
        by: measure(gap(x, box.left, box.right), gap(y, box.top, box.bottom), box),
      }));
      const least = Math.min(...measured.map((one) => one.by));
      // A symbol is as large as it is drawn, and represents its centre.
      return measured.filter((one) => one.by <= least + 5).map(({ texts }) => texts);
    };
    const inPanel = own.filter(({ texts }) => text.startsWith(texts[0]));
    return [
      ...by(own, (dx) => dx),
      ...by(own, (_dx, dy) => dy),
      ...by(own, (dx, dy) => Math.hypot(dx, dy)),
      ...by(inPanel, (dx) => dx),
    ];
  };
  const answers = [];
  while (answers.length < points && plots.length > 0) {
    const plot = plots[Math.floor(random() * plots.length)];
    const clientX = plot.left + random() * plot.width;
    const clientY = plot.top + random() * plot.height;
    const at = /** @type {[number, number]} */ ([clientX, clientY]);
    // The topmost element is determined only occasionally, because that is slow.
    const target =
      answers.length % 20 === 0 ? document.elementFromPoint(clientX, clientY) : drawing.firstElementChild;
    target?.dispatchEvent(
      new PointerEvent("pointermove", { clientX, clientY, bubbles: true, pointerType: "mouse" }),
    );
    const text = tip === null || tip.hidden ? "" : tip.innerText;
    const own = ticks.filter(({ x }) => x > plot.left - 20 && x < plot.right + 20);
    const isOnYears = own.length > 1 && /^\d{4}\b/.test(text);
    const inPlot = marks.filter(
      ({ box }) =>
        gap(box.x + box.width / 2, plot.left - 1, plot.right + 1) === 0 &&
        gap(box.y + box.height / 2, plot.top - 1, plot.bottom + 1) === 0,
    );
    answers.push({
      at,
      text,
      yearsOfPlot: inPlot.flatMap(({ years }) => years),
      ticks: isOnYears ? own : [],
      nearest: isOnYears ? [] : nearestTo(at, plot, text),
    });
  }
  return { answers };
}

/** A series is highlighted by pointing at its entry in the legend. */
async function series(page) {
  const figure = await alive(page, "fig-lines");
  const entry = await figure.locator("[data-alive] .role-legend-label text").last().boundingBox();
  await page.mouse.move(entry.x + 4, entry.y + entry.height / 2);
  const faded = figure.locator("[data-alive] .faded");
  const paths = await faded.evaluateAll((all) => all.filter(({ tagName }) => tagName === "path").length);
  check("foreign: a name in the legend fades the other line", paths > 0);
  await page.mouse.move(0, 0);
  check("foreign: it is restored", (await faded.count()) === 0);
}

async function keyboard(page) {
  const [id] = await figureIds(page);
  const figure = page.locator(`[id="${id}"]`);
  await figure.locator(".drawing:visible").focus();
  await arrives(figure.locator("[data-alive]").first());
  const answers = figure.locator(".answers:visible");
  const tip = page.locator(".tip");
  const spoken = page.locator("#briefing-tip [aria-live=polite]");
  await page.keyboard.press("Tab");
  await answers.focus();
  const outline = await answers.evaluate((host) => getComputedStyle(host).outlineStyle);
  check("keyboard: the focus is visible", outline !== "none");
  const tips = [];
  for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowLeft", "Home"]) {
    await page.keyboard.press(key);
    tips.push(await tip.innerText());
    const words = (await spoken.textContent()).replaceAll(/\s+/g, " ");
    check(`keyboard: ${key} announces what it shows`, words.startsWith(tips.at(-1).split("\n")[0]), words);
  }
  const [first, second, last, before, home] = tips;
  check("keyboard: the arrows move on", first !== second && last !== before && home === first, tips.join());
  await page.keyboard.press("Escape");
  check("keyboard: Escape closes", await tip.isHidden());
}

async function touch(page) {
  const [id] = await figureIds(page);
  const figure = page.locator(`[id="${id}"]`);
  const drawing = figure.locator(".drawing:visible");
  await drawing.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const box = await drawing.boundingBox();
  const tip = page.locator(".tip");
  const at = (part) => ({ x: box.x + part * box.width, y: box.y + box.height / 2 });
  await page.touchscreen.tap(at(0.3).x, at(0.3).y);
  check("touch: the first tap shows a tooltip", await arrives(tip, "visible"));
  const first = await tip.innerText();
  const session = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", [at(0.3)]);
  for (const part of [0.35, 0.4, 0.5, 0.6]) await send("touchMove", [at(part)]);
  check("touch: dragging moves it", (await tip.isVisible()) && (await tip.innerText()) !== first);
  await send("touchEnd", []);
  check("touch: the tooltip stays", await tip.isVisible());
  const finding = await figure.locator(".finding").boundingBox();
  await page.touchscreen.tap(finding.x + 5, finding.y + 5);
  check("touch: a tap elsewhere closes it", await tip.isHidden());
}

/** The single file alone, as if sent by mail: no files next to it, no requests. */
async function downloads({ open, work, file }) {
  const alone = path.join(work, "alone", "briefing.html");
  mkdirSync(path.dirname(alone), { recursive: true });
  copyFileSync(file, alone);
  const beside = (name) => readFileSync(path.join(path.dirname(file), "figures", name), "utf8");
  const heard = await open(alone, { viewport: { width: 1200, height: 900 } }, async (page) => {
    const get = async (id, kind) => {
      const control = page.locator(`[id="${id}"] > .tools [data-file=${kind}]`);
      // Of some hundred downloads, Chromium occasionally fails to start one; a user would click again.
      let download;
      for (let press = 1; download === undefined && press <= 4; press += 1) {
        const begun = page.waitForEvent("download", { timeout: 15_000 }).catch(() => undefined);
        await control.click();
        download = await begun;
        if (download === undefined) console.log(`${id} ${kind}: no download after press ${press}`);
      }
      if (download === undefined) throw new Error(`${id}: its ${kind} cannot be downloaded`);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const ids = await figureIds(page);
    for (const [index, id] of ids.entries()) {
      const name = id.slice("fig-".length);
      const data = await get(id, "data");
      check(`download: ${id} CSV is the file next to the page`, String(data.bytes) === beside(`${name}.csv`));
      check(`download: ${id} CSV has a name`, data.name.endsWith(`-${id}.csv`), data.name);
      const spec = await get(id, "spec");
      check(
        `download: ${id} spec is the file next to the page`,
        String(spec.bytes) === beside(`${name}.vl.json`),
      );
      // A few suffice, because pictures take time.
      if (index < 3) await pictures({ page, id, get });
    }
    for (const id of await page.locator("figure[id^=tbl-]").evaluateAll((all) => all.map((one) => one.id))) {
      const { bytes } = await get(id, "data");
      const shown = await page.locator(`[id="${id}"] tbody tr`).count();
      check(`download: ${id} has its rows`, csvParse(String(bytes)).length === shown);
    }
  });
  const others = heard.filter((one) => !one.startsWith("request: blob:"));
  check("download: no requests are made", others.length === 0, others.slice(0, 3).join("; "));
}

async function pictures({ page, id, get }) {
  const svg = String((await get(id, "svg")).bytes);
  const fault = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return parsed.querySelector("parsererror")?.textContent ?? "";
  }, svg);
  check(`download: ${id} SVG is well-formed`, fault === "", fault);
  check(`download: ${id} SVG contains font and colours`, /@font-face/.test(svg) && !/var\(/.test(svg));
  const [, width] = /<svg[^>]* width="(\d+)/.exec(svg) ?? [];
  const png = PNG.sync.read((await get(id, "png")).bytes);
  const dark = png.data.filter((value, index) => index % 4 === 0 && value < 128).length;
  check(`download: ${id} PNG is twice as large`, png.width === 2 * Number(width), `${png.width}`);
  check(`download: ${id} PNG is on white`, png.data[0] === 255 && png.data[3] === 255 && dark > 500);
}
