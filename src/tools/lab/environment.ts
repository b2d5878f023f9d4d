/** The project's own Python environment with JupyterLab: made once, made anew when it is another's, old or torn. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { withLock } from "../../lib/lock.js";
import { LabError } from "./errors.js";
import { pythonOf } from "./places.js";
import { findPython, type Python } from "./python.js";
import { lastLines, runProgram, type Ran, type RunOptions } from "./run-program.js";
import { installedPackages, tornFile } from "./whole.js";

export interface EnvironmentOptions {
  /** Folder of the environment. */
  readonly folder: string;
  /** File of pinned packages with their hashes. */
  readonly requirements: string;
  /** A Python asked for by name; else the environment's own, or the first on PATH that does. */
  readonly python: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Written last: an environment without it was not installed to its end. */
const stampName = "complete.json";

interface Stamp {
  /** Hash of the requirements. */
  readonly requirements: string;
  readonly python: string;
  readonly packages: number;
}

/** Returns when the environment is whole; `made` says whether it had to be made. */
export async function ensureEnvironment(options: EnvironmentOptions): Promise<"found" | "made"> {
  const wanted = createHash("sha256")
    .update(await readFile(options.requirements))
    .digest("hex");
  const asked = options.python === undefined ? undefined : await find(options);
  if ((await reasonToMake(options.folder, wanted, asked)) === undefined) return "found";
  const lock = `${options.folder}.lock`;
  const onTaken = (holder: string, waitedMs: number) => {
    if (holder === "unknown")
      throw new LabError(`${lock} is not a lock of this program.`, {
        hint: "Remove it, and run the command again.",
      });
    if (waitedMs > 0) return;
    options.tell(`Another briefing lab (process ${holder}) is installing: waiting for it …`);
    options.tell(`If none is running, remove ${lock}.`);
  };
  return withLock(lock, { onTaken, signal: options.signal }, async () => {
    // Another launcher may have made it meanwhile.
    const reason = await reasonToMake(options.folder, wanted, asked);
    if (reason === undefined) return "found";
    await make(asked ?? (await find(options)), reason, wanted, options);
    return "made";
  });
}

const find = ({ python, env, signal }: EnvironmentOptions): Promise<Python> =>
  findPython(python, env, signal);

/** Why the environment has to be made, in words; undefined if it is whole. */
async function reasonToMake(
  folder: string,
  wanted: string,
  asked: Python | undefined,
): Promise<string | undefined> {
  if (!(await exists(folder))) return "once";
  const stamp = await readStamp(folder);
  if (stamp === undefined) return "the last installation did not come to its end";
  if (stamp.requirements !== wanted) return "other versions are asked for";
  if (asked !== undefined && asked.version !== stamp.python)
    return `Python ${asked.version} instead of ${stamp.python}`;
  if (!(await exists(pythonOf(folder)))) return "its Python is gone";
  const packages = installedPackages(folder).length;
  if (packages !== stamp.packages) return `${stamp.packages} packages were installed, ${packages} are there`;
  const torn = tornFile(folder);
  return torn === undefined ? undefined : `${path.basename(torn)} is damaged`;
}

async function make(
  python: Python,
  reason: string,
  requirements: string,
  options: EnvironmentOptions,
): Promise<void> {
  const { folder, env, signal, tell } = options;
  const run: RunOptions = { env: installerEnvironment(env), signal };
  const uv = (await runProgram("uv", ["--version"], run)).code === 0;
  tell(
    `Installing JupyterLab for Python ${python.version} with ${uv ? "uv" : "pip"} (${reason}; about 200 MB) …`,
  );
  const started = performance.now();
  await removeOld(folder);
  await mkdir(path.dirname(folder), { recursive: true });
  await (uv ? installWithUv : installWithPip)(python, options, run);
  const stamp: Stamp = { requirements, python: python.version, packages: installedPackages(folder).length };
  await writeFile(path.join(folder, stampName), `${JSON.stringify(stamp)}\n`);
  tell(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
}

/** An environment, whole or not; nothing else that somebody keeps in its place. */
async function removeOld(folder: string): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const isEnvironment = ["bin", "lib", "pyvenv.cfg", stampName].some((name) => names.includes(name));
  if (names.length > 0 && !isEnvironment)
    throw new LabError(`${folder} holds files, but no Python environment.`, {
      hint: "JupyterLab is installed there: move the files away.",
    });
  await rm(folder, { recursive: true, force: true });
}

const pinned = (requirements: string): readonly string[] => [
  "--require-hashes",
  "--only-binary=:all:",
  "-r",
  requirements,
];

async function installWithUv(
  python: Python,
  { folder, requirements }: EnvironmentOptions,
  run: RunOptions,
): Promise<void> {
  const quiet = ["--quiet", "--no-cache"];
  succeed(await runProgram("uv", ["venv", ...quiet, "--no-project", "--python", python.file, folder], run));
  const into = ["--python", pythonOf(folder)];
  succeed(await runProgram("uv", ["pip", "install", ...quiet, ...into, ...pinned(requirements)], run));
}

async function installWithPip(
  python: Python,
  { folder, requirements }: EnvironmentOptions,
  run: RunOptions,
): Promise<void> {
  // On the PATH pip looks for other compilers, to say which there are; starting one may write to the home folder.
  const beside = (program: string): RunOptions => ({
    ...run,
    env: { ...run.env, PATH: path.dirname(program) },
  });
  const made = await runProgram(python.file, ["-I", "-m", "venv", folder], beside(python.file));
  if (made.code !== 0)
    throw new LabError(`${python.file} cannot make an environment:\n${lastLines(made.said, 8)}`, {
      hint: "On Debian and Ubuntu its module venv is a package of its own: apt install python3-venv. Or install uv: https://docs.astral.sh/uv/",
    });
  const pip = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"];
  succeed(await runProgram(pythonOf(folder), [...pip, ...pinned(requirements)], beside(pythonOf(folder))));
}

function succeed({ code, said }: Ran): void {
  if (code === 0) return;
  throw new LabError(`JupyterLab could not be installed:\n${lastLines(said, 12)}`, {
    hint: "It comes from Python's registry (https://pypi.org, or what pip or uv is configured for). Is it reachable? The next start tries again.",
  });
}

/** Nothing of another environment reaches in, and nothing is kept outside the project. */
function installerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    PYTHONPATH: undefined,
    PYTHONHOME: undefined,
    VIRTUAL_ENV: undefined,
    CONDA_PREFIX: undefined,
    UV_PYTHON_DOWNLOADS: "never",
    UV_LINK_MODE: "copy",
  };
}

async function readStamp(folder: string): Promise<Stamp | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(path.join(folder, stampName), "utf8"));
    return typeof read === "object" && read !== null ? (read as Stamp) : undefined;
  } catch {
    return undefined;
  }
}

const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;
