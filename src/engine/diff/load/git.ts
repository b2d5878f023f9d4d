import { spawn } from "node:child_process";
import path from "node:path";
import { DiffError } from "../errors.js";

/** A git revision of the repository that a folder lies in, read without touching the work tree. */
export class Revision {
  readonly name: string;
  readonly #folder: string;
  readonly #commit: string;
  /** Of the folder, relative to the repository, ending in a slash unless empty. */
  readonly #prefix: string;

  private constructor(name: string, folder: string, commit: string, prefix: string) {
    this.name = name;
    this.#folder = folder;
    this.#commit = commit;
    this.#prefix = prefix;
  }

  /** `folder` must exist; paths are read relative to it. */
  static async open(name: string, folder: string): Promise<Revision> {
    const prefix = await git(["rev-parse", "--show-prefix"], folder);
    if (prefix.code !== 0) {
      throw new DiffError(`${folder} is not in a git repository, so there is no revision "${name}".`, {
        hint: "Name two folders, or report.json files, instead.",
      });
    }
    const commit = await git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
      folder,
    );
    if (commit.code !== 0) {
      const shallow = await git(["rev-parse", "--is-shallow-repository"], folder);
      if (name === "HEAD")
        throw new DiffError(`Nothing is committed yet in the repository of ${folder}.`, {
          hint: "Commit the briefing first, or name two folders or report.json files.",
        });
      throw new DiffError(`"${name}" is neither a file nor a revision of the repository in ${folder}.`, {
        hint:
          text(shallow.stdout) === "true"
            ? "The clone is shallow: fetch more of its history (git fetch --unshallow)."
            : "Name a branch, a tag or a commit (git log --oneline shows them), or a path that exists.",
      });
    }
    return new Revision(name, folder, text(commit.stdout), text(prefix.stdout));
  }

  /** Contents of files, paths relative to the folder; those that the revision does not have are left out. */
  async read(paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    if (paths.length === 0) return new Map();
    // A name with a line end cannot be asked for in a batch.
    const asked = paths.filter((each) => !each.includes("\n"));
    const names = asked.map((each) => `${this.#commit}:${path.posix.normalize(this.#prefix + each)}`);
    const { code, stdout, stderr } = await git(
      ["cat-file", "--batch"],
      this.#folder,
      `${names.join("\n")}\n`,
    );
    if (code !== 0) throw new DiffError(`git could not read "${this.name}": ${stderr.trim()}`);
    return parseBatch(stdout, asked);
  }

  /** Contents of a file in the commits up to the revision that changed it, the latest first; not the whole history. */
  async versions(file: string): Promise<readonly Buffer[]> {
    const { code, stdout } = await git(
      ["log", "--format=%H", `--max-count=${mostVersions}`, this.#commit, "--", `:/${this.#prefix}${file}`],
      this.#folder,
    );
    if (code !== 0 || file.includes("\n")) return [];
    const found: Buffer[] = [];
    for (const commit of text(stdout)
      .split("\n")
      .filter((line) => line !== "")) {
      const at = new Revision(commit, this.#folder, commit, this.#prefix);
      const content = (await at.read([file])).get(file);
      if (content !== undefined) found.push(content);
    }
    return found;
  }
}

const mostVersions = 30;

function parseBatch(output: Buffer, paths: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  let at = 0;
  for (const name of paths) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const header = output.toString("utf8", at, end);
    at = end + 1;
    const [, kind, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
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
    const child = spawn("git", [...args], {
      cwd: folder,
      // Messages in one language; no lock is taken for a mere look.
      env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "ENOENT"
          ? new DiffError("git was not found, so no revision can be read.", {
              cause: error,
              hint: "Install git, or name folders or report.json files instead.",
            })
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

function text(output: Buffer): string {
  return output.toString("utf8").trim();
}
