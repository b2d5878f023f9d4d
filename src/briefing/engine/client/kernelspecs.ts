/** Finds installed kernels and checks their kernel.json against the Jupyter specification. */
import { isRecord } from "../../lib/is-record.js";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Json, KernelSpec } from "./contract.js";
import { KernelSpecError, UnknownKernelError } from "./errors.js";
import { notThere } from "../../lib/not-there.js";

interface BrokenKernelSpec {
  readonly name: string;
  readonly file: string;
  readonly problem: string;
}

export interface InstalledKernels {
  /** Sorted by name. For duplicate names, the one Jupyter uses. */
  readonly specs: readonly KernelSpec[];
  /** Invalid specs; reported only when one of them is requested. */
  readonly broken: readonly BrokenKernelSpec[];
  /** Folders searched, in order. */
  readonly searched: readonly string[];
}

export async function listKernelSpecs(
  surroundings: Surroundings = ownSurroundings(),
): Promise<InstalledKernels> {
  const specs = new Map<string, KernelSpec>();
  const broken: BrokenKernelSpec[] = [];
  const searched = (await dataFolders(surroundings)).map((folder) => join(folder, "kernels"));
  for (const folder of searched)
    for (const entry of (await readdir(folder).catch(() => [])).sort()) {
      const name = entry.toLowerCase();
      if (specs.has(name) || !/^[a-z0-9_-][a-z0-9._-]*$/.test(name)) continue;
      const found = await readSpec(join(folder, entry), name);
      if (found === undefined) continue;
      if ("problem" in found) broken.push(found);
      else specs.set(name, found);
    }
  return { specs: [...specs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), broken, searched };
}

/** Finds a kernel by name, ignoring case. Throws UnknownKernelError, which lists the available kernels. */
export async function findKernelSpec(
  name: string,
  surroundings: Surroundings = ownSurroundings(),
): Promise<KernelSpec> {
  const installed = await listKernelSpecs(surroundings);
  const wanted = name.toLowerCase();
  const spec = installed.specs.find((each) => each.name === wanted);
  if (spec !== undefined) return spec;
  const broken = installed.broken.find((each) => each.name === wanted);
  if (broken !== undefined)
    throw new KernelSpecError(
      `The kernel ${JSON.stringify(name)} is not usable, ${broken.file}: ${broken.problem}.`,
      { hint: "Reinstall the kernel or fix the file." },
    );
  throw new UnknownKernelError(describeUnknown(name, installed), {
    hint: "Install the kernel, choose another one, or add its folder to JUPYTER_PATH.",
  });
}

function describeUnknown(name: string, { specs, broken, searched }: InstalledKernels): string {
  const list = specs.map((spec) => `  ${spec.name} (${spec.displayName}), ${spec.resourceDir}`);
  return [
    `Unknown kernel ${JSON.stringify(name)}.`,
    ...(list.length === 0 ? ["No kernels are installed."] : ["Installed kernels:", ...list]),
    ...broken.map(({ file, problem }) => `Not usable, ${file}: ${problem}.`),
    "Searched:",
    ...searched.map((folder) => `  ${folder}`),
  ].join("\n");
}

async function readSpec(folder: string, name: string): Promise<KernelSpec | BrokenKernelSpec | undefined> {
  const file = join(folder, "kernel.json");
  try {
    const text = await readFile(file, "utf8").catch(notThere);
    return text === undefined ? undefined : parseKernelJson(text, name, folder);
  } catch (error) {
    return { name, file, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Throws an Error that describes what is wrong with the content, without naming the file. */
export function parseKernelJson(text: string, name: string, resourceDir: string): KernelSpec {
  let content: Json;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch (error) {
    throw new Error(`it is not valid JSON (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
  if (!isRecord(content)) throw new Error("it is not a JSON object");
  const { argv, display_name, language, interrupt_mode: mode = "signal", env = {}, metadata } = content;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every(isString))
    throw new Error("argv must be a non-empty list of strings");
  if (mode !== "signal" && mode !== "message")
    throw new Error('interrupt_mode must be "signal" or "message"');
  if (!isRecord(env) || !Object.values(env).every(isString))
    throw new Error("env must be an object of strings");
  return {
    name,
    argv,
    displayName: isString(display_name) ? display_name : name,
    language: isString(language) ? language : "",
    interruptMode: mode,
    env: env as Readonly<Record<string, string>>,
    resourceDir,
    metadata: isRecord(metadata) ? metadata : {},
  };
}

const isString = (value: unknown): value is string => typeof value === "string";

const ask = promisify(execFile);

/** The inputs that determine the paths; tests pass their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export function ownSurroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

/** JUPYTER_DATA_DIR, or the platform's data folder for users. */
export function userDataFolder({ env, platform, home }: Surroundings): string {
  const given = env.JUPYTER_DATA_DIR;
  if (given !== undefined && given !== "") return given;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  const data = env.XDG_DATA_HOME;
  return join(data !== undefined && data !== "" ? data : join(home, ".local", "share"), "jupyter");
}

export function prefixDataFolder(prefix: string): string {
  return join(prefix, "share", "jupyter");
}

/** All data folders, in order of precedence. As in Jupyter, a virtual environment's folder precedes the user's. */
export async function dataFolders(surroundings: Surroundings): Promise<readonly string[]> {
  const { env } = surroundings;
  const active = [...listed(env.VIRTUAL_ENV), ...listed(env.CONDA_PREFIX)];
  const folders = [
    ...listed(env.JUPYTER_PATH),
    ...active.map((folder) => prefixDataFolder(folder)),
    userDataFolder(surroundings),
    ...(await pythonPrefix(env)).map(prefixDataFolder),
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ];
  return [...new Set(folders)];
}

const askMs = 5000;

/**
 * Asks the first Python on PATH for its sys.prefix: version managers install scripts there that select a Python when
 * called.
 */
async function pythonPrefix(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (listed(env.PATH).length === 0) return [];
  for (const python of ["python3", "python"])
    try {
      const { stdout } = await ask(python, ["-c", "import sys; print(sys.prefix)"], { env, timeout: askMs });
      return listed(stdout.trim());
    } catch {
      // The program does not exist or fails.
    }
  return [];
}

function listed(paths: string | undefined): readonly string[] {
  return (paths ?? "").split(delimiter).filter((path) => path !== "");
}
