import { existsSync } from "node:fs";
import path from "node:path";
import { BriefingError, UsageError } from "../model/errors.js";
import { git } from "../lib/git.js";

/** Resolves the two sides as typed; like git, rejects names with two meanings. */
export async function sidesOf(before?: string, after?: string): Promise<readonly string[]> {
  const range = after === undefined && before !== undefined ? rangeOf(before) : undefined;
  const names = range ?? [before, after].filter((name) => name !== undefined);
  for (const name of names) await rejectAmbiguous(name);
  return names;
}

/** The newest tag of the branch, compared with the given side or, by default, the working tree. */
export async function sidesSincePublished(after?: string, more?: string): Promise<readonly string[]> {
  if (more !== undefined)
    throw new UsageError("--since-published is one side: specify at most the other.", {
      hint: "briefing diff --since-published, or briefing diff --since-published HEAD",
    });
  const { code, stdout } = await git(["describe", "--tags", "--abbrev=0"]);
  if (code !== 0)
    throw new UsageError("No edition is published yet: the branch has no tag.", {
      hint: "Tag a commit when you publish its output/ (git tag 2026-11), or name the revision: briefing diff REVISION",
    });
  if (after !== undefined) await rejectAmbiguous(after);
  return [`refs/tags/${stdout.trim()}`, ...(after === undefined ? [] : [after])];
}

/** `FROM..TO` as in git; a path that leads upwards is not a range. */
function rangeOf(name: string): readonly string[] | undefined {
  if (existsSync(name)) return undefined;
  if (/[^.]\.\.\.([^.]|$)/.test(name)) {
    throw new UsageError(`${name}: ranges with three dots are not supported.`, {
      hint: `Name its two ends: briefing diff $(git merge-base ${name.replace("...", " ")}) ${name.split("...")[1] ?? ""}`,
    });
  }
  // As in git, an omitted end means HEAD; a path that leads upwards has a slash beside its dots.
  const [, from = "", to = ""] = /^((?:[^/].*)?[^./]|)\.\.([^./].*|)$/.exec(name) ?? [];
  return from === "" && to === "" ? undefined : [from === "" ? "HEAD" : from, to === "" ? "HEAD" : to];
}

async function rejectAmbiguous(name: string): Promise<void> {
  // An explicit path cannot be meant as a revision.
  if (/^\.{0,2}\//.test(name) || name === "." || name === ".." || !existsSync(name)) return;
  const found = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (found.code !== 0) return;
  throw new UsageError(`${name} is both a path and a git revision.`, {
    hint: `Write ./${name} for the path, refs/heads/${name} or refs/tags/${name} for the revision.`,
  });
}

/** Locations of the project and its output; if both sides are paths, no project is needed. */
export async function placesOf(names: readonly string[], folder?: string) {
  const { findProject } = await import("../engine/project/find-project.js");
  const { NoProjectError } = await import("../engine/project/contract.js");
  const cwd = process.cwd();
  try {
    const { root, output } = await findProject(folder);
    return { cwd, root, output };
  } catch (error) {
    if (!(error instanceof BriefingError) || folder !== undefined) throw error;
    const missing = names.find((name) => !existsSync(path.resolve(cwd, name)));
    if (names.length > 1 && missing === undefined)
      return { cwd, root: cwd, output: path.join(cwd, "output") };
    // An unreadable project is an error, whichever sides were given.
    if (names.length === 0 || !(error instanceof NoProjectError)) throw error;
    const what = missing === undefined ? "to compare it with" : "in which it could be a git revision";
    throw new UsageError(`${missing ?? names.join()}: there is no project here ${what}.`, {
      cause: error,
      hint: "Name both sides: briefing diff BEFORE AFTER. Or name the project: --project DIR",
    });
  }
}
