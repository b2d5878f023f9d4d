import { UnknownKernelError } from "../client/errors.js";
import type { Notebook } from "../notebook/contract.js";
import { kernelName, notebookLanguage } from "../notebook/metadata.js";

const ownLanguages = new Set(["typescript", "javascript"]);

/** The kernel asked for, else the notebook's, else ours, unless the notebook says it is in another language. */
export function chooseKernel(notebook: Notebook, path: string, asked: string | undefined): string {
  const name = asked ?? kernelName(notebook);
  if (name !== undefined) return name;
  const language = notebookLanguage(notebook);
  if (language === undefined || ownLanguages.has(language)) return "tslab";
  throw new UnknownKernelError(`${path}: the notebook names no kernel, and its language is ${language}.`, {
    hint: "Choose one: --kernel NAME",
  });
}
