// Notebooks whose pages are expensive for a browser: each is rendered, and Chromium must show it within 5 s, or ten times
// the time of an ordinary page where the machine is busy.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check, sum, workFolder, writeFiles } from "../../checks.mjs";
import { launchChromium } from "../../chromium.mjs";
import { renderExecuted } from "../../../src/briefing/dist/engine/render/render-executed.js";
import { codeCell, displayed, notebookText, textCell } from "../../notebooks.mjs";

const leastLimit = 5000;
const late = "not shown in time";
const word = (text) => text.repeat(Math.ceil(1_000_000 / text.length));
let made = 0;
const nextId = () => `c${(made += 1)}`;
const markdown = (source) => textCell("markdown", nextId(), source);
const output = (data) => codeCell(nextId(), "1", { outputs: [displayed(data)] });
const html = (text) => output({ "text/html": text });
const svgText = (inner) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="99">${inner}</svg>`;
const svg = (inner) => output({ "image/svg+xml": svgText(inner) });
const uri = (inner) => `data:image/svg+xml;base64,${Buffer.from(svgText(inner)).toString("base64")}`;

/** Eight levels, each of which draws the one below ten times. */
const nested = (tag, reference, shape = "<rect width='9' height='9'/>") => {
  const level = (index) => `<${tag} id="p${index + 1}">${reference(`#p${index}`).repeat(10)}</${tag}>`;
  return `<defs><${tag} id="p0">${shape}</${tag}>${Array.from({ length: 8 }, (_, index) => level(index)).join("")}</defs>${reference("#p8")}`;
};
const filled = (attribute) => (id) => `<rect width="99" height="99" ${attribute}="url(${id})"/>`;
const uses = nested("g", (id) => `<use href="${id}" x="1"/>`);
const line = "M0 0L9 9".repeat(3000);
const chained = Array.from(
  { length: 20_000 },
  (_, index) => `<linearGradient id="g${index}" href="#g${index + 1}"/>`,
).join("");
const stops = Array.from({ length: 20_000 }, (_, index) => `<stop offset="${index / 20_000}"/>`).join("");

const longWords = {
  "a word": markdown(word("a")),
  "a word from right to left": markdown(word("א")),
  "a word of hyphens": markdown(word("x-")),
  "a word of Chinese": markdown(word("中")),
  "words of 990 letters": markdown(`${"b".repeat(990)} `.repeat(1000)),
  "a heading": markdown(`# ${word("x-")}`),
  "a cell of a table": markdown(`|a|\n|-|\n|${word("x-")}|`),
  "code in a line": markdown(`\`${word("x-")}\``),
  "a block of code": markdown(`\`\`\`\n${word("x-")}\n\`\`\``),
  "a link": markdown(`[${word("x-")}](https://a.example/${word("a")})`),
  "a description of a picture": markdown(`![${word("x-")}](https://a.example/a.png)`),
  "a formula": markdown(`$x_{${word("a")}}$`),
  HTML: html(`<p>${word("x-")}</p>`),
  "a caption and titles in HTML": html(
    `<table><caption>${word("x-")}</caption><tr><td>1</td></tr></table><abbr title="${word("a")}">a</abbr>`,
  ),
  "text of a cell": output({ "text/plain": word("א") }),
  "source of a cell": { ...output({ "text/plain": "1" }), source: word("x-") },
};

const heavyPictures = {
  use: svg(uses),
  "use by xlink": svg(uses.replaceAll(" href", " xlink:href")),
  "use, in HTML": html(`<img src="${uri(uses)}">`),
  "use, in Markdown": markdown(`![a](${uri(uses)})`),
  patterns: svg(nested("pattern", filled("fill"))),
  "patterns in styles": svg(nested("pattern", (id) => `<rect style="fill:url(${id})"/>`)),
  masks: svg(nested("mask", filled("mask"))),
  "clip paths": svg(nested("clipPath", filled("clip-path"))),
  markers: svg(nested("marker", (id) => `<path d="M0 0L9 9" marker-start="url(${id})"/>`)),
  "a marker at each point": svg(
    `<marker id="m"><path d="${line}"/></marker><path d="${line}" marker-mid="url(#m)"/>`,
  ),
  "gradients in a chain": svg(`${chained}<rect fill="url(#g0)" width="9" height="9"/>`),
  "a gradient of many stops": svg(
    `<linearGradient id="g">${stops}</linearGradient>${'<rect fill="url(#g)" width="9" height="9"/>'.repeat(20_000)}`,
  ),
  filters: html(
    `<img src="${uri(`<filter id="f">${"<feTurbulence numOctaves='9'/>".repeat(1000)}</filter>${filled("filter")("#f").repeat(1000)}`)}">`,
  ),
};

const work = workFolder("heavy");
/** Milliseconds. */
let limit = leastLimit;
for (const [name, cell] of Object.entries({ ...longWords, ...heavyPictures })) {
  const cells = [markdown("Words before."), cell, markdown("Words after.")];
  const { files } = await renderExecuted(notebookText(cells), path.join(work, "a.ipynb"));
  writeFiles(work, files);
  const first = await opened(path.join(work, "briefing.html"));
  const result = first === late ? await openedBesideAnOrdinaryPage() : first;
  check(name, result === "shown", result);
}
sum();

/** Other programs may have held the processor; a page that keeps a browser busy does so again. */
async function openedBesideAnOrdinaryPage() {
  const ordinary = path.join(work, "ordinary");
  const cells = [markdown("Words before."), markdown("Words after.")];
  writeFiles(ordinary, (await renderExecuted(notebookText(cells), path.join(ordinary, "a.ipynb"))).files);
  const began = performance.now();
  limit = 60_000;
  await opened(path.join(ordinary, "briefing.html"));
  limit = Math.max(leastLimit, 10 * (performance.now() - began));
  return await opened(path.join(work, "briefing.html"));
}

/** In a separate browser, which ends with it: a page in an endless loop cannot be closed otherwise. */
async function opened(file) {
  const browser = await launchChromium();
  const page = await browser.newPage();
  let timer;
  const limited = new Promise((resolve) => {
    timer = setTimeout(resolve, limit, late);
  });
  const shown = async () => {
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(async () => {
      for (const folded of document.querySelectorAll("details")) folded.open = true;
      for (const image of document.images) await image.decode();
    });
    await page.screenshot();
    const words = await page.locator("main").innerText();
    return /Words before\.[\s\S]*Words after\./.test(words) ? "shown" : "words are missing";
  };
  try {
    return await Promise.race([shown(), limited]);
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
