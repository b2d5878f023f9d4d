import { expressionsOf } from "../../engine/notebook/inline.js";
import type { Cell, Notebook } from "../../engine/notebook/contract.js";
import { isScript } from "../../engine/notebook/metadata.js";
import { findReferences } from "../../engine/notebook/markdown/read.js";
import type { FoundReference } from "../../engine/notebook/markdown/syntax.js";
import { allStrings } from "./code-strings.js";
import type { CellPlace, CheckedFile } from "./contract.js";
import { positionAt } from "../../lib/position.js";

/** A citation or cross-reference and where it stands. */
export interface PlacedReference {
  readonly found: FoundReference;
  readonly path: string;
  readonly cell: CellPlace;
  readonly line: number;
  readonly column: number;
}

/** Those of Markdown cells, of the front matter and of every string in code: what is cited may be put together there. */
export function referencesOf({ path, notebook }: CheckedFile): readonly PlacedReference[] {
  return notebook.cells.flatMap((cell, index) =>
    textsOf(notebook, cell).flatMap(({ offset, text }) =>
      findReferences(text).map((found) => ({
        found,
        path,
        cell: { index, id: cell.id },
        ...positionAt(cell.source, offset + found.start),
      })),
    ),
  );
}

function textsOf(
  notebook: Notebook,
  cell: Cell,
): readonly { readonly offset: number; readonly text: string }[] {
  const { source } = cell;
  if (!source.includes("@")) return [];
  if (cell.cell_type === "code") return isScript(notebook) ? stringsOf(source, 0) : [];
  if (cell.cell_type === "raw" && notebook.cells[0] !== cell) return [];
  const inExpressions = expressionsOf(notebook, cell).flatMap(({ expression, start }) =>
    stringsOf(expression, source.indexOf(expression, start)),
  );
  return [{ offset: 0, text: source }, ...inExpressions];
}

const stringsOf = (code: string, base: number) =>
  allStrings(code).map(({ start, text }) => ({ offset: base + start, text }));
