/** The types of a notebook's cells and expressions, all of them before anything is executed. */
import { dirname, resolve } from "node:path";
import type { Unit, UnitResult } from "../compile/chain.js";
import type { Diagnostic, Position } from "../compile/contract.js";
import type { Notebook } from "../notebook/contract.js";
import { hasTag } from "../notebook/metadata.js";
import { codeFrame } from "./code-frame.js";
import type { CompileAhead, ExecuteJob, Failure } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { notebookFailure, placeInSource } from "./failure.js";
import { chooseKernel } from "./prepare.js";
import type { CellRecord } from "./run.js";
import { planUnits, type PlannedUnit } from "./units.js";

/** A notebook whose types were checked. */
export interface CheckedNotebook {
  readonly path: string;
  readonly failures: readonly Failure[];
}

/** Type-checks notebooks without executing them; those for other kernels than ours are left out. */
export async function checkNotebooks(
  jobs: readonly ExecuteJob[],
  dependencies: Pick<ExecuteDependencies, "resolveKernel"> &
    Required<Pick<ExecuteDependencies, "compileAhead">>,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly CheckedNotebook[]> {
  const checked = await Promise.all(
    jobs.map(async (job): Promise<CheckedNotebook | undefined> => {
      const { path } = job;
      if ("error" in job) return { path, failures: [notebookFailure("format", path, job.error)] };
      if (!(await isOurs(job, dependencies))) return undefined;
      return { path, failures: await findTypeErrors(job, dependencies.compileAhead, signal) };
    }),
  );
  return checked.filter((each) => each !== undefined);
}

/** A notebook whose kernel is not installed here is not one of ours either. */
async function isOurs(
  { notebook, path }: Exclude<ExecuteJob, { readonly error: unknown }>,
  { resolveKernel }: Pick<ExecuteDependencies, "resolveKernel">,
): Promise<boolean> {
  try {
    const { origin } = await resolveKernel(chooseKernel(notebook, path, undefined), { memoryMb: undefined });
    return origin === "builtin";
  } catch {
    return false;
  }
}

/** Compiles everything before anything is executed: the type errors of all cells, none where they may stand. */
export async function findTypeErrors(
  { path, notebook }: { readonly path: string; readonly notebook: Notebook },
  compile: CompileAhead,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const planned = planUnits(notebook);
  if (planned.length === 0) return [];
  const typeErrors = async (units: readonly Unit[]): Promise<readonly (readonly Failure[])[]> => {
    const results = await compile(dirname(resolve(path)), units, signal);
    return planned.map((each, index) => failuresOf(path, each, results[index]));
  };
  const units = planned.map(({ unit }) => unit);
  const found = await typeErrors(units);
  const isolated = units.findIndex((unit) => unit.kind === "cell" && unit.effect === "isolated");
  if (isolated < 0 || found.slice(isolated).every((failures) => failures.length === 0)) return found.flat();

  // A cell that may raise an exception need not: what comes after it fails only if it fails either way.
  const foundOtherwise = await typeErrors(
    units.map((unit) => (unit.kind === "cell" ? { ...unit, effect: "declares" } : unit)),
  );
  return found.flatMap((failures, index) => (foundOtherwise[index]?.length === 0 ? [] : failures));
}

function failuresOf(
  notebook: string,
  planned: PlannedUnit,
  result: UnitResult | undefined,
): readonly Failure[] {
  if (result === undefined || hasTag(planned.cell, "raises-exception")) return [];
  if (result.kind === "cell") {
    return result.diagnostics.map((diagnostic) => typeError(notebook, planned, diagnostic, diagnostic.start));
  }
  const rejected = new Map(Object.entries(result.rejected));
  return planned.expressions.flatMap((expression) =>
    (rejected.get(expression.id) ?? []).map((diagnostic) =>
      typeError(notebook, planned, diagnostic, placeInSource(expression, diagnostic.start)),
    ),
  );
}

/** `start` is the place in the cell of what the diagnostic places in the cell or in one of its expressions. */
function typeError(
  notebook: string,
  { cell, index }: PlannedUnit,
  { code, message, start: within, end, file }: Diagnostic,
  start: Position,
): Failure {
  const base = {
    kind: "type-error",
    notebook,
    cell: { index, id: cell.id },
    ename: `TS${code}`,
  } as const;
  // In a module the cell imports: the cell has no place to point at.
  if (file !== undefined) {
    return { ...base, evalue: `${file}:${within.line}:${within.column}: ${message}`, traceback: [] };
  }
  const length = end.line === within.line ? end.column - within.column : Number.POSITIVE_INFINITY;
  return { ...base, ...start, evalue: message, traceback: codeFrame(cell.source, { ...start, length }) };
}

/** The notebook shows type errors where they were found, though nothing was executed. */
export function showTypeErrors(records: readonly CellRecord[], failures: readonly Failure[]): void {
  for (const { cell, ename, evalue, line, column, traceback } of failures) {
    const record = records.find(({ index }) => index === cell?.index);
    if (record === undefined) continue;
    record.facts = { status: "failed" };
    const place = line === undefined ? "" : `cell:${line}:${column ?? 1} - `;
    record.area.add({
      output_type: "error",
      ename,
      evalue,
      traceback: [`${place}error ${ename}: ${evalue}`, ...traceback],
    });
  }
}
