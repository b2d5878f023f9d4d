/** Type-checks notebooks: reports their errors, and whether any cell or expression is rejected. */
import { resolve } from "node:path";
import type { Position } from "../../lib/position.js";
import { isAccepted } from "../compile/check-notebooks.js";
import type { Diagnostic, NotebookCode, UnitResult } from "../compile/contract.js";
import type { InlineExpression, Notebook } from "../notebook/contract.js";
import { guardFaults, isProseOf, placeOfAsked } from "../notebook/inline.js";
import { hasTag, isLook, kernelName, notebookLanguage } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import { codeFrame } from "../../lib/code-frame.js";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { own } from "../../lib/own.js";
import { shownPath } from "../../lib/shown-path.js";
import type { ExecuteJob, Failure, TypeChecker } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { notebookFailure } from "./failure.js";
import { planUnits, type PlannedUnit } from "./cache/steps.js";
import { assumptionErrors } from "./assumption-errors.js";
import { lookErrors } from "./looks.js";
import { chooseKernel } from "./prepare.js";
import { rootCauses, type FoundError } from "./root-causes.js";
import type { CellRecord } from "./run.js";

export interface CheckedNotebook {
  readonly path: string;
  readonly failures: readonly Failure[];
  /** TypeScript 7 is not available for this platform. */
  readonly unchecked?: true;
}

interface NamedNotebook {
  readonly path: string;
  readonly notebook: Notebook;
}

/** The result of type-checking one notebook. */
export interface Types {
  /** Errors that stop the notebook; empty where errors are allowed. */
  readonly failures: readonly Failure[];
  /** Whether the kernel must reject any code, including where errors are allowed. */
  readonly rejected: "nothing" | "something";
  readonly unchecked?: true;
}

const right: Types = { failures: [], rejected: "nothing" };

/** Starts checking the notebooks; returns a function that gives each one's result. Rejects only on abort or a crash. */
export function checkTypes(
  notebooks: readonly NamedNotebook[],
  types: TypeChecker,
  signal: AbortSignal,
): (notebook: NamedNotebook) => Promise<Types> {
  const checked = types.check(notebooks.map(codeOf), signal);
  // The awaiting caller handles the rejection.
  checked.catch(() => undefined);
  return async (notebook) => {
    const all = await checked;
    if (all === undefined) return { ...right, failures: errorsInText(notebook), unchecked: true };
    const results = all.get(resolve(notebook.path));
    if (results === undefined || results === "right") return right;
    const failures = errorsInText(notebook);
    const found = await typesOf(notebook, results, { types, signal });
    // TypeScript only says that there is no such name.
    const others = found.failures.filter((one) => !failures.some((other) => isSamePlace(one, other)));
    return { ...found, failures: [...failures, ...others] };
  };
}

const isSamePlace = (one: Failure, other: Failure): boolean =>
  one.cell?.index === other.cell?.index && one.line === other.line && one.column === other.column;

/** Those that can be seen without types. */
const errorsInText = (notebook: NamedNotebook): readonly Failure[] => [
  ...guardErrors(notebook),
  ...lookErrors(notebook),
  ...assumptionErrors(notebook),
];

const codeOf = ({ path, notebook }: NamedNotebook): NotebookCode => ({
  path: resolve(path),
  text: JSON.stringify([
    notebook.metadata,
    notebook.cells.map(({ cell_type, source, metadata }) => [cell_type, source, metadata]),
  ]),
  plan: () => planUnits(notebook).map(({ unit }) => unit),
  isSound: () => errorsInText({ path, notebook }).length === 0,
});

/** Type-checks notebooks without executing them; skips those for other kernels. */
export async function checkNotebooks(
  jobs: readonly ExecuteJob[],
  dependencies: Required<Pick<ExecuteDependencies, "resolveKernel" | "types">>,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly CheckedNotebook[]> {
  const ours: NamedNotebook[] = [];
  for (const job of jobs) if ("notebook" in job && (await isOurs(job, dependencies))) ours.push(job);
  const typesOf = checkTypes(ours, dependencies.types, signal);
  const checked = await Promise.all(
    jobs.map(async (job): Promise<CheckedNotebook | undefined> => {
      const { path } = job;
      if ("error" in job) return { path, failures: [notebookFailure("format", path, job.error)] };
      if (!ours.includes(job)) return undefined;
      const { failures, unchecked } = await typesOf(job);
      const all = [...failures, ...(await typesOfLooks(job, dependencies.types, signal))];
      return { path, failures: all, ...(unchecked && { unchecked }) };
    }),
  );
  return checked.filter((each) => each !== undefined);
}

/** Type errors in cells tagged `look`, among all cells as JupyterLab executes them. No build needs these. */
async function typesOfLooks(
  { path, notebook }: NamedNotebook,
  types: TypeChecker,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  if (!notebook.cells.some(isLook)) return [];
  const planned = planUnits(notebook, "in JupyterLab");
  const code = codeOf({ path, notebook });
  const plan = () => planned.map(({ unit }) => unit);
  // Without types, all cells have been checked with the rest of the notebook.
  const isSound = () => true;
  const checked = await types.check([{ ...code, text: `${code.text} in JupyterLab`, plan, isSound }], signal);
  const results = checked?.get(code.path) ?? "right";
  if (results === "right") return [];
  const found = planned.flatMap((each, index) =>
    isLook(each.cell) ? failuresOf(path, each, results[index]) : [],
  );
  return rootCauses(found);
}

/** A notebook whose kernel is not installed does not use the built-in kernel either. */
async function isOurs(
  { notebook, path }: NamedNotebook,
  { resolveKernel }: Pick<ExecuteDependencies, "resolveKernel">,
): Promise<boolean> {
  try {
    const { origin } = await resolveKernel(chooseKernel(notebook, path, undefined), { memoryMb: undefined });
    return origin === "builtin";
  } catch {
    return false;
  }
}

/** If the notebook names no language, adds a hint that it may not be TypeScript. */
function languageAsked(notebook: Notebook, failures: readonly Failure[]): readonly Failure[] {
  const last = failures.at(-1);
  if (last === undefined || (kernelName(notebook) ?? notebookLanguage(notebook)) !== undefined)
    return failures;
  return [...failures.slice(0, -1), { ...last, traceback: [...last.traceback, ...assumed] }];
}
const assumed = [
  "The notebook names no kernel, so its cells were checked as TypeScript.",
  "If they are in another language, choose a kernel with --kernel NAME.",
];

async function typesOf(
  { path, notebook }: NamedNotebook,
  results: readonly UnitResult[],
  { types, signal }: { readonly types: TypeChecker; readonly signal: AbortSignal },
): Promise<Types> {
  const planned = planUnits(notebook);
  const failuresIn = (found: readonly UnitResult[]): readonly (readonly FoundError[])[] =>
    planned.map((each, index) => failuresOf(path, each, found[index]));
  let found = failuresIn(results);
  const isolated = planned.findIndex(({ unit }) => unit.kind === "cell" && unit.effect === "isolated");
  // A cell that may raise an exception can also succeed, so report later errors only if they occur in both cases.
  if (isolated >= 0 && found.slice(isolated).some((failures) => failures.length > 0)) {
    const declaring = planned.map(({ unit }) =>
      unit.kind === "cell" ? ({ ...unit, effect: "declares" } as const) : unit,
    );
    const code = codeOf({ path, notebook });
    const plan = () => declaring;
    const isSound = () => true;
    const checked = await types.check([{ ...code, text: `${code.text} declaring`, plan, isSound }], signal);
    const result = checked?.get(code.path) ?? [];
    const otherwise = failuresIn(result === "right" ? [] : result);
    found = found.map((each, index) => (otherwise[index]?.length === 0 ? [] : each));
  }
  return {
    failures: languageAsked(notebook, rootCauses(found.flat())),
    rejected: results.every(isAccepted) ? "nothing" : "something",
  };
}

/** Malformed guards and values, which would otherwise be printed with a condition that nobody read. */
export function guardErrors({ path, notebook }: NamedNotebook): readonly Failure[] {
  return notebook.cells.flatMap((cell, index) =>
    isProseOf(notebook, cell)
      ? guardFaults(cell).map(({ message, hint, ...place }): Failure => ({
          kind: "inline",
          notebook: path,
          cell: { index, id: cell.id },
          ...inFile(cell, place),
          ename: "GuardError",
          evalue: `${message}. ${hint} ${verbatim}`,
          traceback: codeFrame(cell.source, { ...place, first: cell.line }),
        }))
      : [],
  );
}

const verbatim =
  "To print it as it is written, put a backslash before the brace; or, if it is code, put it in a block, or with its backticks between double ones.";

function failuresOf(
  notebook: string,
  planned: PlannedUnit,
  result: UnitResult | undefined,
): readonly FoundError[] {
  if (result === undefined || hasTag(planned.cell, "raises-exception")) return [];
  if (result.kind === "cell")
    return result.diagnostics.map((diagnostic) => ({
      failure: typeError(notebook, planned, diagnostic, diagnostic.start),
      follows: diagnostic.follows === true,
    }));
  return planned.expressions.flatMap((expression) =>
    (own(result.rejected, expression.id) ?? []).map((diagnostic) => {
      const start = placeOfAsked(expression, diagnostic.start);
      const failure = typeError(notebook, planned, inWordsOf(expression, diagnostic), start);
      return { failure, follows: diagnostic.follows === true };
    }),
  );
}

/** TypeScript's "Type … is not assignable to type …", reported for conditions. */
const NOT_ASSIGNABLE = 2322;

function inWordsOf({ kind }: InlineExpression, diagnostic: Diagnostic): Diagnostic {
  if (kind === "value" || diagnostic.code !== NOT_ASSIGNABLE) return diagnostic;
  return { ...diagnostic, message: `the condition of ${kind} must be true or false. ${diagnostic.message}` };
}

/** `start` is the diagnostic's position in the cell, even if it concerns an inline expression. */
function typeError(
  notebook: string,
  { cell, index }: PlannedUnit,
  { code, message, start: within, end, file, concerns }: Diagnostic,
  start: Position,
): Failure {
  const base = {
    kind: "type-error",
    notebook,
    cell: { index, id: cell.id },
    ename: `TS${code}`,
    ...(concerns && { concerns }),
  } as const;
  // An error in an imported module has no position in the cell.
  if (file !== undefined) {
    return {
      ...base,
      ...inFile(cell),
      evalue: `${file}:${within.line}:${within.column}: ${message}`,
      traceback: [],
    };
  }
  const length = end.line === within.line ? end.column - within.column : Number.POSITIVE_INFINITY;
  return {
    ...base,
    ...inFile(cell, start),
    evalue: message,
    traceback: codeFrame(cell.source, { ...start, length, first: cell.line }),
  };
}

/** Adds type errors to the outputs of their cells, although nothing was executed. */
export function showTypeErrors(records: readonly CellRecord[], failures: readonly Failure[]): void {
  for (const { notebook, cell, ename, evalue, line, column, traceback } of failures) {
    const record = records.find(({ index }) => index === cell?.index);
    if (record === undefined) continue;
    record.facts = { status: "failed" };
    const file = isTextNotebook(notebook) ? shownPath(notebook) : "cell";
    const place = line === undefined ? "" : `${file}:${line}:${column ?? 1} - `;
    record.area.add({
      output_type: "error",
      ename,
      evalue,
      traceback: [`${place}error ${ename}: ${evalue}`, ...traceback],
    });
  }
}
