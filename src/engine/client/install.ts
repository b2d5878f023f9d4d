/**
 * Writes kernelspecs where Jupyter finds them, and removes them. A spec carries the mark of who installed it
 * (`metadata.installed_by`): another's is neither overwritten nor removed.
 */
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { JsonObject } from "./contract.js";
import { KernelSpecError } from "./errors.js";
import { ownSurroundings, prefixDataFolder, userDataFolder, type Surroundings } from "./jupyter-paths.js";
import { parseKernelJson } from "./kernel-json.js";

/** The user's own folder (JUPYTER_DATA_DIR, if set), or that of an installation such as a virtual environment. */
export type InstallLocation =
  { readonly kind: "user" } | { readonly kind: "prefix"; readonly prefix: string };

export interface InstallOptions {
  readonly name: string;
  readonly owner: string;
  readonly location: InstallLocation;
  /** Content of kernel.json; the mark of the owner is added. */
  readonly content: JsonObject;
  /** Further files by name, such as `logo-svg.svg`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What becomes of another's spec of the same name. */
  readonly others: "keep" | "replace";
  readonly surroundings?: Surroundings;
}

export interface Installed {
  readonly folder: string;
  readonly replaced: "nothing" | "own" | "another";
}

export async function installKernelSpec(options: InstallOptions): Promise<Installed> {
  const { name, owner, content } = options;
  const folder = specFolder(name, options.location, options.surroundings);
  const existing = await look(folder, name);
  if (existing !== undefined && existing.owner !== owner && options.others === "keep")
    throw new KernelSpecError(
      `${folder} holds a kernel ${JSON.stringify(name)} that somebody else has installed (${existing.description}).`,
      { hint: "Replace it (--replace), or install elsewhere (--prefix DIR)." },
    );
  const metadata = { ...asObject(content.metadata), installed_by: owner };
  const files = { ...options.files, "kernel.json": `${JSON.stringify({ ...content, metadata }, null, 2)}\n` };
  await explainFailure(folder, () => replaceFolder(folder, files));
  if (existing === undefined) return { folder, replaced: "nothing" };
  return { folder, replaced: existing.owner === owner ? "own" : "another" };
}

/** Returns the folder that was removed. */
export async function uninstallKernelSpec(
  options: Pick<InstallOptions, "name" | "owner" | "location" | "surroundings">,
): Promise<string> {
  const { name, owner } = options;
  const folder = specFolder(name, options.location, options.surroundings);
  const existing = await look(folder, name);
  if (existing === undefined)
    throw new KernelSpecError(`There is no kernel ${JSON.stringify(name)} in ${dirname(folder)}.`, {
      hint: "Say where it is installed: --user, or --prefix DIR.",
    });
  if (existing.owner !== owner)
    throw new KernelSpecError(`${folder} was installed by somebody else (${existing.description}).`, {
      hint: "It is left alone; `jupyter kernelspec uninstall` removes any kernel.",
    });
  await explainFailure(folder, () => rm(folder, { recursive: true }));
  return folder;
}

function specFolder(name: string, location: InstallLocation, surroundings = ownSurroundings()): string {
  const data = location.kind === "user" ? userDataFolder(surroundings) : prefixDataFolder(location.prefix);
  return join(data, "kernels", name);
}

interface Existing {
  readonly owner: string | undefined;
  readonly description: string;
}

async function look(folder: string, name: string): Promise<Existing | undefined> {
  try {
    await stat(folder);
  } catch {
    return undefined;
  }
  try {
    const spec = parseKernelJson(await readFile(join(folder, "kernel.json"), "utf8"), name, folder);
    const owner = spec.metadata?.installed_by;
    return {
      owner: typeof owner === "string" ? owner : undefined,
      description: `${spec.displayName}: ${spec.argv.join(" ")}`,
    };
  } catch {
    return { owner: undefined, description: "its kernel.json cannot be read" };
  }
}

/** Made aside and renamed: a Jupyter that looks meanwhile sees the old spec, none for a moment, or the new one. */
async function replaceFolder(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const kernels = dirname(folder);
  await mkdir(kernels, { recursive: true });
  const aside = await mkdtemp(join(dirname(kernels), ".kernelspec-"));
  try {
    const made = join(aside, "new");
    await mkdir(made);
    for (const [file, content] of Object.entries(files)) await writeFile(join(made, file), content);
    await rename(folder, join(aside, "old")).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await rename(made, folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function explainFailure(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new KernelSpecError(
      `${folder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
        hint: "Install for yourself (--user), or into a folder that you may write to (--prefix DIR).",
      },
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
