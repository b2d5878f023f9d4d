// JupyterLab as started by `briefing lab`, in headless Chromium: node test/tools/lab/lab.mjs. Needs Python 3.10 or
// later and Python's registry; LAB_ENVIRONMENT names an environment to use instead of a new one. LAB_ONLY=steps only
// works through one chapter.
import { mkdirSync, readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { checkChapter } from "./chapters.mjs";
import { check, part, root, skip, sum, workFolder } from "../../../checks.mjs";
import { findChromium, launchChromium } from "../../../chromium.mjs";
import { startLab } from "./driver.mjs";
import { checkPeers } from "./peers.mjs";
import { savesTheStoredForm, worksAsAPersonDoes } from "./person.mjs";
import { chapters, makeProject, registry } from "./project.mjs";
import { opensTextNotebooks } from "./text-notebook.mjs";
import { worksThroughAChapter } from "./steps.mjs";

const asked = process.env.LAB_ENVIRONMENT === undefined ? registry() : { status: "reachable" };
if (asked.status !== "reachable") {
  const why =
    asked.status === "no-python"
      ? "there is no Python"
      : `Python's registry (${asked.url}) cannot be reached`;
  skip("JupyterLab was not checked", why);
  sum();
  process.exit();
}
findChromium();

const work = workFolder("briefing-lab");
const home = path.join(work, "home");
const project = makeProject(path.join(work, "project"));
mkdirSync(home);
const env = { ...process.env, HOME: home, XDG_CACHE_HOME: undefined, XDG_DATA_HOME: undefined };

const before = new Set(running().map(([pid]) => pid));
const started = performance.now();
const start = () => startLab(["--project", project, "--", "--expose-app-in-browser"], { cwd: project, env });
let lab = await start();
console.log(`--- started, ${((performance.now() - started) / 1000).toFixed(1)} s`);
const browser = await launchChromium();
const here = { browser, lab, project };
const isWhole = process.env.LAB_ONLY === undefined;
try {
  await part("a chapter, step by step", () => worksThroughAChapter(here));
  if (isWhole) await checkAll();
} finally {
  await browser.close();
  await lab.stop().catch(() => undefined);
}
if (isWhole) await part("other programs on the installed kernel", () => checkPeers(work));
sum();

async function checkAll() {
  const names = chapters(project);
  check("there are chapters", names.length > 0);
  // Two at a time, each with its own kernel and page.
  const waiting = [...names];
  const next = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      await checkChapter(here, name);
  };
  await Promise.all([next(), next()]);
  await part("a person's work", () => worksAsAPersonDoes(here));
  await part("saving", () => savesTheStoredForm(here));
  await part("text notebooks", () => opensTextNotebooks(here));
  check("the home folder is untouched", readdirSync(home).length === 0, readdirSync(home));
  await part("Ctrl-C", async () => {
    const { code } = await lab.stop();
    check("Ctrl-C: it ends with 0", code === 0, code);
    check("Ctrl-C: nothing is left", (await leftover()).length === 0, await leftover());
  });
  await part("killed", async () => {
    lab = await start();
    await lab.stop("SIGKILL");
    check("killed: nothing is left", (await leftover()).length === 0, await leftover());
  });
}

/** Processes started here that remain after a grace period: server, kernels, compiler. */
async function leftover() {
  for (let waited = 0; ; waited += 250) {
    const found = running().filter(([pid]) => !before.has(pid));
    if (found.length === 0 || waited >= 40_000) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function running() {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+(.*)/))
    .filter(
      ([, args = ""]) =>
        args.includes(project) || (args.includes(root) && args.includes("--preserveWatchOutput")),
    );
}
