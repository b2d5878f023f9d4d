import path from "node:path";
import type { Unit, UnitResult } from "../compile/chain.js";
import type { Diagnostic } from "../compile/contract.js";
import type { InlineExpression } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import type { CellRecord } from "./cell-record.js";
import type { CompileAhead, Failure } from "./contract.js";
import { typeErrorInCell, typeErrorInExpression } from "./type-errors.js";
import type { NotebookRun } from "./run.js";

interface PlannedUnit {
  readonly record: CellRecord;
  readonly unit: Unit;
  readonly expressions: readonly InlineExpression[];
}

/** Compiles everything before anything is executed: the type errors of all cells, none where they may stand. */
export async function compileAhead(run: NotebookRun, compile: CompileAhead): Promise<readonly Failure[]> {
  const planned = plan(run);
  if (planned.length === 0) return [];
  const folder = path.dirname(path.resolve(run.path));
  const found = await typeErrors(run, planned, folder, compile);
  const isolated = planned.findIndex(({ unit }) => unit.kind === "cell" && unit.effect === "isolated");
  if (isolated < 0 || found.slice(isolated).every((failures) => failures.length === 0)) return found.flat();

  // A cell that may raise an exception need not: what comes after it fails only if it fails either way.
  const declaring = planned.map((each) => ({ ...each, unit: declares(each.unit) }));
  const foundOtherwise = await typeErrors(run, declaring, folder, compile);
  return found.flatMap((failures, index) => (foundOtherwise[index]?.length === 0 ? [] : failures));
}

const declares = (unit: Unit): Unit => (unit.kind === "cell" ? { ...unit, effect: "declares" } : unit);

/** What the kernel will be asked to execute, in that order. */
function plan(run: NotebookRun): readonly PlannedUnit[] {
  const planned = run.records.flatMap((record): PlannedUnit[] => {
    const { cell } = record;
    if (cell.cell_type === "code") {
      if (hasTag(cell, "skip-execution") || cell.source.trim() === "") return [];
      const effect = hasTag(cell, "raises-exception") ? "isolated" : "declares";
      return [{ record, unit: { kind: "cell", source: cell.source, effect }, expressions: [] }];
    }
    const expressions = expressionsOf(run.notebook, cell);
    if (expressions.length === 0) return [];
    const byId = Object.fromEntries(expressions.map(({ id, expression }) => [id, expression]));
    return [{ record, unit: { kind: "expressions", expressions: byId }, expressions }];
  });
  const isLast = ({ record }: PlannedUnit): boolean => record.cell.cell_type === "raw";
  return [...planned.filter((each) => !isLast(each)), ...planned.filter(isLast)];
}

async function typeErrors(
  run: NotebookRun,
  planned: readonly PlannedUnit[],
  folder: string,
  compile: CompileAhead,
): Promise<readonly (readonly Failure[])[]> {
  const results = await compile(
    folder,
    planned.map(({ unit }) => unit),
    run.settings.signal,
  );
  return planned.map((each, index) => {
    const result = results[index];
    const mayFail = hasTag(each.record.cell, "raises-exception");
    return result === undefined || mayFail ? [] : failuresOf(run.path, each, result);
  });
}

function failuresOf(
  notebook: string,
  { record, expressions }: PlannedUnit,
  result: UnitResult,
): readonly Failure[] {
  if (result.kind === "cell") {
    return result.diagnostics.map((diagnostic) => typeErrorInCell(notebook, record, diagnostic));
  }
  const rejected = new Map<string, readonly Diagnostic[]>(Object.entries(result.rejected));
  return expressions.flatMap((expression) =>
    (rejected.get(expression.id) ?? []).map((diagnostic) =>
      typeErrorInExpression(notebook, record, expression, diagnostic),
    ),
  );
}
