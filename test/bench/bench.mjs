// Side by side on the same notebooks in the same run: this command, and the peers that are installed (nbconvert,
// papermill, MyST on a plain tslab kernel). Rounds are interleaved, so that a slow minute of the machine hits all alike;
// what counts are the ratios. usage: node test/bench/bench.mjs [--runs 3] [--warmup 1] [--many 100] [--only REGEX]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { argument, installed, makeSetting, median, ours, peerCases, peers, printTimes } from "./setting.mjs";
import { quote, takeTurns, time } from "./setting.mjs";

const many = Number(argument("many", 100));
const only = new RegExp(argument("only", "."));

const { work, env } = makeSetting();
const three = readdirSync(peers)
  .filter((file) => file.endsWith(".ipynb"))
  .sort();
const list = three.map(quote).join(" ");

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

const long = { count: many, once: true };
const executeAll = `${ours} execute *.ipynb -o ../out --quiet`;
const { cases, missing } = installed(
  [
    { name: "ours, cold", command: `${ours} execute ${list} -o ../out --quiet`, cache: "dropped" },
    { name: "ours, types known", command: `${ours} execute ${list} -o ../out --quiet` },
    ...peerCases(three, "notebook"),
    {
      name: `ours, ${many} notebooks, on one core`,
      bin: "taskset",
      command: `taskset -c 0 ${executeAll}`,
      ...long,
    },
    { name: `ours, ${many} notebooks, one at a time`, command: `${executeAll} --jobs 1`, ...long },
    { name: `ours, ${many} notebooks, as many as cores`, command: executeAll, ...long },
    { name: `ours, ${many} notebooks, cold`, command: executeAll, cache: "dropped", ...long },
  ]
    .filter(({ name }) => only.test(name))
    .map((each, index) => ({ ...each, folder: path.join(work, String(index)) })),
);

const rounds = { runs: Number(argument("runs", 3)), warmup: Number(argument("warmup", 1)) };
await takeTurns(cases, rounds, (each, round) => {
  // The long cases run once; those that keep what is known, once before to have it.
  const fills = round === -1 && each.cache !== "dropped";
  if (each.once && round !== 0 && !fills) return undefined;
  lay(each.folder, each.count);
  for (const [file, text] of Object.entries(each.files ?? {}))
    writeFileSync(path.join(each.folder, "nb", file), text);
  // Each case has a cache of its own: one that is emptied must not empty another.
  const cache = `${each.folder}-cache`;
  if (each.cache === "dropped") rmSync(cache, { recursive: true, force: true });
  return time(each.command, {
    cwd: path.join(each.folder, "nb"),
    env: { ...env, BRIEFING_CACHE_DIR: cache },
  });
});
printTimes(cases, missing, "three notebooks of 15 code cells");
const timesOf = (name) => cases.find((each) => each.name.endsWith(name) && each.times.length > 0);
const [oneCore, alone, together] = ["on one core", "one at a time", "as many as cores"].map(timesOf);
// One at a time already starts the next kernel while a notebook computes: the second core is not idle there.
for (const [other, words] of [
  [oneCore, "on one core"],
  [alone, "one at a time"],
])
  if (other && together)
    console.log(
      `\n${many} notebooks on ${os.availableParallelism()} cores: ${(median(other.times) / median(together.times)).toFixed(2)} times as fast as ${words}.`,
    );
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
