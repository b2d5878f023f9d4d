import type { JsonObject } from "../client/contract.js";
import { UnknownKernelError } from "../client/errors.js";
import { metadataKey } from "../../model/mime.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { ParameterError } from "../notebook/errors.js";
import { objectOf } from "../notebook/json.js";
import { hasTag, kernelName, notebookLanguage } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import { injectParameters, parametersOf } from "../notebook/parameters.js";
import { codeFrame } from "../../lib/code-frame.js";
import type { ExecuteSettings, Execution, Failure, ResolvedKernel } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { notebookFailure } from "./failure.js";
import { NotebookRun } from "./run.js";

/** Ready to execute, or the reason why the notebook cannot be. */
export type Prepared = (
  | { readonly status: "ready"; readonly run: NotebookRun }
  | { readonly status: "refused"; readonly execution: Execution }
) & {
  /** Names the notebook's `parameters` cell declares. */
  readonly parameters: readonly string[];
};

/** Chooses the kernel and creates the copy to execute, applying the parameters that the notebook declares. */
export async function prepareNotebook(
  notebook: Notebook,
  path: string,
  { resolveKernel }: Pick<ExecuteDependencies, "resolveKernel">,
  settings: ExecuteSettings,
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
  const declared = parametersOf(clean, language).map(({ name }) => name);
  const values = Object.entries(settings.parameters).filter(([name]) => declared.includes(name));
  try {
    const own = { ...settings, parameters: Object.fromEntries(values) };
    const injected = injectParameters(clean, own.parameters, { path, language });
    return { status: "ready", run: new NotebookRun(path, injected, kernel, own), parameters: declared };
  } catch (error) {
    return refusal(path, clean, parametersFailure(path, clean, error), declared);
  }
}

const ownLanguages = new Set(["typescript", "javascript"]);

/** The requested kernel, else the notebook's, else the built-in one unless the notebook names another language. */
export function chooseKernel(notebook: Notebook, path: string, asked: string | undefined): string {
  const name = asked ?? kernelName(notebook);
  if (name !== undefined) return name;
  const language = notebookLanguage(notebook);
  if (language === undefined || ownLanguages.has(language)) return "tslab";
  throw new UnknownKernelError(`${path}: the notebook names no kernel, but its language is ${language}.`, {
    hint: "Choose one with --kernel NAME.",
  });
}

function parametersFailure(path: string, notebook: Notebook, error: unknown): Failure {
  const failure = notebookFailure("parameters", path, error);
  const line = error instanceof ParameterError ? error.line : undefined;
  const index = notebook.cells.findIndex((cell) => hasTag(cell, "parameters"));
  const cell = notebook.cells[index];
  return cell === undefined || line === undefined
    ? failure
    : {
        ...failure,
        cell: { index, id: cell.id },
        ...inFile(cell, { line }),
        traceback: codeFrame(cell.source, { line, first: cell.line }),
      };
}

export function refusal(
  path: string,
  notebook: Notebook,
  failure: Failure,
  parameters: readonly string[] = [],
): Prepared {
  return { status: "refused", execution: { path, notebook, failures: [failure], duration: 0 }, parameters };
}

/** Removes all traces of an earlier execution. */
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
