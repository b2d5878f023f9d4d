// The preview in use: briefing preview on a new project, its page open in headless Chromium, files saved one by one.
// Every wait is for an expected event; times are printed, never asserted.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { briefing, check, program, sum, workFolder } from "../../../checks.mjs";
import { launchChromium } from "../../../chromium.mjs";

const work = workFolder("briefing-preview-test");
const project = path.join(work, "library loans");
const at = (...names) => path.join(project, ...names);
const temporary = path.join(work, "tmp");
mkdirSync(temporary);
/** As the preview prints it. */
const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/;
const env = { ...process.env, BRIEFING_CACHE_DIR: path.join(work, "cache"), TMPDIR: temporary };

/** Replaces words, as an editor saves: completely and at once. */
function save(file, from, to) {
  const before = readFileSync(file, "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}
const notebook = at("notebooks/01-first.ipynb");
/** The same in one cell of the notebook, found by its id. */
function saveCell(id, from, to) {
  const stored = JSON.parse(readFileSync(notebook, "utf8"));
  const cell = stored.cells.find((each) => each.id === id);
  const before = cell.source.join("");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to change in cell ${id}`);
  cell.source = after.split(/(?<=\n)/);
  writeFileSync(notebook, `${JSON.stringify(stored, undefined, 1)}\n`);
}

check("a project is made", briefing(["init", project], { env }).status === 0);
const child = spawn(process.execPath, [program, "preview", "--port", "0"], {
  cwd: project,
  env,
  stdio: ["ignore", "pipe", "pipe"],
});
let log = "";
child.stdout.on("data", (chunk) => (log += chunk));
child.stderr.on("data", (chunk) => (log += chunk));
const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
const browser = await launchChromium();
try {
  await until("the address is printed", () => address.test(log));
  const url = address.exec(log)[0];
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 700 } })).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  const shows = (text) =>
    page.evaluate((words) => document.body.innerText.replace(/\s+/g, " ").includes(words), text);
  /** `seen`: the words that the page shows then, or what becomes true. */
  const follows = async (name, act, seen) => {
    const started = performance.now();
    await act();
    await until(name, typeof seen === "string" ? () => shows(seen) : seen, started);
  };
  /** What the box above the page says; empty while it is hidden. */
  const fault = () =>
    page.evaluate(() => document.querySelector(".preview-error:not([hidden])")?.textContent ?? "");

  await until("the page comes when it is built", () => shows("Readers borrowed 53,800 books"));
  // The page must stay the same document throughout: a reload would lose this.
  await page.evaluate(() => {
    window.stays = true;
    document.querySelector("#fig-loans").scrollIntoView();
  });
  await page.locator("#fig-loans .drawing:visible").hover();
  await page.locator("#fig-loans [data-alive] svg").first().waitFor();
  await page.evaluate(() => {
    window.alive = document.querySelector("#fig-loans [data-alive] svg");
  });
  await page.locator("main details > summary").first().click();
  await page.locator("p button.value").first().focus();
  await page.evaluate(() => scrollTo(0, 500));
  await delay(300);
  const place = () => page.evaluate(() => document.querySelector("#fig-loans").getBoundingClientRect().top);
  const before = await place();

  await follows("prose", () => saveCell("finding", "shows both", "draws both kinds"), "draws both kinds");
  const after = await place();
  check("the place on the screen stays", Math.abs(after - before) < 4, `${before} → ${after}`);
  check("the focus stays", (await page.locator("button.value:focus").count()) === 1);
  check("an open fold stays open", (await page.locator("main details[open]").count()) > 0);
  const marked = page.locator("p[data-preview-changed]").first();
  await until("what the save changed is marked", async () =>
    (await marked.textContent({ timeout: 1000 })).includes("draws both kinds"),
  );
  check(
    "a figure that did not change stays alive",
    await page.evaluate(() => window.alive === document.querySelector("#fig-loans [data-alive] svg")),
  );
  await follows(
    "a code cell",
    () => saveCell("rows", "row.year >= firstYear", "row.year >= firstYear + 1"),
    "in 2019 it had been",
  );
  const drawn = page.locator("#fig-loans[data-preview-changed] svg");
  await until("a changed figure is marked, and drawn again", async () => (await drawn.count()) > 0);
  await follows(
    "a data file",
    () => save(at("data/loans.csv"), "2023,book,53800", "2023,book,61200"),
    "61,200",
  );

  const module = at("notebooks/lib/words.ts");
  mkdirSync(path.dirname(module));
  writeFileSync(module, 'export const word = "forms";\n');
  await follows(
    "a module of the project",
    () => {
      saveCell("imports", /$/, '\nimport { word } from "./lib/words";');
      saveCell("finding", "draws both kinds", "draws both `{ts} word`");
    },
    "draws both forms",
  );
  await follows("a change in that module", () => save(module, "forms", "sorts"), "draws both sorts");

  await follows(
    "a cell that breaks: shown in the page with its line",
    () => saveCell("rows", /$/, "\nmissing.call();"),
    async () => /01-first\.ipynb, cell[^]*missing/.test(await fault()),
  );
  check("the page stays as it was below the error", await shows("draws both sorts"));
  await follows(
    "the cell fixed",
    () => saveCell("rows", "\nmissing.call();", ""),
    async () => (await fault()) === "",
  );

  const whole = readFileSync(notebook, "utf8");
  const asking = (words) => whole.replace("Who borrows what", `Who borrows ${words}`);
  await follows(
    "a notebook saved half-written, then whole",
    async () => {
      writeFileSync(notebook, whole.slice(0, whole.length / 2));
      await delay(120);
      writeFileSync(notebook, asking("which"));
    },
    "Who borrows which",
  );
  await follows(
    "a burst of saves: the last counts",
    async () => {
      for (let index = 0; index <= 30; index += 1) {
        writeFileSync(notebook, asking(index));
        await delay(10);
      }
    },
    "Who borrows 30",
  );
  saveCell("finding", 'warn="2 points"', 'warn="99 points"');
  await until("a guard that is nearer to false than its warn is named in the terminal", () =>
    /01-first\.ipynb[^]*holds by \d+ percentage points, less than warn="99 points"/.test(log),
  );

  const text = at("notebooks/02-more.md");
  const more =
    "---\ntitle: More\n---\n\n```typescript\nconst more = 3;\n```\n\nThere are `{ts} fmt.count(more)` more.\n";
  writeFileSync(text, more);
  await follows(
    "a text notebook that is added, with the line of its file where it fails",
    () => save(at("notebooks/briefing.yml"), "01-first.ipynb\n", "01-first.ipynb\n  - 02-more.md\n"),
    async () => /02-more\.md:9:\d+/.test(await fault()),
  );
  await follows(
    "its cell fixed",
    () => save(text, "const more = 3;", 'import { fmt } from "briefing";\nconst more = 3;'),
    "There are 3 more.",
  );
  await follows("its prose", () => save(text, "There are", "We found"), "We found 3 more.");
  await follows("its code", () => save(text, "const more = 3;", "const more = 4;"), "We found 4 more.");

  renameSync(notebook, at("kept.ipynb"));
  await until("a deleted notebook is named", async () => (await fault()).includes("01-first"));
  await follows(
    "and comes back",
    () => renameSync(at("kept.ipynb"), notebook),
    async () => (await fault()) === "",
  );
  const fresh = await browser.newPage();
  await fresh.goto(url);
  await fresh.locator("main").waitFor();
  const followed = await standing(page);
  const opened = await standing(fresh);
  const differs = opened.findIndex((each, index) => each !== followed[index]);
  check(
    "after all this the page is the same as a freshly opened one",
    differs < 0 && opened.length === followed.length && opened.length > 20,
    `${followed.length} and ${opened.length} elements; ${followed[differs]} / ${opened[differs]}`,
  );
  await fresh.close();
  check(
    "there is one body, and it holds the preview's boxes",
    await page.evaluate(
      () =>
        document.querySelectorAll("body").length === 1 &&
        document.querySelectorAll("body > .preview-box, body > .preview-error").length === 2,
    ),
  );
  check("the page was never loaded again", await page.evaluate(() => window.stays === true));
  check("no error in the browser", errors.length === 0, errors.join("; "));

  check("the token leaves the address", !page.url().includes("token"), page.url());
} catch (error) {
  check(String(error.message ?? error), false);
} finally {
  await browser.close();
  child.kill("SIGINT");
  const { code, signal } = await Promise.race([
    exited,
    delay(60_000).then(() => ({ code: "none", signal: "it did not end" })),
  ]);
  check("Ctrl-C ends it", code === 0, `code ${code}, ${signal}\n${log.slice(-2000)}`);
  check(
    "nothing is left in the folder for temporary files",
    !readdirSync(temporary).some((name) => name.startsWith("briefing-work-")),
  );
  child.kill("SIGKILL");
}
sum();

async function until(name, holds, started = performance.now()) {
  const deadline = performance.now() + 60_000;
  for (;;) {
    // A page that is being loaded does not respond.
    if (await Promise.resolve(holds()).catch(() => false)) break;
    if (performance.now() > deadline) throw new Error(`${name}: not within a minute\n${log.slice(-3000)}`);
    await delay(20);
  }
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
  check(name, true);
}

/** The elements of a page, except those created by its own script for figures and by the preview for marks. */
function standing(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("header *, main *")]
      .filter(
        (each) =>
          !each.closest(".drawing, #briefing-tip, svg, .carried, .data") && each.children.length === 0,
      )
      .map((each) => `${each.tagName} ${each.id} ${each.textContent}`),
  );
}
