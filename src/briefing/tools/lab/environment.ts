/**
 * The project's own Python environment with JupyterLab. It is installed into a temporary folder, which is renamed once
 * complete, so an interrupted installation is never used.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { withLock } from "../../lib/lock.js";
import { pythonOf } from "./places.js";
import { execFile } from "node:child_process";
import { BriefingError } from "../../model/errors.js";

export interface EnvironmentOptions {
  readonly folder: string;
  /** File of pinned packages with their hashes. */
  readonly requirements: string;
  /** The Python named by the user; by default the environment's own, or the first suitable one on the PATH. */
  readonly python: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** Records, in the environment, what it was created from. */
const stampName = "made-from.json";

/** Installs what is missing, and replaces another version of JupyterLab or a Python other than the named one. */
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
    report(`If no other process is running, remove ${lock}.`);
  };
  return withLock(lock, { onTaken, signal }, async () => {
    if (await isCurrent()) return "found";
    if (existsSync(folder) && !existsSync(path.join(folder, "pyvenv.cfg")))
      throw new BriefingError(`${folder} holds files, but no Python environment.`, {
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

/** Python ignores the user's own settings and packages; nothing is stored outside the project. */
async function install(
  folder: string,
  python: string,
  { requirements, env, signal }: EnvironmentOptions,
): Promise<void> {
  // Pip would search the PATH for compilers; starting one may write to the home folder.
  const run = (program: string, ...args: readonly string[]) =>
    runProgram(program, ["-I", "-m", ...args], {
      env: { ...env, PATH: path.dirname(program) },
      signal,
    });
  const made = await run(python, "venv", folder);
  if (!made.ok)
    throw new BriefingError(`${python} cannot create an environment:\n${lastLines(made.output)}`, {
      hint: "On Debian and Ubuntu the module venv is a separate package: apt install python3-venv",
    });
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir"];
  const pinned = ["--require-hashes", "--only-binary=:all:", "-r", requirements];
  const installed = await run(pythonOf(folder), "pip", "install", ...quiet, ...pinned);
  if (!installed.ok)
    throw new BriefingError(`JupyterLab could not be installed:\n${lastLines(installed.output)}`, {
      hint: "Check that Python's package index (https://pypi.org, or the one that pip is configured for) is reachable, and start again.",
    });
}

const lastLines = (text: string): string => text.trimEnd().split("\n").slice(-12).join("\n");

const wanted = "Python 3.10 or later";
const isOld = (version: string): boolean => /^(?:[0-2]|3\.\d)\./.test(version);
/** Plain names first; systems with an old Python often have a newer one beside it. */
const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
const hint =
  "Install it (macOS: brew install python; Debian and Ubuntu: apt install python3 python3-venv; " +
  "or https://www.python.org/downloads/), or name another one: --python PATH";
/** Compatible with Python 2. */
const introduction = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";

/**
 * The Python named by the user, or else the first on the PATH that can run JupyterLab: the interpreter's own file and its
 * version, `3.11.7`.
 */
export async function findPython(named: string | undefined, env: NodeJS.ProcessEnv, signal: AbortSignal) {
  const old: string[] = [];
  for (const name of named === undefined ? names : [named]) {
    const { ok, output } = await runProgram(name, ["-c", introduction], { env, signal, timeout: 20_000 });
    const [version = "", file = ""] = output.split(/\r?\n/);
    if (!ok || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    if (!isOld(version)) return { file, version };
    old.push(`Python ${version} (${file})`);
  }
  if (old.length > 0) {
    const found = [...new Set(old)];
    const are = found.length === 1 ? "is" : "are";
    throw new BriefingError(`${found.join(" and ")} ${are} too old: JupyterLab needs ${wanted}.`, { hint });
  }
  if (named !== undefined)
    throw new BriefingError(`${named} is not a Python that can be started.`, {
      hint: `Name the program itself (--python /usr/bin/python3), or omit --python. JupyterLab needs ${wanted}.`,
    });
  throw new BriefingError(`JupyterLab needs ${wanted}, and no Python was found on the PATH.`, { hint });
}

/** Runs a program to its end; `output` is followed by its errors. Rejects only with the signal's reason. */
async function runProgram(
  program: string,
  args: readonly string[],
  options: Pick<EnvironmentOptions, "env" | "signal"> & { readonly timeout?: number },
) {
  options.signal.throwIfAborted();
  const ran = await new Promise<{ readonly ok: boolean; readonly output: string }>((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: stdout + stderr });
    });
  });
  options.signal.throwIfAborted();
  return ran;
}
