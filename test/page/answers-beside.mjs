// What stands beside the text of a page with assumptions: paper, alternative texts, places, panels.
import { becomes, check } from "../checks.mjs";
import { arrives } from "../chromium.mjs";
import { base, chapter, ready, settle, textOf } from "./answers-project.mjs";

/** How assistive technology names the drawing of the figure. */
const nameOf = (page) =>
  page.locator("figure#fig-visits .drawing.wide svg").evaluate((svg) => {
    const ids = (svg.getAttribute("aria-labelledby") ?? "").split(" ").filter((id) => id !== "");
    if (ids.length === 0) return svg.getAttribute("aria-label");
    return ids.map((id) => document.getElementById(id).textContent).join(". ");
  });

export async function undrawnOnPaper(page) {
  await ready(page);
  const note = page.locator(".for-paper");
  const published = await nameOf(page);
  check("as published nothing is said", await printing(page, async () => (await note.count()) === 0));
  await page.evaluate(() => {
    // As long as the fonts are awaited, nothing is drawn.
    Object.defineProperty(document.fonts, "ready", { value: new Promise(() => undefined) });
  });
  await base(page).selectOption("2020");
  await settle(page, "2020");
  check(
    "the text that describes the picture follows at once",
    (await nameOf(page)).includes("Bars from 2020"),
  );
  check("a picture of other settings says so", await printing(page, async () => (await note.count()) > 0));
  check("on paper only", (await note.count()) === 0);
  await page.getByRole("button", { name: "As published" }).click();
  check(
    "the description is as published again",
    await becomes(async () => (await nameOf(page)) === published),
  );
}

async function printing(page, look) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const seen = await look();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  return seen;
}

/** A reader who pointed at the figure has another drawing than the published one. */
export async function pointedAt(page) {
  await ready(page);
  const published = await nameOf(page);
  const drawing = page.locator("figure#fig-visits .drawing.wide");
  await drawing.hover();
  check("a figure answers", await becomes(() => drawing.evaluate((each) => "alive" in each.dataset), 20_000));
  await base(page).selectOption("2020");
  await settle(page, "2020");
  check(
    "its description follows",
    await becomes(async () => (await nameOf(page)).includes("Bars from 2020")),
  );
  const years = async () => (await drawing.locator("svg").textContent()).includes("2019");
  check("and the drawing", await becomes(async () => !(await years()), 20_000));
  await page.getByRole("button", { name: "As published" }).click();
  const isBack = async () => (await nameOf(page)) === published && (await years());
  check("and is as published again", await becomes(isBack, 20_000), await nameOf(page));
}

export async function places(page, address) {
  await ready(page);
  const entry = page.locator("nav a", { hasText: "The change" }).first();
  const place = await entry.getAttribute("href");
  await base(page).selectOption("2020");
  await settle(page, "2020");
  await entry.evaluate((link) => {
    link.click();
  });
  check(
    "the contents follow a heading",
    (await page.locator("nav a", { hasText: "Since 2020" }).count()) > 0,
  );
  const isKept = () => page.url() === `${address}${place}?base=2020`;
  check("a link inside the page keeps the settings", await becomes(isKept), page.url());
  await page.reload();
  check("and a copied link has both", await settle(page, "2020"), page.url());
  check("the place is reached", await becomes(async () => (await page.evaluate(() => scrollY)) > 0));
  await page.getByRole("button", { name: "As published" }).click();
  const isBack = async () => (await page.locator("nav a", { hasText: "Since 2019" }).count()) > 0;
  check("and are as published again", await becomes(isBack));
  check("the place stays", await becomes(() => page.url() === `${address}${place}`), page.url());
}

export async function panel(page) {
  await settle(page, "2020");
  const number = chapter(page, 0).locator("button.value", { hasText: "150.0" }).first();
  await number.click();
  await arrives(page.locator("#panel .yours"));
  const words = await textOf(page.locator("#panel"));
  check("a panel says the number of the settings", words.includes("With your settings: 150.0 %."), words);
  check("and that the rest is as published", words.includes("describes the briefing as published"), words);
}
