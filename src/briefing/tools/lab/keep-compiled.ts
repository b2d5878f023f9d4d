/** Keeps a checkout of the package compiled beside JupyterLab or a preview, so restarted kernels are up to date. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, rm, utimes } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { PACKAGE_FOLDER } from "../../engine/compile/installation.js";
import { packaged } from "./places.js";

/** An installed package has no sources and is never compiled. */
export const isCheckout = (): boolean => existsSync(path.join(PACKAGE_FOLDER, "tsconfig.json"));

/** Reports errors in the sources, and when they are fixed; `stop` resolves when the compiler has ended. */
export function keepCompiled(report: (line: string) => void) {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const projects = ["../papers", "../collaboration", "tools/lab/extension"];
  const child = spawn(
    process.execPath,
    ["--import", packaged.endWithParent, compiler, "-b", "--watch", "--preserveWatchOutput", ...projects],
    { cwd: PACKAGE_FOLDER, stdio: ["ignore", "pipe", "inherit", "ipc"], detached: true },
  );
  const ended = once(child, "exit").catch(() => undefined);
  if (child.stdout !== null) listen(child.stdout, report);
  return {
    async stop(): Promise<void> {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function listen(input: NodeJS.ReadableStream, report: (line: string) => void): void {
  let isBroken = false;
  let started = new Date();
  createInterface({ input }).on("line", (line) => {
    if (/Starting (?:incremental )?compilation/.test(line)) started = new Date();
    if (/: error TS\d+: /.test(line)) report(line);
    const count = /Found (\d+) errors?\./.exec(line)?.[1];
    if (count === undefined) return;
    if (count === "0" && isBroken) report("src/ compiles again.");
    isBroken = count !== "0";
    if (!isBroken) void markCompiled(started);
  });
}

/** The next command need not recompile files written before this compilation began. */
async function markCompiled(started: Date): Promise<void> {
  await dropBundles(path.join(PACKAGE_FOLDER, "dist/bundled"));
  await utimes(path.join(PACKAGE_FOLDER, "dist/.compiled"), started, started).catch(() => undefined);
}

/**
 * Removes bundles of the earlier code, so that no new process uses them. The command's bundles stay: running commands,
 * including this one, may still load some of them, but new commands will not.
 */
export async function dropBundles(folder: string): Promise<void> {
  const programs = (await readdir(folder).catch(() => [])).filter((name) => name !== "command");
  const dropped = [...programs, "command/program.mjs"];
  await Promise.all(dropped.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}
