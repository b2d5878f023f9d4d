// The shipped page as a reader has it: with the Tab key, from claims to their evidence, and with large text.
import { pathToFileURL } from "node:url";
import { check } from "../checks.mjs";
import { checkQuiet, visit } from "../chromium.mjs";

const wide = { viewport: { width: 1400, height: 900 } };

/** `file` is the single page. */
export async function lookAsReader({ browser, file }) {
  console.log("--- a reader of the page");
  const open = (options, work) => visit(browser, pathToFileURL(file).href, options, work);
  checkQuiet("a reader of the page", await open(wide, tabThrough));
  await open(wide, everyNumberByArrows);
  await open(wide, cardsByKeyboard);
  await open(wide, claimsToEvidence);
}

/** Presses Tab from the top to the end, and checks what it leads to, in this order. */
async function tabThrough(page) {
  const stops = [];
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return undefined;
      const all = (globalThis.inOrder ??= [...document.querySelectorAll("*")]);
      const chapter = at.closest("main > section.chapter")?.querySelector("h2")?.id;
      const figure = at.matches(".drawing, .drawing *") ? at.closest("figure")?.id : undefined;
      const isControl = at.closest(".assumption") !== null;
      const href = at.getAttribute("href");
      return { place: all.indexOf(at), href, chapter, figure, name: at.localName, isControl };
    });
    if (stop === undefined) break;
    stops.push(stop);
  }
  // A control of an assumption is there to be used.
  const read = stops.filter(({ isControl }) => !isControl).length;
  check("Tab: fewer than 100 stops lead through the page, besides controls", read < 100, String(read));
  const places = stops.map(({ place }) => place).filter((place) => place >= 0);
  const isSorted = places.every((place, index) => index === 0 || place > places[index - 1]);
  check("Tab: the stops are in the order of the page", isSorted);
  check("Tab: the first one leads past the first page", stops[0]?.href === "#content", stops[0]?.href);

  const expected = await page.evaluate(() => {
    const chapters = [...document.querySelectorAll("main > section.chapter")];
    const idsOf = (all) => all.map(({ id }) => id);
    return {
      contents: [...document.querySelectorAll(".rail > ol > li > a")].map((link) =>
        link.getAttribute("href"),
      ),
      chapters: idsOf(chapters.map((chapter) => chapter.querySelector("h2"))),
      withNumbers: idsOf(
        chapters
          .filter((each) => each.querySelector("p button.value"))
          .map((each) => each.querySelector("h2")),
      ),
      figures: idsOf([...document.querySelectorAll("figure.shown:has(> .drawing)")]),
    };
  });
  const inContents = stops.filter(
    ({ chapter, href }) => chapter === undefined && expected.contents.includes(href),
  );
  const first = stops.findIndex(({ chapter }) => chapter !== undefined);
  const listed = new Set(inContents.map(({ href }) => href));
  check(
    "Tab: the contents lead to every chapter",
    expected.contents.every((href) => listed.has(href)),
  );
  const before = stops.slice(0, first).map(({ href }) => href);
  check(
    "Tab: before the first chapter",
    expected.contents.every((href) => before.includes(href)),
  );
  const figures = stops.flatMap(({ figure }) => figure ?? []);
  check("Tab: it stops once at every figure", `${figures}` === `${expected.figures}`, { figures });
  for (const id of expected.withNumbers)
    check(
      `Tab: it stops at a number of ${id}`,
      stops.some(({ chapter, name }) => chapter === id && name !== "div"),
    );
}

/** From the stop of each part, arrow keys reach all its numbers, citations and references to figures and tables. */
async function everyNumberByArrows(page) {
  const missed = await page.evaluate(() => {
    const isSeen = (each) => each.checkVisibility();
    const members = "button.value, main a.citation, main p a[href^='#fig-'], main p a[href^='#tbl-']";
    const all = [...document.querySelectorAll(members)].filter((each) => !each.matches(".permalink"));
    const wanted = new Set(all.filter(isSeen));
    const stops = [...wanted].flatMap((each) =>
      each instanceof HTMLElement && each.tabIndex === 0 ? [each] : [],
    );
    const reached = new Set();
    for (const stop of stops) {
      stop.focus({ preventScroll: true });
      for (let at; at !== document.activeElement;) {
        at = document.activeElement;
        reached.add(at);
        at.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }),
        );
      }
    }
    const left = [...wanted].filter((each) => !reached.has(each));
    return { all: wanted.size, stops: stops.length, left: left.map((each) => each.outerHTML.slice(0, 80)) };
  });
  check("arrow keys reach every number, citation and reference", missed.left.length === 0, missed.left);
  check("from a fraction of as many stops", missed.all > 100 && missed.stops < missed.all / 3, missed);
}

async function cardsByKeyboard(page) {
  const cards = page.locator(".claim > details > summary");
  const count = await cards.count();
  const hint = page.locator(".said");
  await page.locator("a.skip").focus();
  await cards.first().focus();
  check(
    "the first stop at a list says that arrow keys move in it",
    /Arrow keys/.test(await hint.textContent()),
  );
  for (let step = 1; step < count; step += 1) await page.keyboard.press("ArrowDown");
  const isLast = await cards.last().evaluate((card) => card === document.activeElement);
  check("arrow keys lead through all cards", count > 10 && isLast);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isInside = await page.evaluate(
    () => document.activeElement?.closest(".claim")?.matches(":has(details[open])") === true,
  );
  check("Tab enters a card that is open", isInside);
  await page.keyboard.press("ArrowRight");
  const links = page.locator(".claim").first().locator(".chapter-link a");
  for (let step = 0; step < 20; step += 1) await page.keyboard.press("ArrowRight");
  check(
    "its links to the evidence are reached by arrow keys",
    await links.last().evaluate((link) => link === document.activeElement),
  );
}

/** The numbers of this card are lengths of lists; what it says of them is in the figure's title. */
const inWords = { "claim-first-partners": /largest partner/ };

/** Every link of a card has its target on the page, and a figure or table shows at least half of the card's numbers. */
async function claimsToEvidence(page) {
  const cards = await page.locator("article.claim").evaluateAll(async (all) => {
    const numbersIn = (text) =>
      [...text.replace(/[,\u202f\u00a0]/g, "").matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => digits);
    const unpacked = async (script) => {
      const bytes = Uint8Array.from(atob(script.textContent), (letter) => letter.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return JSON.parse(await new Response(stream).text());
    };
    const shownBy = async (target) => {
      const carried = target.querySelector(":scope > script.carried");
      const rows = carried === null ? [] : (await unpacked(carried)).table.rows.flat();
      const words = [...target.querySelectorAll("p, td, th, svg text, svg desc")].map(
        (each) => each.textContent,
      );
      return [...rows, ...words].flatMap(numbersIn).map(Number);
    };
    return Promise.all(
      all.map(async (card) => {
        const links = [...card.querySelectorAll(".chapter-link a")].map(({ hash }) => hash.slice(1));
        const missing = links.filter((id) => document.getElementById(id) === null);
        const [evidence] = links.filter((id) => /^(?:fig|tbl)-/.test(id));
        const target = evidence === undefined ? null : document.getElementById(evidence);
        const numbers = [...card.querySelectorAll(".parts button.value")].flatMap((each) =>
          numbersIn(each.textContent).slice(0, 1),
        );
        const words = target?.querySelector(".finding")?.textContent ?? "";
        const shown = target === null ? [] : await shownBy(target);
        return { id: card.id, links, missing, evidence, numbers, shown, words };
      }),
    );
  });
  check("claims: there are cards", cards.length > 10);
  for (const { id, links, missing, evidence, numbers, shown, words } of cards) {
    check(`${id}: its links lead to places on the page`, missing.length === 0, missing);
    if (numbers.length > 0) check(`${id}: a card with numbers names its evidence`, links.length > 0);
    if (evidence === undefined || numbers.length === 0) continue;
    if (inWords[id] !== undefined) {
      check(`${id}: ${evidence} shows what it says`, inWords[id].test(words));
      continue;
    }
    const found = numbers.filter((digits) => shown.some((number) => sameAs(number, digits)));
    check(`${id}: ${evidence} shows its numbers`, found.length * 2 >= numbers.length, { numbers, found });
  }
  const withNumbers = cards.filter(({ numbers }) => numbers.length > 0);
  const toShown = withNumbers.filter(({ evidence }) => evidence !== undefined);
  const isMost = toShown.length * 2 > withNumbers.length;
  check("claims: most cards with numbers lead to a figure or table", isMost, toShown.length);
}

/** Whether a number, or in hundredths the fraction, is printed by these digits: to their decimals, or in three digits. */
function sameAs(number, digits) {
  const decimals = digits.split(".")[1]?.length ?? 0;
  return [number, 100 * number].some(
    (each) => each.toFixed(decimals) === digits || Number(each.toPrecision(3)) === Number(digits),
  );
}
