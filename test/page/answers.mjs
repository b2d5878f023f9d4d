// A page with assumptions, as readers use it: node test/page/answers.mjs
// Controls, sentences that are struck, settings that fail, the address, paper, keyboard, narrow windows and no scripts.
import { readFileSync } from "node:fs";
import { becomes, check, sum } from "../checks.mjs";
import { arrives, checkAccessible, checkQuiet, checkWidth } from "../chromium.mjs";
import { panel, places, pointedAt, undrawnOnPaper } from "./answers-beside.mjs";
import { answeringPage, bar, base, chapter, ready, settle, textOf } from "./answers-project.mjs";

const { address, open, close } = await answeringPage();

async function look(name, options, lookAt, hash) {
  console.log(`--- ${name}`);
  checkQuiet(name, await open(options, lookAt, hash));
}

try {
  await look("change and back", {}, changeAndBack);
  await look("a setting that fails", {}, failing, "#?base=2021&least=0.5");
  await look("an address that names too much", {}, unknownValues, "#?base=2020&least=7&other=%3Cb%3E");
  await look("a figure that cannot be drawn", {}, undrawn, "#?base=2020");
  await look("answers that cannot be read", {}, unreadable);
  await look("keyboard", {}, keyboard);
  await look("paper", {}, paper, "#?base=2020");
  await look("a picture that is not drawn yet, on paper", {}, undrawnOnPaper);
  await look("a figure that was pointed at", {}, pointedAt);
  await look("places", {}, (page) => places(page, address));
  await look("panel", {}, panel, "#?base=2020");
  await look("390 px", { viewport: { width: 390, height: 844 } }, narrow, "#?base=2020");
  await look("no scripts", { javaScriptEnabled: false }, withoutScripts);
  // The policy of the page keeps axe out.
  console.log("--- accessibility");
  const bypass = { bypassCSP: true };
  await open(bypass, async (page) => {
    await ready(page);
    await checkAccessible(page, "as published");
  });
  for (const [name, words, hash] of [
    ["changed", "2020", "#?base=2020"],
    ["a setting that fails", "2021", "#?base=2021&least=0.5"],
  ])
    await open(
      bypass,
      async (page) => {
        await settle(page, words);
        await checkAccessible(page, name);
      },
      hash,
    );
} finally {
  await close();
}
sum();

async function changeAndBack(page) {
  check("controls", await ready(page));
  const text = () => page.locator("main").innerText();
  const published = await text();
  const figure = () => page.locator("figure#fig-visits .drawing").first().innerHTML();
  const drawn = await figure();
  check("no bar as published", !(await bar(page).isVisible()));
  await page.locator("figure#fig-visits details.data > summary").click();
  const heads = page.locator("figure#fig-visits details.data thead");
  check("a figure is shown as a table", await arrives(heads));
  const foot = page.locator("figure#fig-visits + .assumption form.control");
  check("what it depends on can be changed at its foot", await foot.first().isVisible());
  const titles = await heads.innerText();
  await page.evaluate(() => {
    globalThis.updates = 0;
    document.addEventListener("briefing:updated", () => (globalThis.updates += 1));
  });
  await base(page).selectOption("2020");
  check(
    "the bar names the setting and what was published",
    await settle(page, "Compared with 2020 (published: 2019)"),
  );
  check("the address carries it", page.url() === `${address}#?base=2020`, page.url());
  const words = await textOf(chapter(page, 0));
  check("numbers follow", words.includes("they were 90 (published: 30) more, or 150.0 %"), words);
  check(
    "an alternative follows",
    words.includes("They more than doubled.") && !words.includes("They did not"),
  );
  check("a figure follows", await becomes(async () => (await figure()) !== drawn, 20_000));
  const updates = await page.evaluate(() => globalThis.updates);
  check("those who walk through the page are told once", updates === 1, String(updates));
  check("its title follows", words.includes("North against 2020"));
  check("its table has the same heads", await becomes(async () => (await heads.innerText()) === titles));
  check("a table follows", words.includes("The index is 1 in 2020 (published: 2019)"));
  await downloads(page);
  const first = await textOf(page.locator("body"));
  check("the headline stays", first.includes("North had 25.0 % more visits in 2022."), first);
  check(
    "a line says the same of the settings",
    first.includes("With your settings: visits to the north changed by 150.0 %"),
    first,
  );
  check("which says that it is as published", first.includes("As published: the headline and the findings"));
  check("the other chapter follows", (await textOf(chapter(page, 1))).includes("75.0 %"));
  check(
    "a chapter that nothing reaches says so",
    (await chapter(page, 2).innerText()).includes("As published"),
  );
  const other = chapter(page, 1).getByLabel("Compared with");
  check("both controls show it", (await other.inputValue()) === "2020");
  await other.selectOption("2021");
  check("option labels are text", await settle(page, "Compared with 2021 <b>"));
  const status = page.locator("#settings-status");
  check("the change is announced", (await status.textContent()).includes("2021"));
  await page.getByRole("button", { name: "As published" }).click();
  check("the bar goes", await becomes(async () => !(await bar(page).isVisible()), 20_000));
  check(
    "back, the text is the same",
    await becomes(async () => (await text()) === published, 20_000),
    await text(),
  );
  check("and the drawing", await becomes(async () => (await figure()) === drawn, 20_000));
  check("and the address", page.url() === address, page.url());
  check(
    "the focus is on a control",
    await page.evaluate(() => document.activeElement?.closest("form.control") !== null),
  );
}

async function downloads(page) {
  const tools = page.locator("figure#fig-visits .tools");
  const download = async (kind) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      tools.locator(`[data-file=${kind}]`).first().click(),
    ]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  };
  const picture = await download("svg");
  check("the picture’s name says so", picture.name.endsWith("-your-settings.svg"), picture.name);
  check("the picture says so", picture.text.includes("With your settings: Compared with 2020"));
  const data = await download("data");
  check(
    "the data follow",
    data.name.endsWith("-your-settings.csv") && !data.text.includes("2019"),
    data.text,
  );
}

async function failing(page) {
  check("the bar comes", await settle(page, "2021"));
  const note = page.locator(".unavailable-note").first();
  check("what has no answer says why", await arrives(note), await page.locator("main").innerText());
  check("in the words of the error", (await note.innerText()).includes("no visits </script><b>2021</b>"));
  check("the error is text", (await page.locator("main b", { hasText: "2021" }).count()) === 0);
  check("other chapters answer", (await textOf(chapter(page, 1))).includes("36.4 %"));
}

async function undrawn(page) {
  check("the bar comes", await settle(page, "2020"));
  const figure = page.locator("#fig-second");
  const note = figure.locator(".unavailable-note");
  check("a figure that cannot be drawn says so", await arrives(note), await figure.innerText());
  check("in words", (await note.innerText()).startsWith("This figure cannot be drawn with these settings: "));
  check("its title follows", (await figure.innerText()).includes("second of 2020"));
  check(
    "the published drawing does not stand below it",
    !(await figure.locator(".drawing").first().isVisible()),
  );
  check("nor its table", !(await figure.locator("details.data").isVisible()));
  const other = page.locator("#fig-first");
  check("the other figure of the cell is drawn", await other.locator(".drawing").first().isVisible());
  await other.scrollIntoViewIfNeeded();
  check(
    "with its own data",
    await becomes(async () => (await other.getAttribute("class")).includes("under-settings"), 20_000),
  );
  await base(page).selectOption("2019");
  check(
    "back, it is drawn again",
    await becomes(() => figure.locator(".drawing").first().isVisible(), 20_000),
  );
  check("and the note goes", (await note.count()) === 0);
}

async function unreadable(page) {
  await ready(page);
  await page.evaluate(() => {
    document.querySelector("script.answers").textContent = "no answers";
  });
  await base(page).selectOption("2020");
  const isBack = async () => (await base(page).inputValue()) === "2019";
  check("the control is as published again", await becomes(isBack, 20_000), await base(page).inputValue());
  check("so is the address", page.url() === address, page.url());
  check("no bar", !(await bar(page).isVisible()));
}

async function unknownValues(page) {
  check("the bar comes", await settle(page, "Compared with 2020"));
  check("an unknown value is ignored", !(await bar(page).innerText()).includes("A rise is more than"));
  const said = await page.locator("#briefing-said").innerText();
  check("what the page does not offer is said", said.includes("“least”, “other”"), said);
}

async function keyboard(page) {
  await ready(page);
  const slider = page.getByLabel("A rise is more than").first();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  check("an arrow moves the slider", await settle(page, "A rise is more than"));
  check("it speaks the value", /0[.]25|25%/.test((await slider.getAttribute("aria-valuetext")) ?? ""));
  check("the focus stays", await slider.evaluate((each) => document.activeElement === each));
  const struck = chapter(page, 0).locator("del", { hasText: "Visits to the north rose by more than" });
  check("a sentence that does not hold is struck", await arrives(struck.first()));
  check("the bar counts it", /\d sentences? do(?:es)? not hold/.test(await textOf(bar(page))));
  const control = base(page);
  await control.focus();
  await page.keyboard.press("ArrowDown");
  check("an arrow chooses an option", await settle(page, "Compared with 2020"));
}

async function paper(page) {
  await settle(page, "2020");
  await page.emulateMedia({ media: "print" });
  check(
    "the settings are printed",
    (await bar(page).isVisible()) && (await bar(page).innerText()).includes("2020"),
  );
  check("without its buttons", !(await bar(page).getByRole("button").first().isVisible()));
  const printed = await page.locator(".assumption:visible").count();
  check("no control is printed", printed === 0, String(printed));
  const listed = await textOf(page.locator("section[aria-labelledby=assumptions]"));
  check("the appendix lists the options", listed.includes("Compared with: 2019 (published)"), listed);
}

async function narrow(page) {
  await settle(page, "2020");
  await checkWidth(page, "390 px");
  const box = await bar(page).boundingBox();
  check("the bar fits", box !== null && box.x >= 0 && box.x + box.width <= 390, box);
}

async function withoutScripts(page) {
  const words = await page.locator(".assumption").first().innerText();
  check("a control is words", words.includes("Compared with: 2019"), words);
  check("no form", (await page.locator("form.control").count()) === 0);
  check("the published number is there", (await textOf(chapter(page, 0))).includes("25.0 %"));
}
