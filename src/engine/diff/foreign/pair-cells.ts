import type { Cell, Notebook } from "../../notebook/contract.js";
import { CellIds } from "../../notebook/ids.js";
import { byMark, likenessOf, pairByLikeness, pairByMarks, thenPair } from "../match/pairing.js";

interface NotebookPair {
  readonly before: Notebook;
  readonly after: Notebook;
}

/**
 * Two notebooks whose cells have the same id where they belong together: by id, else by what they hold, else by likeness.
 * Programs that know no ids, and those that make new ones whenever they save, leave nothing else to go by. Where the
 * later file knows no ids, its cells are numbered from the top, so that a person finds them.
 */
export function withCellsPaired({ before, after }: NotebookPair): NotebookPair {
  const marked = pairByMarks(before.cells, after.cells, [
    byMark<Cell>(({ id, cell_type }) => `${cell_type} ${id}`),
    byMark<Cell>(({ source, cell_type }) => `${cell_type} ${source.trim()}`),
  ]);
  const alike = likenessOf<Cell>(({ source }) => source);
  const likeness = (one: Cell, two: Cell) => (one.cell_type === two.cell_type ? alike(one, two) : 0);
  const { pairs } = thenPair(marked, (removed, added) => pairByLikeness(removed, added, likeness));
  const isNumbered = !hasIds(after);
  const laterIds = new Map(
    after.cells.map((cell, index) => [cell, isNumbered ? String(index + 1) : cell.id]),
  );
  const partners = new Map(pairs.map((pair) => [pair.before, laterIds.get(pair.after)]));
  const taken = new Set(laterIds.values());
  const hasOwnIds = hasIds(before);
  const freeId = (wanted: string): string => {
    let free = wanted;
    for (let count = 1; taken.has(free); count += 1)
      free = `${wanted}-earlier${count === 1 ? "" : `-${count}`}`;
    taken.add(free);
    return free;
  };
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

/** Whether a file gave its cells ids, rather than this program. */
function hasIds({ cells }: Notebook): boolean {
  const made = new CellIds([]);
  return cells.some(({ id, cell_type, source }) => id !== made.make(cell_type, source));
}
