import type { JsonObject } from "../client/contract.js";
import { metadataKey } from "../model/mime.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { objectOf } from "../notebook/json.js";
import { hasTag } from "../notebook/metadata.js";
import type { ExecuteDependencies, ExecuteSettings, Execution, Failure, ResolvedKernel } from "./contract.js";
import { notebookFailure } from "./failure.js";
import { chooseKernel } from "./kernel-choice.js";
import { NotebookRun } from "./run.js";

/** Ready for a kernel, or why it never will be. */
export type Prepared =
  | { readonly status: "ready"; readonly run: NotebookRun }
  | { readonly status: "refused"; readonly execution: Execution };

/** Chooses the kernel and makes the copy that is executed. */
export async function prepareNotebook(
  notebook: Notebook,
  path: string,
  { resolveKernel }: ExecuteDependencies,
  settings: ExecuteSettings,
): Promise<Prepared> {
  const clean = withoutExecution(notebook);
  let kernel: ResolvedKernel;
  try {
    const name = chooseKernel(notebook, path, settings.kernel);
    kernel = await resolveKernel(name, { memoryMb: settings.kernelMemoryMb });
  } catch (error) {
    return { status: "refused", execution: refused(path, clean, notebookFailure("kernel", path, error)) };
  }
  return { status: "ready", run: new NotebookRun(path, clean, kernel, settings) };
}

export function refused(path: string, notebook: Notebook, failure: Failure): Execution {
  return { path, notebook, failures: [failure], duration: 0 };
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
  const { timeout } = objectOf(ours);
  return timeout === undefined ? others : { ...others, [metadataKey]: { timeout } };
}
