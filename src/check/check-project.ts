import { checkNotebookFiles } from "./check-notebooks.js";
import type { CheckedFile, Finding, PageCheck } from "./contract.js";
import { checkNumbers, type NumberSettings } from "./numbers/check-numbers.js";
import { projectIds } from "./project-ids.js";
import type { KernelIdentity } from "./stored-form.js";

/** A project as read from disk; paths are as messages name them. */
export interface ProjectContent {
  /** The notebooks of the briefing, in its order. */
  readonly files: readonly CheckedFile[];
  readonly numbers: NumberSettings;
  readonly kernel: KernelIdentity;
}

/** All that the checks find, check by check. */
export function checkProject(
  project: ProjectContent,
  checks: ReadonlySet<PageCheck>,
): readonly Finding[] {
  const ids = projectIds(project.files);
  return [
    ...(checks.has("notebooks") ? checkNotebookFiles(project.files, ids, project.kernel) : []),
    ...(checks.has("numbers") ? checkNumbers(project.files, project.numbers) : []),
  ];
}
