// The shipped page with text of 200 %, as a reader sets it in the browser: on a phone and on a wide screen.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check } from "../checks.mjs";
import { checkWidth, launchWithTextSize } from "../chromium.mjs";

const textSize = 32;

/** `file` is the single page. */
export async function lookWithLargeText({ work, file }) {
  console.log("--- large text");
  for (const [name, width, height] of [
    ["phone", 390, 844],
    ["wide", 1400, 900],
  ]) {
    const profile = path.join(work, `large-text-${name}`);
    const context = await launchWithTextSize(textSize, profile, { viewport: { width, height } });
    try {
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.locator(".search input").waitFor();
      await look(page, `large text, ${name}`);
    } finally {
      await context.close();
    }
  }
}

async function look(page, name) {
  const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  check(`${name}: the browser's text size applies`, size === `${textSize}px`, size);
  await checkWidth(page, name);
  check(`${name}: the contents are folded into a bar`, await page.locator(".contents > summary").isVisible());
  check(`${name}: nothing is beside the text`, await page.locator(".rail").isHidden());
  const faults = await page.evaluate(findFaults);
  check(`${name}: nothing reaches out of the window`, faults.outside.length === 0, faults.outside);
  check(`${name}: no word of a heading is broken`, faults.broken.length === 0, faults.broken);
  check(`${name}: the bar says what it holds`, faults.isBarRead);
  const value = page.locator("main p button.value").first();
  await value.click();
  const box = await page.locator("#panel").boundingBox();
  const width = await page.evaluate(() => innerWidth);
  const isInside = box !== null && box.x >= 0 && box.x + box.width <= width;
  check(`${name}: the panel of a number is on the screen`, isInside, box);
  await page.keyboard.press("Escape");
  if (width > 640) return;
  const drawings = page.locator(".drawing.narrow");
  const small = [];
  for (let index = 0; index < (await drawings.count()); index += 1) {
    const drawing = drawings.nth(index);
    await drawing.scrollIntoViewIfNeeded();
    await drawing.locator("svg").waitFor();
    const sizes = await drawing.evaluate((place) => {
      const svg = place.querySelector("svg");
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const { left, right } = place.getBoundingClientRect();
      return [...svg.querySelectorAll("text")]
        .filter((text) => text.getBoundingClientRect().width > 0)
        .map((text) => {
          const box = text.getBoundingClientRect();
          const isCut = box.left < Math.min(0, left) - 1 || box.right > Math.max(innerWidth, right) + 1;
          return {
            words: text.textContent,
            pixels: scale * parseFloat(getComputedStyle(text).fontSize),
            isCut,
          };
        });
    });
    small.push(...sizes.filter(({ pixels, isCut }) => pixels < 11 || isCut));
  }
  check(
    `${name}: labels and legends of figures are whole and readable`,
    small.length === 0,
    small.slice(0, 5),
  );
}

/** Runs in the page. */
function findFaults() {
  const scrolls = (element) => {
    for (let around = element.parentElement; around !== null; around = around.parentElement)
      if (around !== document.body && /auto|scroll/.test(getComputedStyle(around).overflowX)) return true;
    return false;
  };
  const outside = [...document.querySelectorAll("body *")]
    .filter((each) => !(each instanceof SVGElement) && each.checkVisibility() && !each.closest(".skip"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !scrolls(each))
    .map((each) => each.outerHTML.slice(0, 80));
  const broken = [];
  for (const heading of document.querySelectorAll("h1, h2:not(.unseen), h3, h4")) {
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      for (const { 0: word, index } of (node.nodeValue ?? "").matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
  }
  const summary = document.querySelector(".contents > summary");
  const range = document.createRange();
  range.selectNodeContents(summary.firstChild);
  const field = document.querySelector(".search input").getBoundingClientRect();
  return { outside, broken, isBarRead: range.getBoundingClientRect().right <= field.left };
}
