import type { JsonObject } from "../client/contract.js";
import { metadataKey } from "../../model/mime.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { ParameterError } from "../notebook/errors.js";
import { objectOf } from "../notebook/json.js";
import { hasTag } from "../notebook/metadata.js";
import { injectParameters, parametersOf } from "../notebook/parameters.js";
import { codeFrame } from "./code-frame.js";
import type { ExecuteSettings, Execution, Failure, ResolvedKernel } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { notebookFailure } from "./failure.js";
import { chooseKernel } from "./kernel-choice.js";
import { NotebookRun } from "./run.js";

/** Ready for a kernel, or why it never will be. */
export type Prepared = (
  | { readonly status: "ready"; readonly run: NotebookRun }
  | { readonly status: "refused"; readonly execution: Execution }
) & {
  /** Names the notebook's `parameters` cell declares. */
  readonly parameters: readonly string[];
};

/**
 * Chooses the kernel and makes the copy that is executed. A parameter that the notebook does not know is its failure,
 * unless it is one of several executed together: then each takes the `own` of them.
 */
export async function prepareNotebook(
  notebook: Notebook,
  path: string,
  { resolveKernel }: Pick<ExecuteDependencies, "resolveKernel">,
  settings: ExecuteSettings,
  parameters: "every" | "own" = "every",
): Promise<Prepared> {
  const clean = withoutExecution(notebook);
  let kernel: ResolvedKernel;
  try {
    const name = chooseKernel(notebook, path, settings.kernel);
    kernel = await resolveKernel(name, { memoryMb: settings.kernelMemoryMb });
  } catch (error) {
    return refusal(path, clean, notebookFailure("kernel", path, error));
  }
  const { language } = kernel.spec;
  const known = parametersOf(clean, language).map(({ name }) => name);
  const values = Object.entries(settings.parameters).filter(
    ([name]) => parameters === "every" || known.includes(name),
  );
  try {
    const own = { ...settings, parameters: Object.fromEntries(values) };
    const injected = injectParameters(clean, own.parameters, { path, language });
    return { status: "ready", run: new NotebookRun(path, injected, kernel, own), parameters: known };
  } catch (error) {
    return refusal(path, clean, parametersFailure(path, clean, error), known);
  }
}

function parametersFailure(path: string, notebook: Notebook, error: unknown): Failure {
  const failure = notebookFailure("parameters", path, error);
  const line = error instanceof ParameterError ? error.line : undefined;
  const index = notebook.cells.findIndex((cell) => hasTag(cell, "parameters"));
  const cell = notebook.cells[index];
  return cell === undefined || line === undefined
    ? failure
    : { ...failure, cell: { index, id: cell.id }, line, traceback: codeFrame(cell.source, { line }) };
}

export function refusal(
  path: string,
  notebook: Notebook,
  failure: Failure,
  parameters: readonly string[] = [],
): Prepared {
  return { status: "refused", execution: { path, notebook, failures: [failure], duration: 0 }, parameters };
}

/** Nothing is left in the copy of an execution before. */
function withoutExecution(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map(cleanCell) };
}

function cleanCell(cell: Cell): Cell {
  const metadata = withoutFacts(cell.metadata);
  if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) return { ...cell, metadata };
  return { ...cell, metadata, outputs: [], execution_count: null };
}

function withoutFacts(metadata: JsonObject): JsonObject {
  const { [metadataKey]: ours, ...others } = metadata;
  const { timeout, cache } = objectOf(ours);
  const settings = { ...(timeout !== undefined && { timeout }), ...(cache !== undefined && { cache }) };
  return Object.keys(settings).length === 0 ? others : { ...others, [metadataKey]: settings };
}
