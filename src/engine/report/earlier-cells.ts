import type { Cell } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import type { Notebook } from "../notebook/contract.js";
import { cellNames, type CellNames } from "./cell-names.js";

/**
 * By cell id, the earlier cells it rests on, in their order: those that declare a name it mentions, and those that
 * mention the same variable after it was declared, for they may have changed it.
 */
export function earlierCells(notebook: Notebook): EarlierCells {
  const known = found.get(notebook) ?? find(notebook);
  found.set(notebook, known);
  return known;
}

type EarlierCells = ReadonlyMap<string, readonly string[]>;

/** A notebook that did not change is the same object in the next build of a preview. */
const found = new WeakMap<Notebook, EarlierCells>();

function find(notebook: Notebook): EarlierCells {
  const before: { readonly id: string; readonly names: CellNames }[] = [];
  const variables = new Set<string>();
  const found = new Map<string, readonly string[]>();
  const rest = (cell: Cell, names: CellNames) => {
    const mentioned = [...names.mentioned];
    const cells = before.filter(({ names: earlier }) =>
      mentioned.some(
        (name) => earlier.declared.has(name) || (variables.has(name) && earlier.mentioned.has(name)),
      ),
    );
    found.set(cell.id, [...new Set(cells.map(({ id }) => id))]);
  };
  // The front matter is evaluated after the last cell.
  const [first, ...others] = notebook.cells;
  const ordered = first?.cell_type === "raw" ? [...others, first] : notebook.cells;
  for (const cell of ordered) {
    const code =
      cell.cell_type === "code"
        ? cell.source
        : expressionsOf(notebook, cell)
            .map(({ expression }) => expression)
            .join("\n;");
    if (code === "") continue;
    const names = cellNames(code);
    rest(cell, names);
    if (cell.cell_type !== "code") continue;
    before.push({ id: cell.id, names });
    for (const name of names.variables) variables.add(name);
  }
  return found;
}
