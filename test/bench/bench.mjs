// Side by side on the same notebooks in the same run: this command, and the peers that are installed (nbconvert,
// papermill, MyST on a plain tslab kernel). Rounds are interleaved, so that a slow minute of the machine hits all alike;
// what counts are the ratios. usage: node test/bench/bench.mjs [--runs 3] [--warmup 1] [--many 100] [--only REGEX]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { argument, makeSetting, median, mystToc, onPath, ours, peers, quote, time } from "./setting.mjs";

const runs = Number(argument("runs", 3));
const warmup = Number(argument("warmup", 1));
const many = Number(argument("many", 100));
const only = new RegExp(argument("only", "."));

const { work, env } = makeSetting();
const missing = [];
const three = readdirSync(peers)
  .filter((file) => file.endsWith(".ipynb"))
  .sort();
const list = three.map(quote).join(" ");
/** Each case has a cache of its own: one that is emptied must not empty another. */
const cacheOf = (folder) => `${folder}-cache`;

/** Copies the notebooks and their data; with `count`, that many notebooks made of the three. */
function lay(folder, count) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(peers, path.join(folder, "nb"), { recursive: true });
  mkdirSync(path.join(folder, "out"));
  if (count === undefined) return;
  const texts = three.map((file) => readFileSync(path.join(peers, file), "utf8"));
  for (const file of three) rmSync(path.join(folder, "nb", file));
  for (let i = 0; i < count; i += 1) {
    // A line of its own in each, so that no two notebooks share what is known of their types.
    const notebook = JSON.parse(texts[i % texts.length]);
    const first = notebook.cells.find((cell) => cell.cell_type === "code");
    first.source = [`const notebookNumber = ${i};\n`, ...first.source];
    writeFileSync(path.join(folder, "nb", `nb${String(i).padStart(3, "0")}.ipynb`), JSON.stringify(notebook));
  }
}

const cases = [];
const add = (name, command, options = {}) =>
  only.test(name) &&
  cases.push({ name, command, times: [], folder: path.join(work, String(cases.length)), ...options });
const peer = (bin, name, command, options) =>
  onPath(bin) ? add(name, command, options) : missing.push(name);

add("ours, cold", `${ours} execute ${list} -o ../out --quiet`, { cache: "dropped" });
add("ours, types known", `${ours} execute ${list} -o ../out --quiet`);
peer(
  "jupyter-nbconvert",
  "nbconvert",
  `jupyter nbconvert --execute --to notebook --output-dir ../out ${list}`,
);
peer(
  "papermill",
  "papermill",
  three.map((file) => `papermill --no-progress-bar ${quote(file)} ../out/${quote(file)}`).join(" && "),
);
peer("myst", "MyST --md", `myst build --execute --md --force ${list}`, {
  files: { "myst.yml": mystToc(three) },
});
const once = { count: many, once: true };
peer(
  "taskset",
  `ours, ${many} notebooks, on one core`,
  `taskset -c 0 ${ours} execute *.ipynb -o ../out --quiet`,
  once,
);
add(`ours, ${many} notebooks, one at a time`, `${ours} execute *.ipynb -o ../out --quiet --jobs 1`, once);
add(`ours, ${many} notebooks, as many as cores`, `${ours} execute *.ipynb -o ../out --quiet`, once);
add(`ours, ${many} notebooks, cold`, `${ours} execute *.ipynb -o ../out --quiet`, {
  ...once,
  cache: "dropped",
});

for (let round = -warmup; round < runs; round += 1) {
  for (const each of cases) {
    // The long cases run once; those that keep what is known, once before to have it.
    const fills = round === -1 && each.cache !== "dropped";
    if (each.failed || (each.once && round !== 0 && !fills)) continue;
    lay(each.folder, each.count);
    for (const [file, text] of Object.entries(each.files ?? {}))
      writeFileSync(path.join(each.folder, "nb", file), text);
    if (each.cache === "dropped") rmSync(cacheOf(each.folder), { recursive: true, force: true });
    try {
      const ms = await time(each.command, {
        cwd: path.join(each.folder, "nb"),
        env: { ...env, BRIEFING_CACHE_DIR: cacheOf(each.folder) },
      });
      if (round >= 0) each.times.push(ms);
    } catch (error) {
      each.failed = error.message;
      console.error(`FAILED ${each.name}: ${error.message}`);
    }
  }
  console.error(`round ${round + warmup + 1} of ${runs + warmup}, load ${os.loadavg()[0].toFixed(2)}`);
}

const base = cases.find((each) => each.name === "nbconvert" && each.times.length > 0);
console.log("\n| tool | min s | median s | share of nbconvert |\n|---|---:|---:|---:|");
for (const { name, times, failed, count } of cases) {
  const ratio =
    base && times.length > 0 && count === undefined ? (median(times) / median(base.times)).toFixed(3) : "";
  console.log(
    `| ${name} | ${failed ? "failed" : (Math.min(...times) / 1000).toFixed(2)} | ${failed ? "" : (median(times) / 1000).toFixed(2)} | ${ratio} |`,
  );
}
const long = (name) => cases.find((each) => each.name.endsWith(name) && each.times.length > 0);
const [oneCore, alone, together] = ["on one core", "one at a time", "as many as cores"].map(long);
// One at a time already starts the next kernel while a notebook computes: the second core is not idle there.
for (const [other, words] of [
  [oneCore, "on one core"],
  [alone, "one at a time"],
])
  if (other && together)
    console.log(
      `\n${many} notebooks on ${os.availableParallelism()} cores: ${(median(other.times) / median(together.times)).toFixed(2)} times as fast as ${words}.`,
    );
console.log(
  `\nNode ${process.version}, ${os.availableParallelism()} cores, three notebooks of 15 code cells. Missing peers: ${missing.join(", ") || "none"}.`,
);
rmSync(work, { recursive: true, force: true });
if (!process.argv.includes("--only"))
  for (const [what, file] of [
    ["Cells that compute (npm run bench:compute)", "compute"],
    ["The commands on the project's chapters", "commands"],
    ["A cold build of the first three chapters (npm run bench:chapters)", "chapters"],
    ["Comparing two briefings (npm run bench:diff, which takes options of its own)", "diff"],
    ["Loading tables (npm run bench:load)", "load"],
  ]) {
    console.log(`\n${what}:\n`);
    spawnSync(process.execPath, [path.join(import.meta.dirname, `${file}.mjs`)], { stdio: "inherit" });
  }
