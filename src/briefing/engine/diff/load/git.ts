import { DiffError } from "../briefing.js";
import path from "node:path";
import { nearest } from "../../../lib/nearest.js";
import { git, gitBytes } from "../../../lib/git.js";

/** Files, each with a predicate that identifies the wanted content. */
export type Wanted = ReadonlyMap<string, (content: Buffer) => boolean>;

const mostVersions = 30;

/** A git revision, read without touching the work tree. `folder` must exist; paths are relative to it. */
export async function openRevision(name: string, folder: string) {
  const prefix = await git(["rev-parse", "--show-prefix"], folder);
  if (prefix.code === 127) {
    throw new DiffError("git was not found, so no revision can be read.", {
      hint: "Install git, or name folders or report.json files instead.",
    });
  }
  if (prefix.code !== 0) {
    throw new DiffError(`The project is not in a git repository, so there is no revision "${name}".`, {
      hint: "Name two folders, or report.json files, instead.",
    });
  }
  const verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const found = await git(verify, folder);
  if (found.code !== 0) throw await noRevision(name, folder);
  const inside = prefix.stdout.trim();
  const commit = found.stdout.trim();
  const read = async (objects: readonly { readonly commit: string; readonly file: string }[]) => {
    const names = objects.map(({ commit, file }) => `${commit}:${path.posix.normalize(inside + file)}\n`);
    const batch = await gitBytes(["cat-file", "--batch"], folder, { input: names.join("") });
    if (batch.code !== 0) throw new DiffError(`git could not read "${name}": ${batch.stderr.trim()}`);
    return parseBatch(batch.stdout);
  };
  const readFiles = async (paths: readonly string[]) => {
    // A name with a line break cannot be requested in a batch.
    const files = paths.filter((each) => !each.includes("\n"));
    const contents = files.length === 0 ? [] : await read(files.map((file) => ({ commit, file })));
    return foundIn(files.map((file, index) => [file, contents[index]] as const));
  };
  const findEarlier = async (file: string, isWanted: (content: Buffer) => boolean) => {
    if (file.includes("\n")) return undefined;
    const log = ["log", "--format=%H", `--max-count=${mostVersions}`, commit, "--", `:/${inside}${file}`];
    const commits = (await git(log, folder)).stdout.split("\n").filter(Boolean);
    const versions = await read(commits.map((commit) => ({ commit, file })));
    return versions.find((content) => content !== undefined && isWanted(content));
  };
  return {
    /** Contents of files; those missing from the revision are left out. */
    read: readFiles,
    /** The wanted contents, each from the latest commit that has it; only recent commits are searched. */
    find: async (wanted: Wanted) => {
      const now = await readFiles([...wanted.keys()]);
      const contents = [...wanted].map(async ([file, isWanted]) => {
        const current = now.get(file);
        return [file, current && isWanted(current) ? current : await findEarlier(file, isWanted)] as const;
      });
      return foundIn(await Promise.all(contents));
    },
  };
}

const foundIn = (files: readonly (readonly [string, Buffer | undefined])[]) =>
  new Map(files.flatMap(([file, content]) => (content === undefined ? [] : [[file, content]])));

async function noRevision(name: string, folder: string): Promise<DiffError> {
  if (name === "HEAD")
    return new DiffError("Nothing is committed yet in the git repository.", {
      hint: "Commit the briefing first, or name two folders or report.json files.",
    });
  const shallow = await git(["rev-parse", "--is-shallow-repository"], folder);
  return new DiffError(`"${name}" is neither a file or folder here nor a revision of the git repository.`, {
    hint:
      shallow.stdout.trim() === "true"
        ? "The clone is shallow: fetch more of its history (git fetch --unshallow)."
        : await revisionHint(name, folder),
  });
}

async function revisionHint(name: string, folder: string): Promise<string> {
  const refs = await git(["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"], folder);
  const meant = nearest(name, refs.stdout.split("\n").filter(Boolean));
  if (meant !== undefined) return `Did you mean ${meant}?`;
  return "Name a branch, a tag or a commit (git log --oneline shows them), or a path that exists.";
}

function parseBatch(output: Buffer): readonly (Buffer | undefined)[] {
  const found: (Buffer | undefined)[] = [];
  let at = 0;
  for (let end = output.indexOf(10); end >= 0; end = output.indexOf(10, at)) {
    const [, kind, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(output.toString("utf8", at, end)) ?? [];
    at = end + 1;
    found.push(kind === "blob" ? output.subarray(at, at + Number(size)) : undefined);
    if (size !== undefined) at += Number(size) + 1;
  }
  return found;
}
