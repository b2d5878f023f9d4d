import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseStoredReport } from "../../report/stored-report.js";
import { DiffError } from "../errors.js";
import { openNotebook } from "../foreign/open-notebooks.js";
import type { OpenedBriefing, Source } from "./source.js";
import { Revision } from "./git.js";

const manifest = "report.json";

/**
 * Reads the report of a briefing. `root` is the project's folder, where its data is looked for beside the folders above
 * the briefing.
 */
export async function openBriefing(
  source: Source,
  root: string,
  parse: ReportParser = parseStoredReport,
): Promise<OpenedBriefing> {
  switch (source.kind) {
    case "folder":
      return await openFolder(source.name, source.path, manifest, { root, parse });
    case "report":
      return await openFolder(source.name, path.dirname(source.path), path.basename(source.path), {
        root,
        parse,
      });
    case "revision":
      return await openRevision(source, parse);
    case "notebook":
      return await openNotebook(source);
  }
}

type ReportParser = typeof parseStoredReport;

interface Opening {
  readonly root: string;
  readonly parse: ReportParser;
}

async function openFolder(
  name: string,
  folder: string,
  file: string,
  { root, parse }: Opening,
): Promise<OpenedBriefing> {
  const at = path.join(folder, file);
  const text = await readFile(at, "utf8").catch((error: unknown) => {
    throw new DiffError(`${at} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`, {
      cause: error,
      hint: "A briefing is a folder with report.json in it, as briefing build writes it.",
    });
  });
  const roots = [...foldersAbove(folder), root];
  return {
    name,
    report: parse(text, at),
    readFiles: async (paths) => {
      const found = new Map<string, Buffer>();
      for (const each of paths) {
        const content = isRelative(each) ? await readOptional(path.join(folder, each)) : undefined;
        if (content !== undefined) found.set(each, content);
      }
      return found;
    },
    readInputs: async (paths) => {
      const found = new Map<string, readonly Buffer[]>();
      for (const each of paths.filter(isRelative)) {
        const contents = await Promise.all(roots.map((folder) => readOptional(path.join(folder, each))));
        found.set(
          each,
          contents.filter((content) => content !== undefined),
        );
      }
      // What was edited since may still be as the last commit has it.
      for (const [each, content] of await readCommitted(root, [...found.keys()]))
        found.set(each, [...(found.get(each) ?? []), content]);
      return found;
    },
    readVersions: async (file) => (isRelative(file) ? await readVersions(root, file) : []),
  };
}

async function readCommitted(folder: string, paths: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  return paths.length === 0 ? new Map() : ((await head(folder))?.read(paths) ?? new Map());
}

async function readVersions(folder: string, file: string): Promise<readonly Buffer[]> {
  return (await (await head(folder))?.versions(file)) ?? [];
}

/** Undefined where there is no git, no repository, no commit yet. */
async function head(folder: string): Promise<Revision | undefined> {
  try {
    return await Revision.open("HEAD", folder);
  } catch (error) {
    if (error instanceof DiffError) return undefined;
    throw error;
  }
}

async function openRevision(
  { name, revision, output }: Extract<Source, { kind: "revision" }>,
  parse: ReportParser,
): Promise<OpenedBriefing> {
  // The folder need not exist in the work tree any more.
  const base =
    foldersAbove(path.join(output, manifest)).find((folder) => existsSync(folder)) ?? path.dirname(output);
  const inside = path.relative(base, output).split(path.sep).join("/");
  const commit = await Revision.open(revision, base);
  const join = (name: string) => (inside === "" ? name : `${inside}/${name}`);
  const file = join(manifest);
  const content = (await commit.read([file])).get(file);
  if (content === undefined) {
    throw new DiffError(`${revision} has no ${path.basename(output)}/${manifest}.`, {
      hint: "The briefing was not committed there: name a later revision, or a folder that holds it.",
    });
  }
  const up = (name: string) => join(`../${name}`);
  return {
    name,
    report: parse(content.toString("utf8"), `${revision}:${path.basename(output)}/${manifest}`),
    readFiles: async (paths) => {
      const asked = paths.filter(isRelative);
      const found = await commit.read(asked.map(join));
      return new Map(asked.flatMap((each) => entry(each, found.get(join(each)))));
    },
    readInputs: async (paths) => {
      const asked = paths.filter(isRelative);
      const found = await commit.read(asked.map(up));
      return new Map(
        asked.map((each) => [each, entry(each, found.get(up(each))).map(([, content]) => content)]),
      );
    },
    readVersions: async (file) => (isRelative(file) ? await commit.versions(up(file)) : []),
  };
}

function entry(name: string, content: Buffer | undefined): readonly (readonly [string, Buffer])[] {
  return content === undefined ? [] : [[name, content]];
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
