// Permalinks, copying, and the panel of a number, in headless Chromium, for a page opened as a file that is published
// elsewhere.
import path from "node:path";
import { becomes, check, writeFiles } from "../checks.mjs";
import { arrives, checkQuiet } from "../chromium.mjs";
import { teaReport } from "./tea.mjs";

const address = "https://example.org/tea/";

/** @param {{ open: Function, work: string }} driver */
export async function lookAtLinksAndPanels({ open, work }) {
  const file = await publishedPage(work);
  console.log("--- links and panels");
  const wide = { viewport: { width: 1400, height: 900 } };
  const heard = await open(
    file,
    { ...wide, permissions: ["clipboard-read", "clipboard-write"] },
    async (page) => {
      await links(page);
      await pinned(page);
      await byKeyboard(page);
      await tabOrder(page);
      await dataTable(page);
    },
  );
  checkQuiet("links and panels", heard);
  await open(file, wide, withoutClipboard);
  const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
  await open(file, phone, byTouch);
  await open(file, { ...wide, javaScriptEnabled: false }, withoutScripts);
}

async function publishedPage(work) {
  const { renderBriefing } = await import("../../src/briefing/dist/engine/render/render-briefing.js");
  const report = teaReport({
    title: "Tea",
    authors: [{ name: "Wei Li", family: "Li" }],
    publication: { url: address, license: { name: "CC BY 4.0" } },
  });
  const folder = path.join(work, "published");
  writeFiles(folder, await renderBriefing(report, []));
  return path.join(folder, "briefing.html");
}

const notice = (page) => page.locator(".said").textContent();
/** Copying takes a moment. */
const showsNotice = (page, words) => becomes(async () => (await notice(page)) === words, 5_000);
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

async function links(page) {
  const anchors = await page.evaluate(() =>
    [...document.querySelectorAll("main :is(h2,h3,h4,h5,h6,figure.shown,.claim)[id]:not(.unseen)")].map(
      (each) => each.querySelector(`a.permalink[href="#${CSS.escape(each.id)}"]`) !== null,
    ),
  );
  check("every heading, figure and table has a permalink", anchors.length > 4 && anchors.every(Boolean));
  const sign = page.locator("#fig-sales .permalink");
  check("a permalink is hidden at first", (await opacity(sign)) === 0);
  await page.locator("#fig-sales figcaption").hover();
  await page.waitForTimeout(250);
  check("a permalink appears next to the element under the pointer", (await opacity(sign)) === 1);
  await sign.click();
  check("the page confirms that a link was copied", await showsNotice(page, "Link copied"));
  check("the link points to the published page", (await clipboard(page)) === `${address}#fig-sales`);
  check("the address of the window is updated", page.url().endsWith("#fig-sales"));
  await page.locator('button.copy[data-copies="cite-text"]').click();
  check("the citation is copied", /^Li, W\. \(n\.d\.\)\. Tea/.test(await clipboard(page)));
}

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
const opacity = (locator) => locator.evaluate((element) => Number(getComputedStyle(element).opacity));

/** A value in the text, and its panel. */
async function valueAndPanel(page) {
  const value = page.locator("main p button.value").first();
  await value.scrollIntoViewIfNeeded();
  return { value, panel: page.locator("#panel") };
}

async function pinned(page) {
  const { value, panel } = await valueAndPanel(page);
  await value.hover();
  await page.waitForTimeout(300);
  check("hovering opens nothing", await panel.isHidden());
  check("it shows the exact number", /^[\d.,]+/.test((await value.getAttribute("title")) ?? ""));
  await value.click();
  await panel.waitFor({ state: "visible" });
  await page.mouse.move(5, 5);
  await page.waitForTimeout(300);
  check("a click opens the panel permanently", await panel.isVisible());
  check("the panel shows the exact number", /\d/.test((await panel.locator(".exact").textContent()) ?? ""));
  await page.keyboard.press("Escape");
  check("Escape closes it", await panel.isHidden());
  await value.click();
  await panel.locator(".close").click();
  check("its button closes it", await panel.isHidden());
  check("its button restores the focus", await isFocused(value));
  await value.click();
  await panel.waitFor({ state: "visible" });
  await page.mouse.click(5, 400);
  check("a click elsewhere closes it", await panel.isHidden());
  await value.click();
  await panel.waitFor({ state: "visible" });
  await value.click();
  check("a second click closes it", await panel.isHidden());
}

async function byKeyboard(page) {
  const { value, panel } = await valueAndPanel(page);
  await page.mouse.move(5, 5);
  await value.focus();
  await page.keyboard.press("Enter");
  check("Enter opens the panel", await arrives(panel, "visible"));
  const isIn = () => panel.evaluate((each) => each.contains(document.activeElement));
  check("the focus moves into the panel", await becomes(isIn, 2_000));
  const isOnFold = () => page.evaluate(() => document.activeElement?.localName === "summary");
  // Past the sources and tables in the panel.
  for (let tabs = 0; tabs < 12 && !(await isOnFold()); tabs++) await page.keyboard.press("Tab");
  check(
    "the details can be reached within the panel",
    (await isOnFold()) && (await isIn()) && (await panel.isVisible()),
  );
  await page.keyboard.press("Enter");
  check("its details open", await panel.locator("dl").isVisible());
  await page.keyboard.press("Escape");
  check("Escape closes it, and the focus is on the value", await isFocused(value));
  check("Escape keeps it closed", await panel.isHidden());
  await stops(page);
}

/** Only one number of a part is a Tab stop; arrow keys move to the others. */
async function stops(page) {
  const numbers = page.locator("main p button.value");
  const isStop = (locator) => locator.evaluate(({ tabIndex }) => tabIndex === 0);
  const first = numbers.nth(0);
  const second = numbers.nth(1);
  await first.focus();
  check("a number with the focus is a stop", await isStop(first));
  check("the last number of the part has no next one", !(await isStop(second)));
  await page.keyboard.press("ArrowRight");
  check("an arrow key moves to the next number", await isFocused(second));
  check("which becomes the Tab stop", (await isStop(second)) && !(await isStop(first)));
  await page.keyboard.press("ArrowLeft");
  check("and back", await isFocused(first));
}

/** The Tab key leads through the text; a button includes what is beside it. */
async function tabOrder(page) {
  const extras = page.locator("main .permalink, main .tools :is(a, button), main details.data > summary");
  const stops = () => extras.evaluateAll((all) => all.filter(({ tabIndex }) => tabIndex >= 0).length);
  check("permalinks, downloads and tables are no stops at first", (await stops()) === 0);
  const toggle = page.locator("button.skip");
  await toggle.focus();
  check("the button that includes them is visible when it has the focus", await toggle.isVisible());
  await page.keyboard.press("Enter");
  check("it includes all of them", (await stops()) === (await extras.count()) && (await stops()) > 4);
  check("and says so", (await toggle.getAttribute("aria-pressed")) === "true");
  await page.keyboard.press("Enter");
  check("and leaves them out again", (await stops()) === 0);
}

async function dataTable(page) {
  const fold = page.locator("#fig-sales details.data");
  await page.evaluate(() => (location.hash = "#fig-sales"));
  await page.waitForTimeout(200);
  check("a link to a figure opens nothing", (await fold.getAttribute("open")) === null);
  await fold.locator("summary").click();
  check("the table of a figure opens", await arrives(fold.locator("table"), "visible"));
  const caption = await fold.locator("caption").innerText();
  check("its caption names the figure", /^Figure 1/.test(caption), caption);
  const long = await fold
    .locator("td, th")
    .evaluateAll((all) => all.map((cell) => cell.textContent).filter((text) => /\.\d{4,}|null/.test(text)));
  check("its numbers are rounded", long.length === 0, long.join("; "));
}

/** In some browsers, pages opened as files have no clipboard. */
async function withoutClipboard(page) {
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.addEventListener("copy", ({ target }) => {
      document.title = target instanceof HTMLTextAreaElement ? target.value : "";
    });
  });
  await page.locator("#fig-sales .permalink").click();
  await page.waitForTimeout(50);
  const copied = await page.title();
  check("without a clipboard the link is selected and copied", copied === `${address}#fig-sales`);
  check("and the page reports it", await showsNotice(page, "Link copied"));
}

async function byTouch(page) {
  check("on touch a permalink is visible", (await opacity(page.locator("#fig-sales .permalink"))) > 0.5);
  const { value, panel } = await valueAndPanel(page);
  await value.tap();
  check("a tap opens the panel", await arrives(panel, "visible"));
  await page.waitForTimeout(400);
  check("and it stays", await panel.isVisible());
  const box = await panel.boundingBox();
  check(
    "the panel is on the screen",
    box !== null && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 800,
  );
}

async function withoutScripts(page) {
  const { value, panel } = await valueAndPanel(page);
  await value.click();
  check("without scripts: a click shows where it comes from", await panel.locator("a").isVisible());
  await page.keyboard.press("Escape");
  const without = await page.locator("button.copy:visible").count();
  check("without scripts: no buttons without effect", without === 0);
  await page.locator("#cite ~ .fold summary").first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('a[download$=".bib"]').click(),
  ]);
  const name = download.suggestedFilename();
  check("without scripts: BibTeX is downloaded", name === "litea.bib", name);
}
