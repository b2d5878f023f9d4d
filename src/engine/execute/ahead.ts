import path from "node:path";
import type { Unit, UnitResult } from "../compile/chain.js";
import type { Diagnostic } from "../compile/contract.js";
import type { InlineExpression, Notebook } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import type { CompileAhead, Failure } from "./contract.js";
import { typeErrorInCell, typeErrorInExpression, type PlacedCell } from "./type-errors.js";

/** A notebook to compile. */
export interface Source {
  readonly path: string;
  readonly notebook: Notebook;
}

export interface PlannedUnit {
  readonly placed: PlacedCell;
  readonly unit: Unit;
  readonly expressions: readonly InlineExpression[];
}

/** Compiles everything before anything is executed: the type errors of all cells, none where they may stand. */
export async function compileAhead(
  source: Source,
  compile: CompileAhead,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const planned = planUnits(source.notebook);
  if (planned.length === 0) return [];
  const folder = path.dirname(path.resolve(source.path));
  const typeErrors = async (units: readonly PlannedUnit[]): Promise<readonly (readonly Failure[])[]> => {
    const results = await compile(
      folder,
      units.map(({ unit }) => unit),
      signal,
    );
    return units.map((unit, index) => failuresOf(source.path, unit, results[index]));
  };
  const found = await typeErrors(planned);
  const isolated = planned.findIndex(({ unit }) => unit.kind === "cell" && unit.effect === "isolated");
  if (isolated < 0 || found.slice(isolated).every((failures) => failures.length === 0)) return found.flat();

  // A cell that may raise an exception need not: what comes after it fails only if it fails either way.
  const declaring = planned.map((each) => ({ ...each, unit: declares(each.unit) }));
  const foundOtherwise = await typeErrors(declaring);
  return found.flatMap((failures, index) => (foundOtherwise[index]?.length === 0 ? [] : failures));
}

const declares = (unit: Unit): Unit => (unit.kind === "cell" ? { ...unit, effect: "declares" } : unit);

/** What the kernel will be asked to execute, in that order. */
export function planUnits(notebook: Notebook): readonly PlannedUnit[] {
  const planned = notebook.cells.flatMap((cell, index): PlannedUnit[] => {
    const placed = { cell, index };
    if (cell.cell_type === "code") {
      if (hasTag(cell, "skip-execution") || cell.source.trim() === "") return [];
      const effect = hasTag(cell, "raises-exception") ? "isolated" : "declares";
      return [{ placed, unit: { kind: "cell", source: cell.source, effect }, expressions: [] }];
    }
    const expressions = expressionsOf(notebook, cell);
    if (expressions.length === 0) return [];
    const byId = Object.fromEntries(expressions.map(({ id, expression }) => [id, expression]));
    return [{ placed, unit: { kind: "expressions", expressions: byId }, expressions }];
  });
  const isLast = ({ placed }: PlannedUnit): boolean => placed.cell.cell_type === "raw";
  return [...planned.filter((each) => !isLast(each)), ...planned.filter(isLast)];
}

function failuresOf(
  notebook: string,
  { placed, expressions }: PlannedUnit,
  result: UnitResult | undefined,
): readonly Failure[] {
  if (result === undefined || hasTag(placed.cell, "raises-exception")) return [];
  if (result.kind === "cell") {
    return result.diagnostics.map((diagnostic) => typeErrorInCell(notebook, placed, diagnostic));
  }
  const rejected = new Map<string, readonly Diagnostic[]>(Object.entries(result.rejected));
  return expressions.flatMap((expression) =>
    (rejected.get(expression.id) ?? []).map((diagnostic) =>
      typeErrorInExpression(notebook, placed, expression, diagnostic),
    ),
  );
}
