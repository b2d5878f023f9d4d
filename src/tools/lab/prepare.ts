/** What a project's JupyterLab finds in `.jupyter/` besides its Python: the kernel, and what the stored form is. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { leftBehind, type KernelIdentity } from "../check/stored-form.js";
import { installKernelSpec } from "../../engine/client/install.js";
import type { JsonObject } from "../../engine/client/contract.js";
import { replaceFile } from "../../lib/replace-file.js";
import { metadataKey } from "../../model/mime.js";
import type { LabFolders } from "./places.js";

export interface PreparedKernel {
  readonly identity: KernelIdentity;
  /** Content of its kernel.json. */
  readonly spec: JsonObject;
}

/** Idempotent; what another version of the package wrote is replaced. */
export async function prepare(folders: LabFolders, kernel: PreparedKernel): Promise<void> {
  for (const folder of [folders.config, folders.data, folders.runtime])
    await mkdir(folder, { recursive: true });
  await installKernelSpec({
    name: kernel.identity.name,
    owner: "decoupling-briefing",
    location: { kind: "prefix", prefix: folders.prefix },
    content: kernel.spec,
    others: "replace",
  });
  const form = { ...leftBehind, factsKey: metadataKey, kernel: kernel.identity };
  await replaceFile(storedFormFile(folders), `${JSON.stringify(form, undefined, 1)}\n`);
  // In a project whose own .gitignore does not know of it; a person's stays.
  const ignored = path.join(folders.root, ".gitignore");
  if (!existsSync(ignored)) await replaceFile(ignored, "*\n");
}

export const storedFormFile = (folders: LabFolders): string =>
  path.join(folders.config, "briefing-stored-form.json");
