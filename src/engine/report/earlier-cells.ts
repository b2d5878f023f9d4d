/** Which earlier cells a cell depends on: the provenance of a number goes back along them. */
import { expressionCode, namesIn, type CodeNames } from "../notebook/cell-code.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";

/**
 * By cell id, the earlier cells it depends on, in their order: those that declare a name it mentions, and those that
 * mention the same variable after it was declared, for they may have changed it.
 */
export function earlierCells(notebook: Notebook): ReadonlyMap<string, readonly string[]> {
  const before: { readonly id: string; readonly names: CodeNames }[] = [];
  const variables = new Set<string>();
  const found = new Map<string, readonly string[]>();
  // The front matter is evaluated after the last cell.
  const [first, ...others] = notebook.cells;
  const ordered = first?.cell_type === "raw" ? [...others, first] : notebook.cells;
  for (const cell of ordered) {
    const code = codeOf(cell, notebook).map(namesIn);
    const mentioned = code.flatMap((names) => [...names.mentioned]);
    const dependencies = before.filter(({ names: earlier }) =>
      mentioned.some(
        (name) => earlier.declared.has(name) || (variables.has(name) && earlier.mentioned.has(name)),
      ),
    );
    found.set(cell.id, [...new Set(dependencies.map(({ id }) => id))]);
    if (cell.cell_type !== "code") continue;
    for (const names of code) {
      before.push({ id: cell.id, names });
      for (const name of names.variables) variables.add(name);
    }
  }
  return found;
}

function codeOf(cell: Cell, notebook: Notebook): readonly string[] {
  if (cell.cell_type === "code") return [cell.source];
  return expressionsOf(notebook, cell).map(({ expression }) => expressionCode(expression));
}
