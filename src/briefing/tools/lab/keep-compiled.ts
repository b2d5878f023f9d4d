/** Keeps a checkout of the package compiled beside JupyterLab or a preview, so restarted kernels are up to date. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rm, utimes } from "node:fs/promises";
import path from "node:path";
import { findTypeScript, PACKAGE_FOLDER } from "../../engine/store/installation.js";
import { compilationLock, isCurrent } from "../../lib/compiled.js";
import { Debounced } from "../../lib/debounced.js";
import { withLock } from "../../lib/lock.js";
import { watchPlaces } from "../preview/watch.js";

/** An installed package has no sources and is never compiled. */
export const isCheckout = (): boolean => existsSync(path.join(PACKAGE_FOLDER, "tsconfig.json"));

/** Of the packages, which this one lies beside, and of the extension of JupyterLab. */
const projects = ["../papers", "../collaboration", "tools/lab/extension"];
const sources = path.dirname(PACKAGE_FOLDER);
/** Milliseconds without a change before compiling. */
const restMs = 100;

/**
 * Compiles now, unless dist/ is current, and after each change of src/. Reports errors in the sources, and when they are
 * fixed; `stop` resolves when the compiler has ended.
 */
export function keepCompiled(report: (line: string) => void) {
  const ending = new AbortController();
  let isBroken = false;
  const compileIfOlder = async (): Promise<void> => {
    // Another command may have compiled it meanwhile.
    const errors = isCurrent(PACKAGE_FOLDER) ? [] : await compile(ending.signal);
    if (ending.signal.aborted) return;
    errors.forEach(report);
    if (errors.length === 0 && isBroken) report("src/ compiles again.");
    isBroken = errors.length > 0;
  };
  const waiting = { onTaken: () => undefined, signal: ending.signal };
  const run = async (): Promise<void> => {
    await withLock(compilationLock(PACKAGE_FOLDER), waiting, compileIfOlder).catch((error: unknown) => {
      if (!ending.signal.aborted) throw error;
    });
  };
  const runs = new Debounced({ run, restMs });
  const watching = watchPlaces({
    root: path.dirname(sources),
    watched: [sources],
    ignored: ["briefing", "collaboration", "papers"].map((name) => path.join(sources, name, "dist")),
    onChange: () => {
      runs.want();
    },
    onError: (error) => {
      report(`Changes of src/ are not compiled: ${(error as Error).message}`);
    },
  });
  runs.want();
  return {
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all([runs.close(), watching.then(({ close }) => close())]);
    },
  };
}

/** The errors in the sources, a line each; what can be compiled is written all the same. */
async function compile(signal: AbortSignal): Promise<readonly string[]> {
  const started = new Date();
  const compiler = findTypeScript();
  if (compiler === undefined) return [`TypeScript is not available for ${process.platform} ${process.arch}.`];
  const arguments_ = ["-b", "--pretty", "false", ...projects];
  const { failure, text } = await new Promise<{ failure: Error | null; text: string }>((resolve) => {
    execFile(
      compiler,
      arguments_,
      { cwd: PACKAGE_FOLDER, signal, maxBuffer: 1e8 },
      (failure, stdout, stderr) => {
        resolve({ failure, text: `${stdout}\n${stderr}` });
      },
    );
  });
  if (failure === null) {
    await markCompiled(started);
    return [];
  }
  // Both projects may include the same file.
  const errors = new Set(text.split("\n").filter((line) => /\berror TS\d+: /.test(line)));
  return errors.size > 0 ? [...errors] : [`The compiler failed: ${text.trim() || failure.message}`];
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
