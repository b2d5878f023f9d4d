/**
 * Installs kernelspecs where Jupyter finds them, and removes them. A spec records its installer
 * (`metadata.installed_by`) and a checksum. Specs from other installers or edited by hand are neither overwritten nor
 * removed, nor are other files in their folder.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256 } from "../../lib/hash.js";
import { currentName } from "../../model/mime.js";
import { replaceFile } from "../../lib/replace-file.js";
import type { JsonObject } from "./contract.js";
import { KernelSpecError } from "./errors.js";
import {
  ownSurroundings,
  parseKernelJson,
  prefixDataFolder,
  userDataFolder,
  type Surroundings,
} from "./kernelspecs.js";

/** The user's data folder (JUPYTER_DATA_DIR, if set), or that of an installation such as a virtual environment. */
export type InstallLocation =
  { readonly kind: "user" } | { readonly kind: "prefix"; readonly prefix: string };

export interface InstallOptions {
  readonly name: string;
  readonly owner: string;
  readonly location: InstallLocation;
  /** Content of kernel.json; `installed_by` and the checksum are added. */
  readonly content: JsonObject;
  /** Whether to replace a spec of the same name that was edited or comes from another installer. */
  readonly others: "keep" | "replace";
  readonly surroundings?: Surroundings;
}

export async function installKernelSpec(options: InstallOptions): Promise<string> {
  const { name, owner, content } = options;
  const folder = kernelFolder(name, options.location, options.surroundings);
  const existing = await look(folder, name);
  if (existing !== undefined && options.others === "keep") {
    const hint = "Replace it with --replace, or install elsewhere with --prefix DIR.";
    if (!isOwnedBy(existing, owner))
      throw new KernelSpecError(
        `${folder} contains a kernel ${JSON.stringify(name)} from another installer (${existing.description}).`,
        { hint },
      );
    if (existing.isChanged)
      throw new KernelSpecError(`${join(folder, "kernel.json")} was edited after installation.`, { hint });
  }
  const metadata = { ...(content.metadata as JsonObject | undefined), installed_by: owner };
  const spec = { ...content, metadata };
  const marked = { ...spec, metadata: { ...metadata, checksum: checksumOf(spec) } };
  await explainFailure(folder, async () => {
    if (existing !== undefined && !isOwnedBy(existing, owner)) await rm(folder, { recursive: true });
    await mkdir(folder, { recursive: true });
    await replaceFile(join(folder, "kernel.json"), `${JSON.stringify(marked, null, 2)}\n`);
  });
  return folder;
}

export async function uninstallKernelSpec(
  options: Pick<InstallOptions, "name" | "owner" | "location" | "surroundings">,
): Promise<string> {
  const { name, owner } = options;
  const folder = kernelFolder(name, options.location, options.surroundings);
  const existing = await look(folder, name);
  if (existing === undefined)
    throw new KernelSpecError(`Kernel ${JSON.stringify(name)} not found in ${dirname(folder)}.`, {
      hint: "Specify where it is installed with --user or --prefix DIR.",
    });
  if (!isOwnedBy(existing, owner))
    throw new KernelSpecError(`${folder} comes from another installer (${existing.description}).`, {
      hint: "Use `jupyter kernelspec uninstall`, which removes any kernel.",
    });
  const file = join(folder, "kernel.json");
  if (existing.isChanged)
    throw new KernelSpecError(`${file} was edited after installation.`, {
      hint: "Remove it by hand, or reinstall the kernel with --replace first.",
    });
  await explainFailure(folder, async () => {
    await rm(file);
    // Fails if the folder contains other files, which are preserved.
    await rmdir(folder).catch(() => undefined);
  });
  return folder;
}

/** The folder of a kernelspec at a location. */
export function kernelFolder(
  name: string,
  location: InstallLocation,
  surroundings = ownSurroundings(),
): string {
  const data = location.kind === "user" ? userDataFolder(surroundings) : prefixDataFolder(location.prefix);
  return join(data, "kernels", name);
}

/** Earlier versions of this program recorded themselves as decoupling-briefing. */
const isOwnedBy = (existing: Existing, owner: string): boolean =>
  existing.owner !== undefined && currentName(existing.owner) === owner;

interface Existing {
  readonly owner: string | undefined;
  readonly isChanged: boolean;
  readonly description: string;
}

async function look(folder: string, name: string): Promise<Existing | undefined> {
  if (!existsSync(join(folder, "kernel.json"))) return undefined;
  try {
    const text = await readFile(join(folder, "kernel.json"), "utf8");
    const spec = parseKernelJson(text, name, folder);
    const { checksum, ...metadata } = spec.metadata ?? {};
    const owner = metadata["installed_by"];
    const content = { ...(JSON.parse(text) as object), metadata };
    return {
      owner: typeof owner === "string" ? owner : undefined,
      isChanged: checksum !== undefined && checksum !== checksumOf(content),
      description: `${spec.displayName}: ${spec.argv.join(" ")}`,
    };
  } catch {
    return { owner: undefined, isChanged: true, description: "its kernel.json is unreadable" };
  }
}

const checksumOf = (content: object): string => sha256(JSON.stringify(content));

async function explainFailure(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new KernelSpecError(
      `Cannot write to ${folder} (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
      {
        cause,
        hint: "Install for the current user with --user, or in a folder that you can write to with --prefix DIR.",
      },
    );
  }
}
