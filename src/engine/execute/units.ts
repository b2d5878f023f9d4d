import type { Unit } from "../compile/contract.js";
import type { Cell, InlineExpression, Notebook } from "../notebook/contract.js";
import { askedCode, expressionsOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";

export interface PlannedUnit {
  readonly cell: Cell;
  readonly index: number;
  readonly unit: Unit;
  readonly expressions: readonly InlineExpression[];
}

/** The code that the kernel will execute, in order. The front matter comes last: it describes the whole notebook. */
export function planUnits(notebook: Notebook): readonly PlannedUnit[] {
  const planned = notebook.cells.flatMap((cell, index): PlannedUnit[] => {
    if (cell.cell_type === "code") {
      if (hasTag(cell, "skip-execution") || cell.source.trim() === "") return [];
      const effect = hasTag(cell, "raises-exception") ? "isolated" : "declares";
      return [{ cell, index, unit: { kind: "cell", source: cell.source, effect }, expressions: [] }];
    }
    const expressions = expressionsOf(notebook, cell);
    if (expressions.length === 0) return [];
    const byId = Object.fromEntries(expressions.map((each) => [each.id, askedCode(each)]));
    return [{ cell, index, unit: { kind: "expressions", expressions: byId }, expressions }];
  });
  const isFrontMatter = ({ cell }: PlannedUnit): boolean => cell.cell_type === "raw";
  return [...planned.filter((each) => !isFrontMatter(each)), ...planned.filter(isFrontMatter)];
}
