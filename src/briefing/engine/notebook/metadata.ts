/** Reads notebook metadata, under Jupyter's own names. */
import type { JsonObject } from "../client/contract.js";
import { metadataKey } from "../../model/mime.js";
import type { Cell, Notebook } from "./contract.js";
import { isStringArray, objectOf } from "./json.js";

export type Tag =
  | "parameters"
  | "injected-parameters"
  | "raises-exception"
  | "skip-execution"
  | "remove-cell"
  | "remove-input"
  | "remove-output"
  | "hide-input"
  | "look";

export function hasTag(cell: Pick<Cell, "metadata">, tag: Tag): boolean {
  const { tags } = cell.metadata;
  return isStringArray(tags) && tags.includes(tag);
}

export const isLook = (cell: Pick<Cell, "cell_type" | "metadata">): boolean =>
  cell.cell_type === "code" && hasTag(cell, "look");

/**
 * Whether headless execution skips a code cell. `skip-execution` preserves its stored outputs; `look` is for readers of
 * the notebook in JupyterLab, which executes every cell.
 */
export const isSkipped = (cell: Pick<Cell, "cell_type" | "metadata">): boolean =>
  cell.cell_type === "code" && (hasTag(cell, "skip-execution") || isLook(cell));

/** Whether the page shows nothing of a cell, neither its source nor its outputs. */
export const isUnpublished = (cell: Pick<Cell, "cell_type" | "metadata">): boolean =>
  hasTag(cell, "remove-cell") || isLook(cell);

function seconds(metadata: JsonObject): number | undefined {
  const { timeout } = objectOf(metadata[metadataKey]);
  return typeof timeout === "number" && timeout > 0 ? timeout * 1000 : undefined;
}

/** A cell's timeout in ms: `metadata["briefing"].timeout` (seconds) of cell or notebook, or the default. */
export function cellTimeout(
  notebook: Pick<Notebook, "metadata">,
  cell: Pick<Cell, "metadata">,
  defaultMs: number,
): number {
  return seconds(cell.metadata) ?? seconds(notebook.metadata) ?? defaultMs;
}

/** `metadata["briefing"].cache`: false if results are not to be kept for the next build. */
export function allowsCache({ metadata }: Pick<Cell | Notebook, "metadata">): boolean {
  return objectOf(metadata[metadataKey]).cache !== false;
}

export function kernelName(notebook: Pick<Notebook, "metadata">): string | undefined {
  const { name } = objectOf(notebook.metadata.kernelspec);
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** The language named in the file, in lower case. */
export function notebookLanguage(notebook: Pick<Notebook, "metadata">): string | undefined {
  const { name } = objectOf(notebook.metadata.language_info);
  const { language } = objectOf(notebook.metadata.kernelspec);
  const said = typeof name === "string" ? name : language;
  return typeof said === "string" && said !== "" ? said.toLowerCase() : undefined;
}

/** Whether the package's own parser can read the code of its cells. */
export const isScript = (notebook: Pick<Notebook, "metadata">): boolean =>
  ["typescript", "javascript"].includes(notebookLanguage(notebook) ?? "");
