import { spawn } from "node:child_process";
import path from "node:path";
import { DiffError } from "../errors.js";

/** A git revision of the repository that a folder lies in, read without touching the work tree. */
export interface Revision {
  /** Contents of files, paths relative to the folder; those that the revision does not have are left out. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Of the contents that a file has and had in the commits before, though not in the whole history, the latest such. */
  readonly find: (file: string, isMeant: (content: Buffer) => boolean) => Promise<Buffer | undefined>;
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
  const read = async (paths: readonly string[], commits: readonly string[] = [commit]) => {
    // A name with a line end cannot be asked for in a batch.
    const asked = paths.filter((each) => !each.includes("\n"));
    if (asked.length * commits.length === 0) return [];
    const objects = commits.flatMap((commit) => asked.map((path) => ({ commit, path })));
    const names = objects.map(
      ({ commit, path: each }) => `${commit}:${path.posix.normalize(inside + each)}\n`,
    );
    const { code, stdout, stderr } = await git(["cat-file", "--batch"], folder, names.join(""));
    if (code !== 0) throw new DiffError(`git could not read "${name}": ${stderr.trim()}`);
    const contents = parseBatch(stdout);
    return objects.flatMap(({ path }, index) => {
      const content = contents[index];
      return content === undefined ? [] : [[path, content] as const];
    });
  };
  return {
    read: async (paths) => new Map(await read(paths)),
    find: async (file, isMeant) => {
      const [now] = await read([file]);
      if (now !== undefined && isMeant(now[1])) return now[1];
      const log = ["log", "--format=%H", `--max-count=${mostVersions}`, commit, "--", `:/${inside}${file}`];
      const found = await git(log, folder);
      if (found.code !== 0) return undefined;
      const versions = await read([file], text(found).split("\n").filter(Boolean));
      return versions.map(([, content]) => content).find(isMeant);
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

/** Contents in the order in which they were asked for; undefined for what is no file. */
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
