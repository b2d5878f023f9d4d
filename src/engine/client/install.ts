/**
 * Writes kernelspecs where Jupyter finds them, and removes them. A spec carries the mark of who installed it
 * (`metadata.installed_by`): another's is neither overwritten nor removed.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { JsonObject } from "./contract.js";
import { KernelSpecError } from "./errors.js";
import { ownSurroundings, prefixDataFolder, userDataFolder, type Surroundings } from "./jupyter-paths.js";
import { parseKernelJson } from "./kernelspecs.js";

/** The user's own folder (JUPYTER_DATA_DIR, if set), or that of an installation such as a virtual environment. */
export type InstallLocation =
  { readonly kind: "user" } | { readonly kind: "prefix"; readonly prefix: string };

export interface InstallOptions {
  readonly name: string;
  readonly owner: string;
  readonly location: InstallLocation;
  /** Content of kernel.json; the mark of the owner is added. */
  readonly content: JsonObject;
  /** What becomes of another's spec of the same name. */
  readonly others: "keep" | "replace";
  readonly surroundings?: Surroundings;
}

/** Returns the folder of the spec. */
export async function installKernelSpec(options: InstallOptions): Promise<string> {
  const { name, owner, content } = options;
  const folder = specFolder(name, options.location, options.surroundings);
  const existing = await look(folder, name);
  if (existing !== undefined && existing.owner !== owner && options.others === "keep")
    throw new KernelSpecError(
      `${folder} holds a kernel ${JSON.stringify(name)} that somebody else has installed (${existing.description}).`,
      { hint: "Replace it (--replace), or install elsewhere (--prefix DIR)." },
    );
  const metadata = { ...asObject(content.metadata), installed_by: owner };
  const kernelJson = `${JSON.stringify({ ...content, metadata }, null, 2)}\n`;
  await explainFailure(folder, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "kernel.json"), kernelJson);
  });
  return folder;
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
  if (!existsSync(folder)) return undefined;
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

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
