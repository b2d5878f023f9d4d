/** Finds installed kernels and checks their kernel.json against the Jupyter specification. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Json, JsonObject, KernelSpec } from "./contract.js";
import { KernelSpecError, UnknownKernelError } from "./errors.js";
import { dataFolders, ownSurroundings, type Surroundings } from "./jupyter-paths.js";
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
  if (!isObject(content)) throw new Error("it is not a JSON object");
  const { argv, display_name, language, interrupt_mode: mode = "signal", env = {}, metadata } = content;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every(isString))
    throw new Error("argv must be a non-empty list of strings");
  if (mode !== "signal" && mode !== "message")
    throw new Error('interrupt_mode must be "signal" or "message"');
  if (!isObject(env) || !Object.values(env).every(isString))
    throw new Error("env must be an object of strings");
  return {
    name,
    argv,
    displayName: isString(display_name) ? display_name : name,
    language: isString(language) ? language : "",
    interruptMode: mode,
    env: env as Readonly<Record<string, string>>,
    resourceDir,
    metadata: isObject(metadata) ? metadata : {},
  };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
