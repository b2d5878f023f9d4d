import type { Cell, Notebook } from "../../notebook/contract.js";
import { CellIds } from "../../notebook/ids.js";
import { byMark, pairByLikeness, pairByMarks, thenPair, wordLikeness, wordsOf } from "../match/pairing.js";

/** Least share of words that two cells have in common to be one that was edited. */
const least = 0.4;

export interface NotebookPair {
  readonly before: Notebook;
  readonly after: Notebook;
}

/**
 * Two notebooks whose cells have the same id where they belong together. Where the later file knows no ids, its cells
 * are numbered from the top, so that a person finds them.
 */
export function withCellsPaired({ before, after }: NotebookPair): NotebookPair {
  const later = hasIds(after)
    ? after
    : { ...after, cells: after.cells.map((cell, index) => ({ ...cell, id: String(index + 1) })) };
  const paired = withLaterIds(before, after);
  const names = new Map(after.cells.map(({ id }, index) => [id, later.cells[index]?.id ?? id]));
  const earlier = paired.cells.map((cell, index) => ({
    ...cell,
    id: names.get(cell.id) ?? (hasIds(before) ? cell.id : `earlier-${index + 1}`),
  }));
  return { before: { ...paired, cells: earlier }, after: later };
}

/** Whether a file gave its cells ids, rather than this program. */
function hasIds({ cells }: Notebook): boolean {
  const made = new CellIds([]);
  return cells.some(({ id, cell_type, source }) => id !== made.make(cell_type, source));
}

/**
 * The earlier of two notebooks with the ids that its cells have in the later one: by id, else by what they hold, else
 * by likeness. Programs that know no ids, and those that make new ones whenever they save, leave nothing else to go by.
 */
function withLaterIds(before: Notebook, after: Notebook): Notebook {
  const marked = pairByMarks(before.cells, after.cells, [
    byMark<Cell>(({ id, cell_type }) => `${cell_type} ${id}`),
    byMark<Cell>(({ source, cell_type }) => `${cell_type} ${source.trim()}`),
  ]);
  const words = new Map([...before.cells, ...after.cells].map((cell) => [cell, wordsOf(cell.source)]));
  const likeness = (one: Cell, two: Cell) =>
    one.cell_type === two.cell_type ? wordLikeness(words.get(one) ?? [], words.get(two) ?? []) : 0;
  const { pairs } = thenPair(marked, (removed, added) => pairByLikeness(removed, added, likeness, { least }));
  const later = new Map(pairs.map((pair) => [pair.before, pair.after.id]));
  const taken = new Set(after.cells.map(({ id }) => id));
  const freeId = (id: string): string => {
    let free = id;
    for (let count = 1; taken.has(free); count += 1) free = `${id}-earlier${count === 1 ? "" : `-${count}`}`;
    taken.add(free);
    return free;
  };
  return {
    ...before,
    cells: before.cells.map((cell) => ({ ...cell, id: later.get(cell) ?? freeId(cell.id) })),
  };
}
