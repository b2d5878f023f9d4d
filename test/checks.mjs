// What drivers share: the repository and its command, what they were called with, a folder to work in, and the counts of
// what was checked, which the last line that a driver prints sums.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { codeCell } from "./notebooks.mjs";

export const root = path.resolve(import.meta.dirname, "..");
export const program = path.join(root, "src/briefing/dist/cli/main.js");
const counts = { passed: 0, failed: 0, skipped: 0 };

/** What follows `--name` on the command line. */
export function argument(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : fallback;
}
export const isAsked = (name) => process.argv.includes(`--${name}`);

/** A folder for temporary files, which is gone when the driver ends. */
export function workFolder(name) {
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Copies parts of the repository, without packages and hidden files. */
export function copyParts(folder, parts = ["data", "notebooks"]) {
  const skipped = /[\\/](?:node_modules|bundled|\.(?!counted)[^\\/]+)$/;
  for (const part of parts)
    cpSync(path.join(root, part), path.join(folder, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: (file) => !skipped.test(file),
    });
}

/** Writes what a renderer gave. */
export function writeFiles(folder, files) {
  for (const { path: name, content } of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** An executed notebook of test/fixtures, as its text. */
export const fixture = (name) => readFileSync(path.join(root, "test/fixtures", name), "utf8");

/** One that tries to run something wherever text can stand, also in output of five megabytes. */
export function hostileNotebook() {
  const notebook = JSON.parse(fixture("page/hostile.ipynb"));
  const attack = `<script>alert(36)</script><img src=x onerror="alert(36)"><a href="javascript:alert(36)">x</a>`;
  const outputs = [{ output_type: "stream", name: "stdout", text: attack.repeat(50_000) }];
  notebook.cells.push(codeCell("long", "", { outputs }));
  return JSON.stringify(notebook);
}

/** Runs the command to its end. */
export const briefing = (args, options = {}) =>
  spawnSync(process.execPath, [program, ...args], { encoding: "utf8", maxBuffer: 1 << 28, ...options });

/** mulberry32: the same numbers for the same seed. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {string} name @param {boolean} ok @param {unknown} [detail] */
export function check(name, ok, detail) {
  if (ok) counts.passed += 1;
  else counts.failed += 1;
  if (ok) return;
  const words = typeof detail === "string" ? detail : JSON.stringify(detail);
  console.log(`✗ ${name}${words === undefined || words === "" ? "" : `: ${words}`}`);
}

/** One case of many: `work` gives what is wrong with it, or undefined; what it passes to `note` is printed beside the time. */
export async function judge(name, work) {
  const started = performance.now();
  let note = "";
  /** @type {string | undefined} */
  let fault;
  try {
    fault = await work((words) => (note = `${words}, `));
  } catch (error) {
    fault = error.stack;
  }
  counts[fault === undefined ? "passed" : "failed"] += 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${fault === undefined ? "ok    " : "FAILED"} ${name} (${note}${seconds} s)`);
  if (fault !== undefined) console.log(`       ${fault}`);
}

/** What cannot be checked here, by its name and the reason. */
export function skip(what, why) {
  counts.skipped += 1;
  console.log(`skipped: ${what}: ${why}`);
}

/** A part that throws is one failed check, and the others go on. */
export async function part(name, work) {
  const started = performance.now();
  try {
    await work();
  } catch (error) {
    check(name, false, error.message);
  }
  console.log(`--- ${name}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** A driver that checked nothing has failed. */
export function sum() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 && counts.passed + counts.skipped > 0 ? 0 : 1;
}

/** Whether something comes true in time. */
export async function becomes(test, ms = 60_000) {
  for (let waited = 0; waited < ms; waited += 100) {
    if (await test()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
