// Side by side on the same notebooks in the same run: this command, and the peers that are installed (nbconvert,
// papermill, MyST on a plain tslab kernel). Rounds are interleaved, so that a slow minute of the machine hits all alike;
// what counts are the ratios. usage: node test/bench/bench.mjs [--runs 3] [--warmup 1] [--many 100] [--only REGEX]
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const peers = path.join(root, "test/fixtures/peers");
const argument = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : fallback;
};
const runs = Number(argument("runs", 3));
const warmup = Number(argument("warmup", 1));
const many = Number(argument("many", 100));
const only = new RegExp(argument("only", "."));

const work = mkdtempSync(path.join(os.tmpdir(), "bench-"));
const jupyterPath = path.join(work, "jupyter");
mkdirSync(path.join(jupyterPath, "kernels/tslab"), { recursive: true });
const tslab = path.join(root, "node_modules/tslab/bin/tslab");
const spec = {
  argv: [process.execPath, tslab, "kernel", "--config-path={connection_file}"],
  display_name: "TypeScript",
  language: "typescript",
};
writeFileSync(path.join(jupyterPath, "kernels/tslab/kernel.json"), JSON.stringify(spec));
// MyST starts a Jupyter server, which refuses to run as root unless told.
mkdirSync(path.join(work, "config"));
writeFileSync(
  path.join(work, "config/jupyter_server_config.json"),
  JSON.stringify({ ServerApp: { allow_root: true } }),
);
const env = {
  ...process.env,
  JUPYTER_PATH: jupyterPath,
  JUPYTER_CONFIG_DIR: path.join(work, "config"),
};

const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const onPath = (bin) =>
  (process.env.PATH ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, bin)));
const missing = [];
const ours = `${quote(process.execPath)} ${quote(path.join(root, "dist/cli/main.js"))}`;
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
    // A line of its own in each, so that no two notebooks share their compiled cells.
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
add("ours, compiled cells kept", `${ours} execute ${list} -o ../out --quiet`);
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
const toc = `version: 1\nproject:\n  title: Bench\n  toc:\n${three.map((file) => `    - file: ${file}\n`).join("")}site:\n  template: book-theme\n`;
peer("myst", "MyST --md", `myst build --execute --md --force ${list}`, { files: { "myst.yml": toc } });
const once = { count: many, once: true };
add(`ours, ${many} notebooks, one at a time`, `${ours} execute *.ipynb -o ../out --quiet --jobs 1`, once);
add(`ours, ${many} notebooks, as many as cores`, `${ours} execute *.ipynb -o ../out --quiet`, once);
add(`ours, ${many} notebooks, cold`, `${ours} execute *.ipynb -o ../out --quiet`, {
  ...once,
  cache: "dropped",
});

/** Wall clock of the whole process, from spawn to exit, in ms. Detached: what a tool leaves behind is ended by its group. */
function time({ command, folder }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn("bash", ["-c", command], {
      cwd: path.join(folder, "nb"),
      env: { ...env, BRIEFING_CACHE_DIR: cacheOf(folder) },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    child.stdout.on("data", (chunk) => (log = (log + chunk).slice(-2000)));
    child.stderr.on("data", (chunk) => (log = (log + chunk).slice(-2000)));
    child.on("exit", (code) => {
      const ms = performance.now() - started;
      try {
        process.kill(-child.pid, "SIGTERM");
      } catch {
        // nothing was left behind
      }
      if (code === 0) resolve(ms);
      else reject(new Error(`exit code ${code}\n${log}`));
    });
  });
}

for (let round = -warmup; round < runs; round += 1) {
  for (const each of cases) {
    // The long cases run once; those that keep their compiled cells, once before to have them.
    const fills = round === -1 && each.cache !== "dropped";
    if (each.failed || (each.once && round !== 0 && !fills)) continue;
    lay(each.folder, each.count);
    for (const [file, text] of Object.entries(each.files ?? {}))
      writeFileSync(path.join(each.folder, "nb", file), text);
    if (each.cache === "dropped") rmSync(cacheOf(each.folder), { recursive: true, force: true });
    try {
      const ms = await time(each);
      if (round >= 0) each.times.push(ms);
    } catch (error) {
      each.failed = error.message;
      console.error(`FAILED ${each.name}: ${error.message}`);
    }
  }
  console.error(`round ${round + warmup + 1} of ${runs + warmup}, load ${os.loadavg()[0].toFixed(2)}`);
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const base = cases.find((each) => each.name === "nbconvert" && each.times.length > 0);
console.log("\n| tool | min s | median s | share of nbconvert |\n|---|---:|---:|---:|");
for (const { name, times, failed, count } of cases) {
  const ratio =
    base && times.length > 0 && count === undefined ? (median(times) / median(base.times)).toFixed(3) : "";
  console.log(
    `| ${name} | ${failed ? "failed" : (Math.min(...times) / 1000).toFixed(2)} | ${failed ? "" : (median(times) / 1000).toFixed(2)} | ${ratio} |`,
  );
}
const [alone, together] = cases
  .filter((each) => each.once && each.times.length > 0)
  .map((each) => median(each.times));
if (alone && together)
  console.log(
    `\n${many} notebooks on ${os.availableParallelism()} cores: ${(alone / together).toFixed(2)} times as fast as one at a time.`,
  );
console.log(
  `\nNode ${process.version}, ${os.availableParallelism()} cores, three notebooks of 15 code cells. Missing peers: ${missing.join(", ") || "none"}.`,
);
rmSync(work, { recursive: true, force: true });
