import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Draw } from "../../render/figure/draw.js";
import { readForeignNotebook, renderNotebook, type ForeignNotebook } from "../../render/render-executed.js";
import { parseStoredReport } from "../../report/stored-report.js";
import { DiffError } from "../errors.js";
import type { OpenedBriefing } from "../load/open.js";
import type { NotebookSource } from "../load/source.js";
import { withCellsPaired } from "./pair-cells.js";

/** An executed notebook through the report that `briefing render` makes of it. */
export async function openNotebook(source: NotebookSource, draw?: Draw): Promise<OpenedBriefing> {
  return await opened(source, await readNotebook(source), source.path, draw);
}

/** Two executed notebooks: their cells are brought together first, and both are read under one name. */
export async function openNotebooks(
  before: NotebookSource,
  after: NotebookSource,
  draw?: Draw,
): Promise<readonly [OpenedBriefing, OpenedBriefing]> {
  const [one, two] = [await readNotebook(before), await readNotebook(after)];
  const paired = withCellsPaired({ before: one.notebook, after: two.notebook });
  const as = path.join(path.dirname(before.path), path.basename(after.path));
  // One after the other: drawing is done one at a time.
  const earlier = await opened(before, { ...one, notebook: paired.before }, as, draw);
  return [earlier, await opened(after, { ...two, notebook: paired.after }, after.path, draw)];
}

async function readNotebook({ path: file }: NotebookSource): Promise<ForeignNotebook> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new DiffError(`${file} cannot be read: ${code}.`, { cause: error });
  });
  return readForeignNotebook(text, file);
}

async function opened(
  source: NotebookSource,
  read: ForeignNotebook,
  as: string,
  draw?: Draw,
): Promise<OpenedBriefing> {
  const { files, warnings } = await renderNotebook(read.notebook, as, draw);
  const contents = new Map(files.map((each) => [each.path, Buffer.from(each.content as string)]));
  const name = path.basename(as);
  const named = warnings.map((warning) =>
    warning.startsWith(name) ? source.name + warning.slice(name.length) : `${source.name}: ${warning}`,
  );
  return {
    name: source.name,
    report: parseStoredReport(contents.get("report.json")?.toString("utf8") ?? "", source.path),
    notes: [...read.warnings, ...named],
    readFiles: () => Promise.resolve(contents),
    readInput: () => Promise.resolve(undefined),
  };
}
