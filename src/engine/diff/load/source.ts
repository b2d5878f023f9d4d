import { stat } from "node:fs/promises";
import path from "node:path";
import type { StoredReport } from "../../report/stored-report.js";
import { DiffError } from "../errors.js";

/** Where a briefing lies. */
export type Source =
  /** A folder with report.json in it. */
  | { readonly kind: "folder"; readonly name: string; readonly path: string }
  | { readonly kind: "report"; readonly name: string; readonly path: string }
  | { readonly kind: "notebook"; readonly name: string; readonly path: string }
  /** An output folder as a git revision has it; `output` is absolute. */
  | { readonly kind: "revision"; readonly name: string; readonly revision: string; readonly output: string };

/** A briefing whose report is read and whose files can be. */
export interface OpenedBriefing {
  readonly name: string;
  readonly report: StoredReport;
  /** What could not be read as it was meant, a sentence each. */
  readonly notes?: readonly string[];
  /** Bytes of files beside report.json; those that are not there are left out. */
  readonly readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Bytes of one of the project's files, of several that may be it those that are meant. */
  readonly readInput: (path: string, isMeant: (content: Buffer) => boolean) => Promise<Buffer | undefined>;
}

/**
 * What a person named on the command line: a folder, a report.json, an executed notebook, else a git revision.
 * `output` is the project's output folder, absolute, which a revision is asked for; `cwd` is where paths begin.
 */
async function resolveSource(
  name: string,
  { cwd, output }: { readonly cwd: string; readonly output: string },
): Promise<Source> {
  const at = path.resolve(cwd, name);
  const kind = await kindOf(at);
  if (kind === "folder") {
    if ((await kindOf(path.join(at, "report.json"))) === "file") return { kind: "folder", name, path: at };
    // The project's own folder stands for its output.
    const inside = path.join(at, "output");
    if ((await kindOf(path.join(inside, "report.json"))) === "file")
      return { kind: "folder", name, path: inside };
    throw new DiffError(`${name} is a folder without report.json.`, {
      hint: "A briefing is a folder that briefing build wrote. To compare with a git revision of that name, write refs/heads/….",
    });
  }
  if (kind === "file") {
    if (at.endsWith(".ipynb")) return { kind: "notebook", name, path: at };
    if (at.endsWith(".json")) return { kind: "report", name, path: at };
    throw new DiffError(`${name} is neither a report.json nor a notebook.`, {
      hint: "Name a folder with report.json in it, a report.json, an executed notebook (.ipynb) or a git revision.",
    });
  }
  if (/\.(?:json|ipynb)$/.test(name)) throw new DiffError(`${name}: there is no such file.`);
  return { kind: "revision", name, revision: name, output };
}

/** Both sides of `briefing diff [before] [after]`: left out, HEAD against the work tree. */
export async function resolveSources(
  names: readonly string[],
  places: { readonly cwd: string; readonly output: string },
): Promise<{ readonly before: Source; readonly after: Source }> {
  const [before = "HEAD", after] = names;
  return {
    before: await resolveSource(before, places),
    after:
      after === undefined
        ? { kind: "folder", name: "work tree", path: places.output }
        : await resolveSource(after, places),
  };
}

async function kindOf(at: string): Promise<"file" | "folder" | "nothing"> {
  const found = await stat(at).catch(() => undefined);
  return found?.isDirectory() ? "folder" : found?.isFile() ? "file" : "nothing";
}
