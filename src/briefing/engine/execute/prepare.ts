import type { JsonObject } from "../client/contract.js";
import { UnknownKernelError } from "../client/errors.js";
import { metadataKey } from "../../model/mime.js";
import { withAnswers } from "../notebook/answers.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { ParameterError } from "../notebook/errors.js";
import { objectOf } from "../notebook/json.js";
import { hasTag, kernelName, notebookLanguage } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import { assumptionsIn } from "../notebook/assumptions.js";
import { injectAssumptions, injectParameters, parametersOf } from "../notebook/parameters.js";
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
  /** Names that the notebook's `parameters` cell declares, and ids of its assumptions. */
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
  const names = parametersOf(clean, language).map(({ name }) => name);
  const assumptions = isOurs(kernel) ? assumptionsIn(clean).declared.map(({ id }) => id) : [];
  const declared = [...names, ...assumptions];
  const given = (known: readonly string[]) =>
    Object.fromEntries(Object.entries(settings.parameters).filter(([name]) => known.includes(name)));
  try {
    const injected = injectParameters(clean, given(names), { path, language });
    const prepared = injectAssumptions(injected, given(assumptions));
    const own = { ...settings, parameters: given(declared) };
    return { status: "ready", run: new NotebookRun(path, prepared, kernel, own), parameters: declared };
  } catch (error) {
    return refusal(path, clean, parametersFailure(path, clean, error), declared);
  }
}

const isOurs = ({ origin }: ResolvedKernel): boolean => origin === "builtin";

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
  return {
    ...notebook,
    metadata: withAnswers(notebook.metadata, undefined),
    cells: notebook.cells.map(cleanCell),
  };
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
