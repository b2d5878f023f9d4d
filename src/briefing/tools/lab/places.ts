/** Paths of the package's files, and of the project's JupyterLab files, all below `.jupyter/`. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { leftBehind } from "../check/stored-form.js";
import { installKernelSpec } from "../../engine/client/install.js";
import { kernelMetadata, kernelName } from "../../engine/compile/kernel-metadata.js";
import { installedKernelSpec } from "../../engine/kernel/spec.js";
import { replaceFile } from "../../lib/replace-file.js";
import { metadataKey } from "../../model/mime.js";

/** Beside this file in src/ and in dist/; the compiled extension is only in dist/. */
const assets = fileURLToPath(new URL("./assets", import.meta.url));

export const packaged = {
  requirements: path.join(assets, "requirements.txt"),
  start: path.join(assets, "start.py"),
  config: path.join(assets, "config"),
  share: path.join(assets, "share"),
} as const;

export type LabFolders = Readonly<ReturnType<typeof labFolders>>;

/** The root contains `share/jupyter/kernels`, which survive replacement of the environment. */
export function labFolders(project: string) {
  const root = path.join(project, ".jupyter");
  const inside = (name: string): string => path.join(root, name);
  return {
    root,
    environment: inside("environment"),
    config: inside("config"),
    storedForm: inside("config/briefing-stored-form.json"),
    data: inside("data"),
    runtime: inside("runtime"),
  };
}

export const pythonOf = (environment: string): string => path.join(environment, "bin", "python");

/**
 * Writes the files of the project's JupyterLab besides its Python: the kernel, and the stored form. Idempotent; files
 * written by another version of the package are replaced.
 */
export async function prepare(folders: LabFolders): Promise<void> {
  for (const folder of [folders.config, folders.data, folders.runtime])
    await mkdir(folder, { recursive: true });
  await installKernelSpec({
    name: kernelName,
    owner: "briefing",
    location: { kind: "prefix", prefix: folders.root },
    content: installedKernelSpec(),
    others: "replace",
  });
  const form = { ...leftBehind, factsKey: metadataKey, kernel: kernelMetadata };
  await replaceFile(folders.storedForm, `${JSON.stringify(form, undefined, 1)}\n`);
  // For projects whose own .gitignore does not cover it; an existing file is preserved.
  const ignored = path.join(folders.root, ".gitignore");
  if (!existsSync(ignored)) await replaceFile(ignored, "*\n");
}
