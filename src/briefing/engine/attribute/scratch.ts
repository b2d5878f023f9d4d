/** A copy of a project whose data can be changed: its own data/ and notebooks/, and links to all else. */
import { constants } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";

export interface Scratch {
  /** The project's folder in the copy. */
  readonly root: string;
  readonly close: () => Promise<void>;
}

const copied: ReadonlySet<string> = new Set(["data", "notebooks"]);
const omitted: ReadonlySet<string> = new Set(["output", ".git", ".ipynb_checkpoints"]);

export async function openScratch(root: string): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "briefing-perturb-")));
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const copy = path.join(folder, "project");
    await mkdir(copy);
    for (const entry of await readdir(root, { withFileTypes: true })) {
      if (omitted.has(entry.name)) continue;
      const from = path.join(root, entry.name);
      const to = path.join(copy, entry.name);
      if (copied.has(entry.name) || entry.isFile())
        await cp(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
      else await symlink(from, to);
    }
    const packages = await packagesAbove(root);
    if (packages !== undefined) await symlink(packages, path.join(folder, "node_modules"));
    return { root: copy, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The packages of a workspace that contains the project. */
async function packagesAbove(root: string): Promise<string | undefined> {
  for (const folder of foldersUpwards(path.dirname(root))) {
    const packages = path.join(folder, "node_modules");
    if (
      await stat(packages).then(
        (found) => found.isDirectory(),
        () => false,
      )
    )
      return packages;
  }
  return undefined;
}
