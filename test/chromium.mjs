// Pages in headless Chromium, as their readers have them.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { check } from "./checks.mjs";

/** The browser that CHROMIUM names, or the first of the usual ones; without any, a driver ends here. */
export function findChromium() {
  const usual = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
  const found = [process.env.CHROMIUM, ...usual].find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  console.log("no Chromium: set CHROMIUM to its path\n0 passed, 1 failed, 0 skipped");
  process.exit(1);
}

const launched = () => ({
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});

export const launchChromium = () => chromium.launch(launched());

/** A context of a browser whose reader has chosen this text size, in pixels; `folder` is for its profile. */
export function launchWithTextSize(size, folder, options) {
  mkdirSync(path.join(folder, "Default"), { recursive: true });
  const preferences = { webkit: { webprefs: { default_font_size: size } } };
  writeFileSync(path.join(folder, "Default", "Preferences"), JSON.stringify(preferences));
  return chromium.launchPersistentContext(folder, { ...launched(), ...options });
}

/** Opens a page and works with it: what it said, failed at, or asked for that is not its own. */
export async function visit(browser, address, options, work, isOwn = (url) => url === address) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!isOwn(request.url()) && !request.url().startsWith("data:")) heard.push(`request: ${request.url()}`);
  });
  try {
    await page.goto(address);
    await work(page);
    return heard;
  } finally {
    await context.close();
  }
}

export const checkQuiet = (name, heard) =>
  check(`${name}: nothing is said, asked for or run`, heard.length === 0, heard.slice(0, 3).join("; "));

/** Whether an element comes into a state. */
export const arrives = (locator, state = "attached") =>
  locator.waitFor({ state, timeout: 60_000 }).then(
    () => true,
    () => false,
  );

export async function checkWidth(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name}: no horizontal scroll`, over <= 0, `${over} px`);
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The policy of a page keeps axe out, rightly: it must be opened without. */
export async function checkAccessible(page, name) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly });
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 140)}`);
  }, rules);
  check(`${name}: axe finds nothing`, found.length === 0, found.join("; "));
}
