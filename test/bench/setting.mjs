// What benchmarks share: a folder to work in, a plain tslab kernel for the peers, and the wall clock of a command.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { program, root } from "../checks.mjs";

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
  return { work, env };
}

/** MyST's project file. */
export const mystToc = (files) =>
  `version: 1\nproject:\n  title: Bench\n  toc:\n${files.map((file) => `    - file: ${file}\n`).join("")}site:\n  template: book-theme\n`;

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
