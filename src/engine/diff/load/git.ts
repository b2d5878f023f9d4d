import { spawn } from "node:child_process";
import path from "node:path";
import { DiffError } from "../errors.js";

/** A git revision of the repository that a folder lies in, read without touching the work tree. */
export interface Revision {
  /** Contents of files, paths relative to the folder; those that the revision does not have are left out. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Contents of a file in the commits up to the revision that changed it, the latest first; not the whole history. */
  readonly versions: (file: string) => Promise<readonly Buffer[]>;
}

const mostVersions = 30;

/** `folder` must exist; paths are read relative to it. */
export async function openRevision(name: string, folder: string): Promise<Revision> {
  const prefix = await git(["rev-parse", "--show-prefix"], folder);
  if (prefix.code !== 0) {
    throw new DiffError(`${folder} is not in a git repository, so there is no revision "${name}".`, {
      hint: "Name two folders, or report.json files, instead.",
    });
  }
  const found = await git(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
    folder,
  );
  if (found.code !== 0) throw await noRevision(name, folder);
  const [inside, commit] = [text(prefix), text(found)];
  const read = async (commit: string, paths: readonly string[]) => {
    // A name with a line end cannot be asked for in a batch.
    const asked = paths.filter((each) => !each.includes("\n"));
    if (asked.length === 0) return new Map<string, Buffer>();
    const names = asked.map((each) => `${commit}:${path.posix.normalize(inside + each)}\n`);
    const { code, stdout, stderr } = await git(["cat-file", "--batch"], folder, names.join(""));
    if (code !== 0) throw new DiffError(`git could not read "${name}": ${stderr.trim()}`);
    return parseBatch(stdout, asked);
  };
  return {
    read: (paths) => read(commit, paths),
    versions: async (file) => {
      const log = ["log", "--format=%H", `--max-count=${mostVersions}`, commit, "--", `:/${inside}${file}`];
      const found = await git(log, folder);
      if (found.code !== 0) return [];
      const commits = text(found)
        .split("\n")
        .filter((line) => line !== "");
      const versions = await Promise.all(commits.map((each) => read(each, [file])));
      return versions.flatMap((files) => files.get(file) ?? []);
    },
  };
}

async function noRevision(name: string, folder: string): Promise<DiffError> {
  if (name === "HEAD")
    return new DiffError(`Nothing is committed yet in the repository of ${folder}.`, {
      hint: "Commit the briefing first, or name two folders or report.json files.",
    });
  const shallow = await git(["rev-parse", "--is-shallow-repository"], folder);
  return new DiffError(`"${name}" is neither a file nor a revision of the repository in ${folder}.`, {
    hint:
      text(shallow) === "true"
        ? "The clone is shallow: fetch more of its history (git fetch --unshallow)."
        : "Name a branch, a tag or a commit (git log --oneline shows them), or a path that exists.",
  });
}

function parseBatch(output: Buffer, paths: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  let at = 0;
  for (const name of paths) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const [, kind, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(output.toString("utf8", at, end)) ?? [];
    at = end + 1;
    if (size === undefined) continue;
    if (kind === "blob") found.set(name, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

interface GitResult {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function git(args: readonly string[], folder: string, input = ""): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    // Messages in one language; no lock is taken for a mere look.
    const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
    const child = spawn("git", args, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    const [out, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => {
      const hint = "Install git, or name folders or report.json files instead.";
      reject(
        error.code === "ENOENT"
          ? new DiffError("git was not found, so no revision can be read.", { cause: error, hint })
          : error,
      );
    });
    // A git that ends before it has read everything says why on stderr.
    child.stdin.on("error", () => undefined);
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(errors).toString("utf8") });
    });
    child.stdin.end(input);
  });
}

function text({ stdout }: GitResult): string {
  return stdout.toString("utf8").trim();
}
