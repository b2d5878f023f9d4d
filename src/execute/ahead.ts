import path from "node:path";
import type { Unit, UnitResult } from "../compile/chain.js";
import type { Diagnostic } from "../compile/contract.js";
import type { InlineExpression } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import type { CellRecord } from "./cell-record.js";
import { codeFrame } from "./code-frame.js";
import type { CompileAhead, Failure } from "./contract.js";
import { placeInSource } from "./markdown-cell.js";
import type { NotebookRun } from "./run.js";

interface PlannedUnit {
  readonly record: CellRecord;
  readonly unit: Unit;
  readonly expressions: readonly InlineExpression[];
}

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

/** Compiles everything before anything is executed; the type errors of all cells, none where they may stand. */
export async function compileAhead(run: NotebookRun, compile: CompileAhead): Promise<readonly Failure[]> {
  const planned = plan(run);
  if (planned.length === 0) return [];
  const folder = path.dirname(path.resolve(run.path));
  const compiled = await compile(
    folder,
    planned.map(({ unit }) => unit),
    run.settings.signal,
  );
  return planned.flatMap((each, index) => {
    const result = compiled[index];
    if (result === undefined || hasTag(each.record.cell, "raises-exception")) return [];
    const failures = failuresOf(run.path, each, result);
    if (failures.length > 0 && run.settings.onCellError === "stop") markFailed(each.record, failures);
    return failures;
  });
}

function failuresOf(notebook: string, planned: PlannedUnit, compiled: UnitResult): readonly Failure[] {
  const { record, expressions } = planned;
  if (compiled.kind === "cell") {
    return compiled.diagnostics.map((diagnostic) =>
      typeError(notebook, record, diagnostic, diagnostic.start),
    );
  }
  return expressions.flatMap((expression) =>
    (compiled.rejected[expression.id] ?? []).map((diagnostic) =>
      typeError(notebook, record, diagnostic, placeInSource(expression, diagnostic.start)),
    ),
  );
}

function typeError(
  notebook: string,
  record: CellRecord,
  diagnostic: Diagnostic,
  start: { readonly line: number; readonly column: number },
): Failure {
  const { code, message, end, file } = diagnostic;
  const oneLine = end.line === diagnostic.start.line;
  const length = oneLine ? end.column - diagnostic.start.column : Number.POSITIVE_INFINITY;
  const base = {
    kind: "type-error",
    notebook,
    cell: { index: record.index, id: record.cell.id },
    ename: `TS${code}`,
  } as const;
  // In a module the cell imports, the cell has no place to point at.
  if (file !== undefined) {
    const place = `${file}:${diagnostic.start.line}:${diagnostic.start.column}`;
    return { ...base, evalue: `${place}: ${message}`, traceback: [] };
  }
  return {
    ...base,
    ...start,
    evalue: message,
    traceback: codeFrame(record.cell.source, { ...start, length }),
  };
}

/** The partly executed notebook shows what was found where it was found. */
function markFailed(record: CellRecord, failures: readonly Failure[]): void {
  record.facts = { status: "failed" };
  for (const { ename, evalue, line, column, traceback } of failures) {
    const place = line === undefined ? "" : `cell:${line}:${column ?? 1} - `;
    record.area.add({
      output_type: "error",
      ename,
      evalue,
      traceback: [`${place}error ${ename}: ${evalue}`, ...traceback],
    });
  }
}
