import { DiffError } from "../briefing.js";
import { existsSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { fileInside } from "../../../lib/file-inside.js";
import { foldersUpwards } from "../../../lib/folders-upwards.js";
import type { Draw } from "../../render/figure/draw.js";
import { openRevision } from "./git.js";
import type { OpenedBriefing, Source } from "./source.js";

const manifest = "report.json";

export interface Opening {
  /** The project's folder; its data is looked for here and next to the folders above the briefing. */
  readonly root: string;
  /** The project's output folder, absolute; if given, a side that is this folder is compared with its inputs. */
  readonly output?: string;
  readonly draw?: Draw | undefined;
  /** Paths of files that are read even if the comparison of reports does not need them. */
  readonly files?: readonly string[];
}

export async function openBriefing(source: Source, opening: Opening): Promise<OpenedBriefing> {
  switch (source.kind) {
    case "folder":
      return await openFolder(source.name, path.join(source.path, manifest), opening);
    case "report":
      return await openFolder(source.name, source.path, opening);
    case "revision":
      return await openCommitted(source);
    case "notebook":
      // Rendering a notebook loads modules that reports do not need.
      return await (await import("./open-notebooks.js")).openNotebook(source, opening.draw);
  }
}

async function openFolder(name: string, at: string, { root }: Opening): Promise<OpenedBriefing> {
  const text = await readFile(at, "utf8").catch((error: unknown) => {
    throw new DiffError(`${at} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`, {
      cause: error,
      hint: "A briefing is a folder with report.json in it, as briefing build writes it.",
    });
  });
  const folder = path.dirname(at);
  // The project may be any number of folders above its output.
  const above = foldersUpwards(path.resolve(folder)).slice(1, -1);
  return {
    name,
    text,
    at,
    readFiles: async (paths) => {
      const found = new Map<string, Buffer>();
      for (const each of paths) {
        const content = await readInside(folder, each);
        if (content !== undefined) found.set(each, content);
      }
      return found;
    },
    readInputs: async (wanted) => {
      const found = new Map<string, Buffer>();
      for (const [file, isWanted] of wanted)
        for (const each of [...above, root]) {
          // The data of the user's own project may be on another disk.
          const content = each === root ? await readLinked(root, file) : await readInside(each, file);
          if (content === undefined || !isWanted(content)) continue;
          found.set(file, content);
          break;
        }
      const missing = new Map([...wanted].filter(([file]) => !found.has(file)));
      // A file edited since may still exist in a commit.
      const lastCommit = missing.size === 0 ? undefined : await openHead(root);
      return new Map([...found, ...((await lastCommit?.find(missing)) ?? [])]);
    },
  };
}

/** Undefined without git, a repository or a commit. */
async function openHead(folder: string) {
  return await openRevision("HEAD", folder).catch((error: unknown) => {
    if (error instanceof DiffError) return undefined;
    throw error;
  });
}

async function openCommitted({
  name,
  revision,
  output,
}: Extract<Source, { kind: "revision" }>): Promise<OpenedBriefing> {
  // The folder may no longer exist in the work tree.
  const base = foldersUpwards(output).find((folder) => existsSync(folder)) ?? path.dirname(output);
  const inside = path.relative(base, output).split(path.sep).join("/");
  const beside = inside === "" ? "" : `${inside}/`;
  const commit = await openRevision(revision, base);
  const readFiles = async (paths: readonly string[]) => {
    const found = await commit.read(paths.map((each) => beside + each));
    return new Map([...found].map(([name, content]) => [name.slice(beside.length), content]));
  };
  const content = (await readFiles([manifest])).get(manifest);
  if (content === undefined) {
    throw new DiffError(`${revision} has no ${path.basename(output)}/${manifest}.`, {
      hint: "The briefing was not committed there: name a later revision, or a folder that holds it.",
    });
  }
  return {
    name,
    text: content.toString("utf8"),
    at: `${revision}:${path.basename(output)}/${manifest}`,
    readFiles,
    readInputs: async (wanted) => {
      const up = `${beside}../`;
      const found = await commit.find(new Map([...wanted].map(([file, isWanted]) => [up + file, isWanted])));
      return new Map([...found].map(([file, content]) => [file.slice(up.length), content]));
    },
  };
}

async function readInside(folder: string, name: string): Promise<Buffer | undefined> {
  const file = await fileInside(folder, name);
  return file === undefined ? undefined : await readFile(file).catch(() => undefined);
}

/** Also correct if the path leads through links. */
async function readLinked(folder: string, name: string): Promise<Buffer | undefined> {
  const file = await realpath(path.join(folder, name)).catch(() => undefined);
  return file === undefined ? undefined : await readInside(path.dirname(file), path.basename(file));
}
