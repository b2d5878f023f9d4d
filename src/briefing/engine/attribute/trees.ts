/** The files of a repository at a revision or in the work tree, in a separate folder. */
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isInside } from "../../lib/file-inside.js";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { git } from "../../lib/git.js";
import { DiffError } from "../diff/briefing.js";
import { notThere } from "../../lib/not-there.js";

/** A side of an experiment: a revision, or undefined for the work tree. */
export type Tree = string | undefined;

export type Trees = Awaited<ReturnType<typeof openTrees>>;

/** `root` is the project's folder. Rejects with a DiffError outside a repository or if git cannot provide a side. */
export async function openTrees(root: string, before: Tree, after: Tree) {
  const top = await topOf(root);
  const scratch = await mkdtemp(path.join(tmpdir(), "briefing-attribute-"));
  const sideOf = (name: "before" | "after" | "copy"): string => path.join(scratch, name);
  const earlier = sideOf("before");
  const later = sideOf("after");
  const copy = sideOf("copy");
  const inside = path.relative(top, await realpath(root));
  const close = () => rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  try {
    await checkOut(top, before, earlier);
    await checkOut(top, after, later);
    await cp(earlier, copy, { recursive: true, verbatimSymlinks: true });
    for (const folder of foldersUpwards(path.join(top, inside)))
      if (folder === top || isInside(top, folder)) await linkPackages(top, path.relative(top, folder), copy);
    const changed = (await differing(earlier, later)).map((file) =>
      path.relative(inside, file).split(path.sep).join("/"),
    );
    let now: ReadonlySet<string> = new Set();
    return {
      /** Paths of files that differ, relative to the project's folder, with slashes. */
      changed,
      /** Sets these files of the copy as after the change, all others as before. */
      mix: async (wanted: ReadonlySet<string>): Promise<void> => {
        for (const file of changed) {
          if (now.has(file) === wanted.has(file)) continue;
          const name = path.join(inside, file);
          await place(path.join(wanted.has(file) ? later : earlier, name), path.join(copy, name));
        }
        now = wanted;
      },
      /** The project's folder in the copy. */
      copy: path.join(copy, inside),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function topOf(root: string): Promise<string> {
  const { code, stdout } = await git(["rev-parse", "--show-toplevel"], root);
  if (code === 0) return stdout.trim();
  throw new DiffError(`${root} is not in a git repository, so its changes cannot be tried.`, {
    hint: "--attribute compares two revisions, or a revision and the work tree.",
  });
}

/** Changes neither the index nor the work tree of the repository. */
async function checkOut(top: string, tree: Tree, folder: string): Promise<void> {
  const run = async (what: string, args: readonly string[], index: Readonly<Record<string, string>> = {}) => {
    const { code, stdout, stderr } = await git(args, top, index);
    if (code !== 0) throw new DiffError(`git cannot ${what}: ${stderr.trim()}`);
    return stdout;
  };
  await mkdir(folder);
  if (tree === undefined) {
    // Tracked files, and untracked ones that are not ignored.
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const files = (await run(`list the files of ${top}`, args)).split("\0").filter(Boolean);
    for (const file of new Set(files)) await place(path.join(top, file), path.join(folder, file));
    return;
  }
  const index = { GIT_INDEX_FILE: `${folder}.index` };
  const what = `read the files of ${tree}`;
  await run(what, ["read-tree", `${tree}^{commit}`], index);
  await run(what, ["checkout-index", "--all", `--prefix=${folder}${path.sep}`], index);
}

/** Replaces a file by another, or removes it if the other does not exist. */
async function place(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true }).catch(notThere);
}

async function differing(earlier: string, later: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of [...new Set([...(await filesBelow(earlier)), ...(await filesBelow(later))])].sort()) {
    const [one, two] = await Promise.all(
      [earlier, later].map((folder) => contentOf(path.join(folder, file))),
    );
    if (one === undefined || two === undefined || !one.equals(two)) found.push(file);
  }
  return found;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

const contentOf = (file: string): Promise<Buffer | undefined> =>
  readlink(file).then(
    (target) => Buffer.from(target),
    () => readFile(file).catch(() => undefined),
  );

/** Links each installed package of a folder; links inside the repository (its workspaces) lead into the copy. */
async function linkPackages(top: string, folder: string, copy: string): Promise<void> {
  const installed = path.join(folder, "node_modules");
  const entries = await readdir(path.join(top, installed)).catch(() => []);
  for (const entry of entries) {
    if (entry.startsWith(".") && entry !== ".package-lock.json") continue;
    const scope = path.join(installed, entry);
    const names = entry.startsWith("@") ? await readdir(path.join(top, scope)) : [""];
    for (const inside of names.map((name) => path.join(scope, name))) {
      const link = await readlink(path.join(top, inside)).catch(() => undefined);
      const target = link === undefined ? inside : path.join(path.dirname(inside), link);
      const isOurs = link !== undefined && !path.isAbsolute(link) && !target.startsWith("..");
      await mkdir(path.dirname(path.join(copy, inside)), { recursive: true });
      await symlink(isOurs ? link : path.join(top, inside), path.join(copy, inside));
    }
  }
}
