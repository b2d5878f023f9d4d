import path from "node:path";
import type { Source } from "../../engine/diff/load/source.js";
import type { SideName } from "../../engine/diff/briefing.js";
import type { Links } from "../../engine/diff/format/links.js";
import { git } from "../../lib/git.js";
import { UsageError } from "../../model/errors.js";

/** The value of `--link`: an address with {path} and usually {rev}; one without either is a repository on GitHub. */
export function parseLink(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text)) {
    throw new UsageError(`--link: "${text}" is not an address.`, {
      hint: "Write https://github.com/OWNER/REPOSITORY, or an address with {rev} and {path} in it.",
    });
  }
  return text.includes("{path}") ? text : `${text.replace(/\/+$/, "")}/blob/{rev}/{path}`;
}

/** The value of `--page`: an address, to which each entry adds its own anchor. */
export function parsePage(text: string): string {
  if (/^https?:\/\/[^\s#]+$/.test(text)) return text;
  throw new UsageError(`--page: "${text}" is not the address of a page.`, {
    hint: "Write https://… as the page opens in a browser, without a # at the end.",
  });
}

/**
 * Where the files of both sides are in the repository: a revision's at its commit, and the project's own output at the
 * checked-out commit. For any other folder, only the project's files are known.
 */
export async function linksOf(
  link: string,
  sources: { readonly before: Source; readonly after: Source },
  { root, output }: { readonly root: string; readonly output: string },
): Promise<Links> {
  const prefix = await git(["rev-parse", "--show-prefix"], root);
  if (prefix.code !== 0) {
    throw new UsageError(`--link: ${root} is not in a git repository.`, {
      hint: "Omit --link: files have addresses only in a git repository.",
    });
  }
  const folder = prefix.stdout.trim();
  const inside = path.relative(root, output).split(path.sep).join("/");
  const sides = {
    before: await publishedAt(sources.before, root, output),
    after: await publishedAt(sources.after, root, output),
  };
  const url = (file: string, commit: string) =>
    link.replace("{rev}", commit).replace("{path}", file.split("/").map(encodeURIComponent).join("/"));
  const linkTo = (side: SideName, has: "project" | "output", file: string) => {
    const place = sides[side];
    return place === undefined || (has === "output" && !place.hasOutput)
      ? undefined
      : url(folder + file, place.commit);
  };
  return {
    project: (file, side) => linkTo(side, "project", file),
    output: (file, side) =>
      inside.startsWith("..") ? undefined : linkTo(side, "output", `${inside}/${file}`),
  };
}

async function publishedAt(source: Source, root: string, output: string) {
  if (source.kind === "notebook") return undefined;
  const revision = source.kind === "revision" ? source.revision : "HEAD";
  const found = await git(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    root,
  );
  if (found.code !== 0) return undefined;
  const commit = found.stdout.trim();
  if (source.kind === "revision") return { commit, hasOutput: true };
  const folder = source.kind === "report" ? path.dirname(source.path) : source.path;
  if (path.resolve(folder) !== path.resolve(output)) return { commit, hasOutput: false };
  // A file that differs from the commit is not what its address shows.
  const clean = await git(["diff", "--quiet", "HEAD", "--", output], root);
  return { commit, hasOutput: clean.code === 0 };
}
