// How soon the open page shows what was saved: `briefing preview` on a copy of this project's chapters, its page in
// headless Chromium; from the save of a file to the end of the build, and to the words in the page. Nothing is
// asserted. usage: node test/bench/preview.mjs [--runs 5]
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { launchChromium } from "../chromium.mjs";
import { copyParts, program, workFolder } from "../checks.mjs";
import { argument, editCell, editDatum, median } from "./setting.mjs";

const runs = Number(argument("runs", 5));
const notebook = "notebooks/08-people-and-money.ipynb";
const table = "data/doctorates.csv";
const work = workFolder("bench-preview");
const project = path.join(work, "project");
mkdirSync(path.join(work, "tmp"));
copyParts(project);
const env = { ...process.env, BRIEFING_CACHE_DIR: path.join(work, "cache"), TMPDIR: path.join(work, "tmp") };

const at = (name) => path.join(project, name);
const edit = (type, change) =>
  editCell(at(notebook), (cells) => cells.findLast((each) => each.cell_type === type), change);
let count = 0;
const cases = {
  "prose edited": () => {
    edit("markdown", (text) => `${text}\n\nEdited${(count += 1)}.`);
    return `Edited${count}.`;
  },
  "one cell changed": () => {
    edit("code", (text) => `const changed${(count += 1)} = 1;\n${text}`);
    return `changed${count}`;
  },
  // The last number of the last row, once more with another last digit: what comes of it has no words to look for.
  "one datum changed": () => {
    editDatum(at(table));
    return undefined;
  },
};

const started = performance.now();
const child = spawn(process.execPath, [program, "preview", "--port", "0"], {
  cwd: project,
  env,
  stdio: ["ignore", "pipe", "pipe"],
});
let log = "";
for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk));
const exited = new Promise((resolve) => child.on("exit", resolve));
const browser = await launchChromium();
const built = () => [...log.matchAll(/^(?:\S*✓\S*) .*chapters.*$/gm)].length;
const times = new Map();
const note = (name, ms) => times.set(name, [...(times.get(name) ?? []), ms]);
try {
  await until(() => /http:\S+/.test(log));
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await until(() => built() > 0);
  note("first build, cold", performance.now() - started);
  await page.goto(/http:\S+/.exec(log)[0]);
  await page.locator("main").waitFor();
  await delay(1500);
  for (const [name, save] of Object.entries(cases)) {
    for (let run = 0; run < runs; run += 1) {
      const before = built();
      const from = performance.now();
      const words = save();
      const isShown = words === undefined ? undefined : shown(page, words);
      await until(() => built() > before);
      note(`${name}: built`, performance.now() - from);
      if (isShown !== undefined) {
        await isShown;
        note(`${name}: shown`, performance.now() - from);
      }
      console.error(`${name}, ${run + 1} of ${runs}`);
      await delay(400);
    }
  }
} catch (error) {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
} finally {
  await browser.close();
  child.kill("SIGINT");
  await Promise.race([exited, delay(5000)]);
}
console.log("| from the save to the page, s | median | least | most |\n|---|---:|---:|---:|");
const seconds = (ms) => (ms / 1000).toFixed(2);
for (const [name, all] of times)
  console.log(
    `| ${name} | ${seconds(median(all))} | ${seconds(Math.min(...all))} | ${seconds(Math.max(...all))} |`,
  );
console.log(`\n${runs} runs, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}.`);

/** Resolves when the words stand in the page: told by what is put into it, since looking for them would slow it down. */
function shown(page, words) {
  return page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const has = (node) => node.textContent.includes(text);
        const observer = new MutationObserver((records) => {
          if (
            !records.some(
              ({ target, addedNodes }) => [...addedNodes].some(has) || (target.nodeType === 3 && has(target)),
            )
          )
            return;
          observer.disconnect();
          requestAnimationFrame(() => resolve());
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    words,
  );
}

async function until(holds) {
  const deadline = performance.now() + 180_000;
  while (!holds()) {
    if (performance.now() > deadline || child.exitCode !== null)
      throw new Error(`it does not come\n${log.slice(-3000)}`);
    if (/✗/.test(log)) throw new Error(log.slice(-3000));
    await delay(5);
  }
}
