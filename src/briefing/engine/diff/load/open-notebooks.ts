import { DiffError, type Sides } from "../briefing.js";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Draw } from "../../render/figure/draw.js";
import { readForeignNotebook, renderNotebook, type ForeignNotebook } from "../../render/render-executed.js";
import { notebookNotes } from "./notebook-notes.js";
import type { NotebookSource, OpenedBriefing } from "./source.js";
import type { Notebook } from "../../notebook/contract.js";
import { contentId } from "../../notebook/parse.js";
import { UnusedNames } from "../../../lib/unused-names.js";
import { pairByMarks, thenByLikeness } from "../match/pairing.js";

/** An executed notebook, as rendered to a report by `briefing render`. */
export async function openNotebook(source: NotebookSource, draw?: Draw): Promise<OpenedBriefing> {
  return await opened(source, await readNotebook(source), source.path, draw);
}

/** Two executed notebooks: their cells are matched first, then both are rendered under one name. */
export async function openNotebooks({ before, after }: Sides<NotebookSource>, draw?: Draw) {
  const one = await readNotebook(before);
  const two = await readNotebook(after);
  const paired = withCellsPaired({ before: one.notebook, after: two.notebook });
  const as = path.join(path.dirname(before.path), path.basename(after.path));
  // In order, because only one notebook can be drawn at a time.
  const earlier = await opened(before, { ...one, notebook: paired.before }, as, draw);
  const notes = notebookNotes({ before: one.notebook, after: two.notebook });
  return [
    { ...earlier, notes: [...notes, ...earlier.notes] },
    await opened(after, { ...two, notebook: paired.after }, after.path, draw),
  ] as const;
}

async function readNotebook({ path: file }: NotebookSource): Promise<ForeignNotebook> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new DiffError(`${file} cannot be read: ${code}.`, { cause: error });
  });
  return readForeignNotebook(text, file);
}

async function opened(source: NotebookSource, read: ForeignNotebook, as: string, draw?: Draw) {
  const { files, warnings } = await renderNotebook(read.notebook, as, draw);
  const contents = new Map(files.map((each) => [each.path, Buffer.from(each.content as string)]));
  const name = path.basename(as);
  const named = warnings.map((warning) =>
    warning.startsWith(name) ? source.name + warning.slice(name.length) : `${source.name}: ${warning}`,
  );
  return {
    name: source.name,
    text: contents.get("report.json")?.toString("utf8") ?? "",
    at: source.path,
    notes: [...read.warnings, ...named],
    readFiles: () => Promise.resolve(contents),
    readInputs: () => Promise.resolve(new Map()),
  };
}

/**
 * Two notebooks whose matching cells have the same id. Cells are matched by id, else by content, else by similarity,
 * because some programs know no ids and others replace them on every save. If the later file has no ids, its cells are
 * numbered from the top, so that readers can find them.
 */
function withCellsPaired({ before, after }: Sides<Notebook>): Sides<Notebook> {
  const marked = pairByMarks({ before: before.cells, after: after.cells }, [
    ({ id, cell_type }) => `${cell_type} ${id}`,
    ({ source, cell_type }) => `${cell_type} ${source.trim()}`,
  ]);
  const { pairs } = thenByLikeness(
    marked,
    ({ source }) => source,
    ({ cell_type }) => cell_type,
  );
  const isNumbered = !hasIds(after);
  const laterIds = new Map(
    after.cells.map((cell, index) => [cell, isNumbered ? String(index + 1) : cell.id]),
  );
  const partners = new Map(pairs.map((pair) => [pair.before, laterIds.get(pair.after)]));
  const taken = new Set(laterIds.values());
  const names = new UnusedNames(taken);
  const hasOwnIds = hasIds(before);
  const freeId = (wanted: string) => names.take(taken.has(wanted) ? `${wanted}-earlier` : wanted);
  return {
    before: {
      ...before,
      cells: before.cells.map((cell, index) => ({
        ...cell,
        id: partners.get(cell) ?? freeId(hasOwnIds ? cell.id : `earlier-${index + 1}`),
      })),
    },
    after: { ...after, cells: after.cells.map((cell) => ({ ...cell, id: laterIds.get(cell) ?? cell.id })) },
  };
}

/** Whether the file itself has cell ids. */
function hasIds({ cells }: Notebook): boolean {
  const made = new UnusedNames();
  return cells.some(({ id, cell_type, source }) => id !== made.take(contentId(cell_type, source)));
}
