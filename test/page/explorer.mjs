// The interactive verdict rule: its controls in Chromium, and its results against those of the full tables in Node.
// usage: node test/page/explorer.mjs [--runs N]; TEST_SEED=N draws the same settings again.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { argument, check, root, seeded, sum } from "../checks.mjs";
import { checkQuiet, launchChromium, visit } from "../chromium.mjs";

const runs = Number(argument("runs", 500));
const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
const page_ = pathToFileURL(path.join(root, "output/briefing.html")).href;

const browser = await launchChromium();
try {
  await asReader("wide", { viewport: { width: 1400, height: 900 } });
  await asReader("phone, dark", { viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  await withoutScripts();
  await sameAsInNode();
} finally {
  await browser.close();
}
sum();

async function asReader(name, options) {
  const isOwn = (url) => url === page_ || url.startsWith("blob:");
  checkQuiet(name, await visit(browser, page_, options, (page) => tried(page, name), isOwn));
}

async function tried(page, name) {
  const ok = (what, isRight) => check(`${name}: ${what}`, isRight);
  const panel = page.locator("section.explorer");
  const answer = panel.locator(".answer");
  const words = async () => (await answer.textContent()) ?? "";
  const finding = page.locator("figure:has(section.explorer) > .finding");
  const drawn = () =>
    page
      .locator("figure:has(section.explorer) .drawing:visible")
      .evaluate((drawing) => drawing.textContent ?? "");
  await page.locator("details.try > summary").click();
  await panel.waitFor();
  const publishedAnswer = await answer.textContent();
  const publishedFinding = await finding.innerHTML();
  ok("it starts as published", publishedAnswer?.startsWith("As published: ") === true);
  ok("nothing is marked", (await panel.locator(".changed").count()) === 0);
  ok("nothing to reset", await panel.locator("button.back").isHidden());

  const limit = panel.getByLabel("Partial decoupling: R below").first();
  await limit.fill("0.95");
  await panel.locator(".answer", { hasText: "With these settings" }).waitFor();
  ok("the verdict follows a limit", /partial decoupling/.test(await words()));
  ok("the published verdict is shown next to it", /Published: /.test(await words()));
  ok("changed settings are marked", (await panel.locator(".changed").count()) === 1);
  ok("the published limit is shown", await panel.locator(".changed > .published").isVisible());
  ok("the figure's title follows", /0\.95/.test((await finding.textContent()) ?? ""));
  await page.waitForFunction(() => document.querySelector("figure.tried .drawing[data-alive]") !== null);

  await panel.getByLabel("Year of the verdict").selectOption("2022");
  await panel.locator(".answer", { hasText: "early count" }).waitFor();
  ok("two are marked", (await panel.locator(".changed").count()) === 2);

  await panel.getByLabel(/NSF/).uncheck();
  await page.waitForTimeout(600);
  ok("an excluded source is not drawn", !(await drawn()).includes("NSF"));

  await limit.fill("0.1");
  await panel.locator(".words", { hasText: "limits must rise" }).waitFor();
  ok("limits out of order are rejected with a message", true);

  await panel.getByRole("button", { name: "Back to the published settings" }).press("Enter");
  await panel.locator(".answer", { hasText: "As published" }).waitFor();
  ok("one click resets it", (await answer.textContent()) === publishedAnswer);
  ok("including the title", (await finding.innerHTML()) === publishedFinding);
  ok(
    "the focus stays in the form",
    await page.evaluate(() => document.activeElement?.closest(".explorer") !== null),
  );
  ok(
    "nothing is wider than the window",
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
  );
}

async function withoutScripts() {
  await visit(browser, page_, { javaScriptEnabled: false }, async (page) => {
    const count = await page.locator("details.try:visible").count();
    check("without scripts: only the published figure is shown", count === 0);
  });
}

async function sameAsInNode() {
  const from = (file) => import(pathToFileURL(path.join(root, "src/collaboration/dist", file)).href);
  const { ruleExplorer, tryTheRule } = await from("claims/rule-explorer.js");
  const { completeVerdict } = await from("verdict/index.js");
  const { context } = await from("pair/context.js");
  process.chdir(path.join(root, "notebooks"));
  const about = context("US", "CN");
  const { data } = tryTheRule(about, completeVerdict(about.assessment));
  const inNode = ruleExplorer(data, about.evidence);
  console.log(`${runs} settings drawn at random (TEST_SEED=${seed})`);
  const random = seeded(seed);
  const all = Array.from({ length: runs }, () => drawn(inNode.controls, random));
  const page = await browser.newPage();
  await page.goto(page_);
  await page.locator("details.try > summary").click();
  await page.locator("section.explorer").waitFor();
  const spec = readFileSync(path.join(root, "output/figures/computations.vl.json"), "utf8");
  const inPage = page.evaluate(
    ([settings, { program, data: carried }]) => {
      const explorer = globalThis.briefingExplorers.get(program)(carried);
      return settings.map((each) => JSON.stringify(explorer.outcome(each)));
    },
    [all, JSON.parse(spec).usermeta.explorer],
  );
  const expected = [];
  for (const settings of all) {
    expected.push(JSON.stringify(inNode.outcome(settings)));
    // Meanwhile, the page computes.
    await new Promise(setImmediate);
  }
  const found = await inPage;
  let printed = 0;
  found.forEach((outcome, place) => {
    const same = isAlike(outcome, expected[place]);
    if (!same && (printed += 1) <= 3)
      console.log(
        `  ${JSON.stringify(all[place])}\n  page: ${around(outcome, expected[place])}\n  Node: ${around(expected[place], outcome)}`,
      );
    check(`settings ${place + 1}: same verdict, same words, same figure`, same);
  });
  const answers = new Set(found.map((outcome) => JSON.parse(outcome).answer?.inShort ?? "refused"));
  console.log(`answers: ${[...answers].sort().join("; ")}`);
  check("settings produce several verdicts", answers.size >= 4);
}

/**
 * Equal except for numbers that agree to nine digits: two versions of V8 differ in the last bit of a logarithm, which a
 * narrow scale magnifies a thousandfold.
 */
function isAlike(one, other) {
  const number = /-?\d+\.\d+(?:e[+-]?\d+)?/g;
  if (one === other) return true;
  if (one.replace(number, "#") !== other.replace(number, "#")) return false;
  const others = other.match(number) ?? [];
  return (one.match(number) ?? []).every((digits, place) => {
    const here = Number(digits);
    const there = Number(others[place]);
    return Math.abs(here - there) <= 1e-9 * Math.max(1, Math.abs(here));
  });
}

/** 300 characters of an outcome around the first difference from another. */
function around(outcome, other) {
  const place = [...outcome].findIndex((character, index) => character !== other[index]);
  return outcome.slice(Math.max(0, place - 150), place + 150);
}

/** Each control keeps its published setting or gets a random one of those it offers. */
function drawn(controls, random) {
  const oneOf = (items) => items[Math.floor(random() * items.length)];
  return Object.fromEntries(
    controls.map((control) => {
      if (random() < 0.6) return [control.id, control.published];
      if (control.kind === "one") return [control.id, oneOf(control.options).value];
      if (control.kind === "several")
        return [control.id, control.options.map(({ value }) => value).filter(() => random() < 0.7)];
      const steps = Math.round((control.max - control.min) / control.step);
      const near = (control.published - control.min) / control.step + (random() - 0.5) * 0.4 * steps;
      const step = Math.min(steps, Math.max(0, Math.round(near)));
      return [control.id, Number((control.min + step * control.step).toFixed(6))];
    }),
  );
}
