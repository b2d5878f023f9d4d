// The site next to the single page, as used by readers: opened from disk, on a phone, by keyboard, without scripts.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual as equal } from "node:util";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { becomes, check } from "../checks.mjs";
import { arrives, checkAccessible, checkQuiet, checkWidth, visit } from "../chromium.mjs";

const wide = { viewport: { width: 1400, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true };

/** `folder` is that of the site. */
export async function lookAtSite({ browser, folder }) {
  console.log(`--- site`);
  if (!existsSync(path.join(folder, "index.html"))) {
    check("the site exists", false, `build the briefing: there is no ${folder}`);
    return;
  }
  const next = /rel="next" href="([^"]*)"/.exec(readFileSync(path.join(folder, "index.html"), "utf8"))[1];
  const fromDisk = (name) => pathToFileURL(path.join(folder, name)).href;

  const open = (address, options, work) =>
    visit(browser, address, options, work, (url) => url.startsWith(new URL(".", address).href));
  const pictures = async (page, name) => {
    for (const kind of ["svg", "png"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download", { timeout: 20_000 }).catch(() => undefined),
        page.locator(`.tools [data-file=${kind}]`).first().click(),
      ]);
      const bytes = download && readFileSync(await download.path());
      const isPicture = kind === "png" ? bytes?.[1] === 0x50 : String(bytes).includes("@font-face");
      check(`${name}: a figure can be downloaded as ${kind}, in its font`, isPicture);
    }
  };
  for (const { file, options } of [
    { file: "index.html", options: wide },
    { file: next, options: phone },
    { file: "appendix.html", options: phone },
  ]) {
    const name = `site/${file}`;
    checkQuiet(
      name,
      await open(fromDisk(file), options, async (page) => {
        await checkWidth(page, name);
        if ((await page.locator("script.carried").count()) === 0) return;
        await page.locator(".drawing:visible").first().hover();
        const isAlive = await arrives(page.locator(".drawing[data-alive]").first());
        check(`${name}: a figure is activated`, isAlive);
        await pictures(page, name);
      }),
    );
    await open(fromDisk(file), { ...options, bypassCSP: true }, (page) => checkAccessible(page, name));
  }

  const single = pathToFileURL(path.join(folder, "../briefing.html")).href;
  checkQuiet("search", await open(fromDisk(next), wide, (page) => searchFor(page, "search")));
  // Nothing but the page itself may be asked for.
  checkQuiet(
    "search on the single page",
    await visit(browser, single, wide, (page) => searchFor(page, "search on the single page")),
  );
  const found = [];
  for (const address of [fromDisk(next), single])
    await open(address, wide, async (page) =>
      found.push(await titlesFor(page, ["Germany", "chips", "Scopus", "verdict"])),
    );
  check("the site and the single page find the same", equal(found[0], found[1]), found);
  await visit(browser, single, phone, searchWhileReading);
  await open(fromDisk(next), { ...phone, bypassCSP: true }, async (page) => {
    await type(page, "sources");
    await checkAccessible(page, "search with results");
    await checkWidth(page, "search with results");
  });

  for (const [name, address] of [
    ["site on a phone", fromDisk(next)],
    ["single page on a phone", single],
  ])
    await open(address, phone, async (page) => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 3));
      const bar = page.locator(".contents > summary");
      await page.locator(".contents .at:not(:empty)").waitFor();
      const top = () => bar.evaluate((element) => Math.round(element.getBoundingClientRect().top));
      check(`${name}: the contents stay at the top`, Math.abs(await top()) <= 2, `${await top()} px`);
      await bar.click();
      const link = page.locator(".contents a[href^='#']:visible").last();
      const id = (await link.getAttribute("href")).slice(1);
      await link.click();
      const list = page.locator(".contents > nav");
      check(`${name}: the contents close after a selection`, await list.isHidden());
      const below = await page
        .locator(`[id="${id}"]`)
        .evaluate(
          (target) => target.getBoundingClientRect().top - document.querySelector(".contents").clientHeight,
        );
      check(`${name}: the selected section is below the bar`, below >= 0 && below < 400, `${below} px`);
      await bar.click();
      await page.locator(".contents [aria-current]").first().waitFor({ state: "attached" });
      await page.keyboard.press("Escape");
      check(`${name}: Escape closes the contents`, await list.isHidden());
    });

  await open(fromDisk("index.html"), { ...phone, javaScriptEnabled: false }, async (page) => {
    check("without scripts: no search field", await page.locator(".search").isHidden());
    await page.locator(".contents > summary").click();
    check("without scripts: the contents open", await page.locator(".contents > nav").isVisible());
    await page.locator(".contents > summary").click();
    await page.locator(".pager [rel=next]").click();
    check("without scripts: the next page opens", page.url() === fromDisk(next), page.url());
  });

  await served(folder, async (root) => {
    const heard = await open(new URL(`site/${next}`, root).href, wide, async (page) => {
      await type(page, "sources");
      check("from a web server: the search works", (await page.locator(".results a").count()) > 0);
    });
    checkQuiet("from a web server", heard);
  });
}

async function type(page, query) {
  await page.keyboard.press("/");
  await page.keyboard.type(query);
  await page.locator(".search.open .found").waitFor();
}

async function searchFor(page, name) {
  await type(page, "zzzqqq");
  check(`${name}: no results are reported`, /^Nothing found/.test(await page.locator(".found").innerText()));
  await page.keyboard.press("Escape");
  for (const { query, found } of [
    { query: "Germany", found: /^(?:[2-9]|\d\d)/ },
    { query: "semiconductor", found: /^[1-9]/ },
    { query: "62900", found: /^[1-9]/ },
    { query: "62,900", found: /^[1-9]/ },
  ]) {
    await type(page, query);
    const words = await page.locator(".found").innerText();
    check(`${name}: ${query} is found`, found.test(words), words);
    await page.keyboard.press("Escape");
  }
  await type(page, "27 %");
  const number = (await page.locator(".results mark").first().innerText()).replace(/\s/, " ");
  check(`${name}: a number is found with its unit`, number === "27 %", number);
  await page.keyboard.press("Escape");
  const counts = [];
  for (const country of ["UK", "United Kingdom", "Britain"]) {
    await type(page, country);
    counts.push(await page.locator(".found").innerText());
    await page.keyboard.press("Escape");
  }
  check(`${name}: names of one country find the same`, new Set(counts).size === 1, counts.join("; "));
  // The field still has the focus, so that a slash would be part of the query.
  await page.keyboard.type("what is propensity");
  await page.locator(".results mark").first().waitFor();
  const first = page.locator(".results a").first();
  const isDefinition = async () => /Definition\s+Propensity/.test(await first.innerText());
  check(`${name}: a definition comes first`, await becomes(isDefinition, 5_000), await first.innerText());
  await page.keyboard.press("Escape");
  check(`${name}: Escape clears it`, (await page.locator(".search.open").count()) === 0);
  // Two letters swapped.
  await type(page, "refernces");
  check(`${name}: a typing error is tolerated`, (await page.locator(".results a").count()) > 0);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("sources editions");
  await page.locator(".results mark").first().waitFor();
  check(`${name}: results are counted`, /^\d+ results?/.test(await page.locator(".found").innerText()));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator(".results a").nth(1);
  const isChosen = await chosen.evaluate((link) => link === document.activeElement);
  check(`${name}: arrows move through the results`, isChosen);
  const href = await chosen.evaluate((link) => link.href);
  await page.keyboard.press("Enter");
  await page.waitForURL(href);
  const { hash } = new URL(href);
  const isThere =
    hash === "" || (await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count()) === 1;
  check(`${name}: Enter opens the result`, isThere, href);
}

/** The titles of what is found for each query. */
async function titlesFor(page, queries) {
  const all = [];
  for (const query of queries) {
    await type(page, query);
    const titles = page.locator(".results .title");
    await titles.first().waitFor();
    const written = () => page.locator(".results").evaluate((list) => list.textContent.toLowerCase());
    await becomes(async () => (await written()).includes(query.slice(0, 4).toLowerCase()), 5_000);
    all.push([query, ...(await titles.allInnerTexts())]);
    await page.locator(".search input").press("Escape");
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  }
  return all;
}

/** In the middle of the page, the search is at hand and does not move the text. */
async function searchWhileReading(page) {
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 3));
  await page.locator(".contents .at:not(:empty)").waitFor();
  const top = () => page.evaluate(() => scrollY);
  const before = await top();
  const field = await page.locator(".search input").boundingBox();
  // Playwright's own tap would scroll first.
  await page.touchscreen.tap(field.x + field.width / 2, field.y + field.height / 2);
  await page.keyboard.type("what is propensity");
  await page.locator(".results a").first().waitFor();
  check(
    "single page on a phone: typing in the search does not scroll",
    (await top()) === before,
    await top(),
  );
  const box = await page.locator(".results").boundingBox();
  const isOnScreen = box !== null && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844;
  check("single page on a phone: the results are on the screen", isOnScreen, box);
  await page.locator(".results a").first().tap();
  check("single page on a phone: a result closes the search", await page.locator(".search.open").isHidden());
}

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

async function served(folder, work) {
  const root = path.dirname(folder);
  const server = createServer(({ url }, response) => {
    const file = path.join(root, new URL(url, "http://x").pathname);
    const type = types[path.extname(file)] ?? "text/plain";
    if (!existsSync(file)) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": type }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  try {
    if (address === null || typeof address === "string") throw new Error("no port");
    await work(`http://127.0.0.1:${address.port}/`);
  } finally {
    server.close();
  }
}
