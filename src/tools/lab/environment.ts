/**
 * The project's own Python environment with JupyterLab. It is installed into a folder beside its place, which is renamed
 * when all is there: an installation that was interrupted is never used.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { withLock } from "../../lib/lock.js";
import { LabError } from "./errors.js";
import { pythonOf } from "./places.js";
import { findPython } from "./python.js";
import { runProgram } from "./run-program.js";

export interface EnvironmentOptions {
  /** Folder of the environment. */
  readonly folder: string;
  /** File of pinned packages with their hashes. */
  readonly requirements: string;
  /** The Python that the user named; else the environment's own, or the first suitable one on the PATH. */
  readonly python: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** In the environment: what it was made from. */
const stampName = "made-from.json";

/** Installs what is not there yet: JupyterLab in another version is replaced, and so is another Python than was named. */
export async function ensureEnvironment(options: EnvironmentOptions): Promise<"found" | "made"> {
  const { folder, requirements, env, signal, report } = options;
  const named = options.python === undefined ? undefined : await findPython(options.python, env, signal);
  const list = sha256(await readFile(requirements));
  const isCurrent = async (): Promise<boolean> => {
    const stamp = await readFile(path.join(folder, stampName), "utf8").catch(() => "{}");
    const made = JSON.parse(stamp) as { readonly list?: string; readonly python?: string };
    const isSame = made.list === list && (named === undefined || made.python === named.file);
    return isSame && existsSync(pythonOf(folder));
  };
  if (await isCurrent()) return "found";
  const lock = `${folder}.lock`;
  const onTaken = (holder: string, waitedMs: number) => {
    if (waitedMs > 0) return;
    report(`Another briefing lab (process ${holder}) is installing JupyterLab: waiting for it …`);
    report(`If no other is running, remove ${lock}.`);
  };
  return withLock(lock, { onTaken, signal }, async () => {
    if (await isCurrent()) return "found";
    if (existsSync(folder) && !existsSync(path.join(folder, "pyvenv.cfg")))
      throw new LabError(`${folder} holds files, but no Python environment.`, {
        hint: "JupyterLab is installed there: move the files away.",
      });
    const { file, version } = named ?? (await findPython(undefined, env, signal));
    report(`Installing JupyterLab for Python ${version} (once; about 200 MB) …`);
    const started = performance.now();
    const next = `${folder}.next`;
    try {
      await rm(next, { recursive: true, force: true });
      await mkdir(path.dirname(next), { recursive: true });
      await install(next, file, options);
      await writeFile(path.join(next, stampName), JSON.stringify({ list, python: file }));
      await rm(folder, { recursive: true, force: true });
      await rename(next, folder);
    } finally {
      await rm(next, { recursive: true, force: true });
    }
    report(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    return "made";
  });
}

/** Python ignores the user's own settings and packages; nothing is kept outside the project. */
async function install(
  folder: string,
  python: string,
  { requirements, env, signal }: EnvironmentOptions,
): Promise<void> {
  // On the PATH, pip would look for compilers; starting one may write to the home folder.
  const run = (program: string, ...args: readonly string[]) =>
    runProgram(program, ["-I", "-m", ...args], {
      env: { ...env, PATH: path.dirname(program) },
      signal,
    });
  const made = await run(python, "venv", folder);
  if (!made.ok)
    throw new LabError(`${python} cannot make an environment:\n${lastLines(made.output)}`, {
      hint: "On Debian and Ubuntu the module venv is a separate package: apt install python3-venv",
    });
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir"];
  const pinned = ["--require-hashes", "--only-binary=:all:", "-r", requirements];
  const installed = await run(pythonOf(folder), "pip", "install", ...quiet, ...pinned);
  if (!installed.ok)
    throw new LabError(`JupyterLab could not be installed:\n${lastLines(installed.output)}`, {
      hint: "Check that Python's package index (https://pypi.org, or the one that pip is configured for) is reachable, and start again.",
    });
}

const lastLines = (text: string): string => text.trimEnd().split("\n").slice(-12).join("\n");
