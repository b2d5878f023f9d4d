import { stat } from "node:fs/promises";
import path from "node:path";
import { fileInside } from "../../../lib/file-inside.js";
import { isNotebookFile } from "../../../lib/notebook-name.js";
import { DiffError, type Sides } from "../briefing.js";
import type { Wanted } from "./git.js";

/** Where a briefing is: a folder with report.json, that file itself, or an executed notebook. */
interface PathSource<Kind> {
  readonly kind: Kind;
  readonly name: string;
  readonly path: string;
}
export type NotebookSource = PathSource<"notebook">;
export type Source =
  | PathSource<"folder">
  | PathSource<"report">
  | NotebookSource
  /** An output folder at a git revision; `output` is absolute. */
  | { readonly kind: "revision"; readonly name: string; readonly revision: string; readonly output: string };

/** A briefing whose report has been read, but not parsed, and whose files can be read. */
export interface OpenedBriefing {
  readonly name: string;
  /** Of report.json. */
  readonly text: string;
  /** The place of report.json in messages. */
  readonly at: string;
  /** Problems met while reading it, one sentence each. */
  readonly notes?: readonly string[];
  /** Bytes of files next to report.json; missing files are left out. */
  readonly readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Bytes of the project's files; if a file exists in several versions, of the wanted one. */
  readonly readInputs: (wanted: Wanted) => Promise<ReadonlyMap<string, Buffer>>;
}

/** `output` is the project's output folder, absolute, used for revisions; relative paths start at `cwd`. */
interface Places {
  readonly cwd: string;
  readonly output: string;
}

/** Both sides of `briefing diff [before] [after]`; the defaults are HEAD and the work tree. */
export async function resolveSources(names: readonly string[], places: Places): Promise<Sides<Source>> {
  const [before = "HEAD", after] = names;
  return {
    before: await resolveSource(before, places),
    after:
      after === undefined
        ? { kind: "folder", name: "work tree", path: places.output }
        : await resolveSource(after, places),
  };
}

/** An argument from the command line: a folder, a report.json, an executed notebook, else a git revision. */
async function resolveSource(name: string, { cwd, output }: Places): Promise<Source> {
  const at = path.resolve(cwd, name);
  const kind = await kindOf(at);
  if (kind === "folder") {
    // The project's own folder means its output.
    for (const folder of [at, path.join(at, "output")]) {
      const manifest = path.join(folder, "report.json");
      if ((await kindOf(manifest)) !== "file") continue;
      await rejectLink(at, manifest);
      return { kind: "folder", name, path: folder };
    }
    throw new DiffError(`${name} is a folder without report.json.`, {
      hint: "A briefing is a folder that briefing build wrote. To compare with a git revision of that name, write refs/heads/….",
    });
  }
  if (kind === "file") {
    if (await isNotebookFile(at)) return { kind: "notebook", name, path: at };
    if (at.endsWith(".json")) return { kind: "report", name, path: at };
    throw new DiffError(`${name} is neither a report.json nor a notebook.`, {
      hint: "Name a folder with report.json in it, a report.json, an executed notebook (.ipynb) or a git revision.",
    });
  }
  if (/\.(?:json|ipynb|md)$/.test(name)) throw new DiffError(`${name}: no such file.`);
  return { kind: "revision", name, revision: name, output };
}

/** A folder may be untrusted; a file named on the command line may be a link. */
async function rejectLink(folder: string, file: string): Promise<void> {
  if ((await fileInside(folder, path.relative(folder, file))) !== undefined) return;
  throw new DiffError(`${file} is reached by a link out of ${folder}, which is not followed.`, {
    hint: "Name the report.json that it leads to, if that is the briefing you mean.",
  });
}

async function kindOf(at: string): Promise<"file" | "folder" | "nothing"> {
  const found = await stat(at).catch(() => undefined);
  return found?.isDirectory() ? "folder" : found?.isFile() ? "file" : "nothing";
}
