// What benchmarks share: a folder to work in, a plain tslab kernel for the peers, and the wall clock of a command.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { program, root, workFolder } from "../checks.mjs";

export { argument, root } from "../checks.mjs";
/** Three notebooks of 15 code cells, and their data. */
export const peers = path.join(root, "test/fixtures/peers");
export const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
export const ours = `${quote(process.execPath)} ${quote(program)}`;

export const onPath = (bin) =>
  (process.env.PATH ?? "").split(path.delimiter).some((folder) => existsSync(path.join(folder, bin)));
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** A folder of its own, and the environment in which peers find the kernel named tslab. */
export function makeSetting() {
  const work = workFolder("bench");
  const jupyterPath = path.join(work, "jupyter");
  mkdirSync(path.join(jupyterPath, "kernels/tslab"), { recursive: true });
  const tslab = path.join(root, "node_modules/tslab/bin/tslab");
  const spec = {
    argv: [process.execPath, tslab, "kernel", "--config-path={connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  };
  writeFileSync(path.join(jupyterPath, "kernels/tslab/kernel.json"), JSON.stringify(spec));
  // MyST starts a Jupyter server, which does not run as root by default.
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
  return { work, env };
}

/** MyST's project file. */
const mystToc = (files) =>
  `version: 1\nproject:\n  title: Bench\n  toc:\n${files.map((file) => `    - file: ${file}\n`).join("")}site:\n  template: book-theme\n`;

/** The peers on the same notebooks; nbconvert converts `to` notebooks or pages. */
export const peerCases = (files, to) => [
  {
    name: `nbconvert to ${to}`,
    bin: "jupyter-nbconvert",
    command: `jupyter nbconvert --execute --to ${to} --output-dir ../out ${files.map(quote).join(" ")}`,
  },
  {
    name: "papermill",
    bin: "papermill",
    command: files
      .map((file) => `papermill --no-progress-bar ${quote(file)} ../out/${quote(file)}`)
      .join(" && "),
  },
  {
    name: "MyST --md",
    bin: "myst",
    command: `myst build --execute --md --force ${files.map(quote).join(" ")}`,
    files: { "myst.yml": mystToc(files) },
  },
];

/** Wall clock of the whole process, from spawn to exit, in ms. */
export const time = async (command, at) => (await run(command, at)).ms;

/** That and what it said. Detached: what a tool leaves behind is ended by its group. */
export function run(command, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn("bash", ["-c", command], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    child.stdout.on("data", (chunk) => (log += chunk));
    child.stderr.on("data", (chunk) => (log += chunk));
    child.on("exit", (code) => {
      const ms = performance.now() - started;
      try {
        process.kill(-child.pid, "SIGTERM");
      } catch {
        // nothing was left behind
      }
      if (code === 0) resolve({ ms, log });
      else reject(new Error(`exit code ${code}\n${log.slice(-2000)}`));
    });
  });
}

/** Those of the cases whose program `bin` is installed, each with no times yet; `missing` names the others. */
export function installed(all) {
  const has = ({ bin }) => bin === undefined || onPath(bin);
  const missing = all.filter((each) => !has(each)).map(({ name }) => name);
  return { cases: all.filter(has).map((each) => ({ ...each, times: [] })), missing };
}

/** Runs the cases in turns, so that a slow minute of the machine hits all alike; one that fails is not run again. */
export async function takeTurns(cases, { runs, warmup = 0 }, measure) {
  for (let round = -warmup; round < runs; round += 1) {
    for (const each of cases) {
      if (each.failed) continue;
      try {
        const ms = await measure(each, round);
        if (round >= 0 && ms !== undefined) each.times.push(ms);
      } catch (error) {
        each.failed = error.message;
        console.error(`FAILED ${each.name}: ${error.message}`);
      }
    }
    console.error(`round ${round + warmup + 1} of ${runs + warmup}, load ${os.loadavg()[0].toFixed(2)}`);
  }
}

const seconds = (ms) => (ms / 1000).toFixed(2);
/** A row per case: median, least, and its share of what nbconvert takes on the same notebooks. */
export function printTimes(cases, missing, notes) {
  const base = cases.find(({ name, times }) => name.startsWith("nbconvert") && times.length > 0);
  console.log("\n| tool | min s | median s | share of nbconvert | pages, MB |\n|---|---:|---:|---:|---:|");
  for (const { name, times, failed, count, bytes } of cases) {
    const [least, middle] = failed ? ["failed", ""] : [seconds(Math.min(...times)), seconds(median(times))];
    const isComparable = base !== undefined && !failed && count === undefined;
    const share = isComparable ? (median(times) / median(base.times)).toFixed(3) : "";
    console.log(`| ${name} | ${least} | ${middle} | ${share} | ${bytes ? (bytes / 1e6).toFixed(2) : ""} |`);
  }
  const cores = os.availableParallelism();
  console.log(
    `\nNode ${process.version}, ${cores} cores, ${notes}. Missing peers: ${missing.join(", ") || "none"}.`,
  );
}
