import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { parseStoredReport } from "../../report/stored-report.js";
import { DiffError } from "../errors.js";
import { openRevision, type Revision } from "./git.js";
import type { OpenedBriefing, Source } from "./source.js";

const manifest = "report.json";

interface Opening {
  /** The project's folder, where its data is looked for beside the folders above the briefing. */
  readonly root: string;
  readonly parse: typeof parseStoredReport;
}

/** Reads the report of a briefing. */
export async function openBriefing(source: Source, opening: Opening): Promise<OpenedBriefing> {
  switch (source.kind) {
    case "folder":
      return await openFolder(source.name, path.join(source.path, manifest), opening);
    case "report":
      return await openFolder(source.name, source.path, opening);
    case "revision":
      return await openCommitted(source, opening);
    case "notebook":
      // Drawing a foreign notebook takes modules that no report needs.
      return await (await import("../foreign/open-notebooks.js")).openNotebook(source);
  }
}

async function openFolder(name: string, at: string, { root, parse }: Opening): Promise<OpenedBriefing> {
  const text = await readFile(at, "utf8").catch((error: unknown) => {
    throw new DiffError(`${at} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`, {
      cause: error,
      hint: "A briefing is a folder with report.json in it, as briefing build writes it.",
    });
  });
  const folder = path.dirname(at);
  const roots = [...foldersAbove(folder), root];
  let lastCommit: Promise<Revision | undefined> | undefined;
  return {
    name,
    report: parse(text, at),
    readFiles: async (paths) => {
      const found = new Map<string, Buffer>();
      for (const each of paths.filter(isRelative)) {
        const content = await readOptional(path.join(folder, each));
        if (content !== undefined) found.set(each, content);
      }
      return found;
    },
    readInput: async (file, isMeant) => {
      if (!isRelative(file)) return undefined;
      for (const folder of roots) {
        const content = await readOptional(path.join(folder, file));
        if (content !== undefined && isMeant(content)) return content;
      }
      // What was edited since may still be as a commit has it.
      lastCommit ??= openHead(root);
      return await (await lastCommit)?.find(file, isMeant);
    },
  };
}

/** Undefined where there is no git, no repository, no commit yet. */
async function openHead(folder: string): Promise<Revision | undefined> {
  try {
    return await openRevision("HEAD", folder);
  } catch (error) {
    if (error instanceof DiffError) return undefined;
    throw error;
  }
}

async function openCommitted(
  { name, revision, output }: Extract<Source, { kind: "revision" }>,
  { parse }: Opening,
): Promise<OpenedBriefing> {
  // The folder need not exist in the work tree any more.
  const base =
    foldersAbove(path.join(output, manifest)).find((folder) => existsSync(folder)) ?? path.dirname(output);
  const inside = path.relative(base, output).split(path.sep).join("/");
  const commit = await openRevision(revision, base);
  /** Files by the names that a report has for them. */
  const read = async (paths: readonly string[], prefix: string) => {
    const found = await commit.read(paths.filter(isRelative).map((each) => prefix + each));
    return new Map([...found].map(([name, content]) => [name.slice(prefix.length), content]));
  };
  const beside = inside === "" ? "" : `${inside}/`;
  const content = (await read([manifest], beside)).get(manifest);
  if (content === undefined) {
    throw new DiffError(`${revision} has no ${path.basename(output)}/${manifest}.`, {
      hint: "The briefing was not committed there: name a later revision, or a folder that holds it.",
    });
  }
  const above = `${beside}../`;
  return {
    name,
    report: parse(content.toString("utf8"), `${revision}:${path.basename(output)}/${manifest}`),
    readFiles: (paths) => read(paths, beside),
    readInput: async (file, isMeant) =>
      isRelative(file) ? await commit.find(above + file, isMeant) : undefined,
  };
}

/** The folders above a path, nearest first; a project is found among them wherever its output lies in it. */
function foldersAbove(at: string): readonly string[] {
  const parent = path.dirname(path.resolve(at));
  return parent === path.resolve(at) ? [] : [parent, ...foldersAbove(parent)];
}

async function readOptional(file: string): Promise<Buffer | undefined> {
  return await readFile(file).catch(() => undefined);
}

/** Paths come out of a report that anybody may have written. */
function isRelative(name: string): boolean {
  return (
    name !== "" && !path.isAbsolute(name) && name.split(/[\\/]/).every((part) => part !== ".." && part !== "")
  );
}
