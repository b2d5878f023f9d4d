import type { Bibliography } from "./bibliography.js";
import { checkCitations, type DataText } from "./check-citations.js";
import { checkLinks, type ProjectFiles } from "./check-links.js";
import { checkNotebookFiles } from "./check-notebooks.js";
import type { CheckedFile, Finding, PageCheck } from "./contract.js";
import { checkNumbers, type NumberSettings } from "./numbers/check-numbers.js";
import { projectIds } from "./project-ids.js";
import type { KernelIdentity } from "./stored-form.js";

/** A project as read from disk; paths are as messages name them. */
export interface ProjectContent {
  /** The notebooks of the briefing, in its order. */
  readonly files: readonly CheckedFile[];
  readonly data: readonly DataText[];
  readonly bibliography: Bibliography;
  readonly numbers: NumberSettings;
  readonly kernel: KernelIdentity;
  readonly disk: ProjectFiles;
}

/** All that the checks find, check by check. */
export function checkProject(
  { files, data, bibliography, numbers, kernel, disk }: ProjectContent,
  checks: ReadonlySet<PageCheck>,
): readonly Finding[] {
  const ids = projectIds(files);
  const works = bibliography.entries.map(({ key }) => key);
  return [
    ...(checks.has("notebooks") ? checkNotebookFiles(files, ids, kernel) : []),
    ...(checks.has("citations") ? checkCitations(files, data, bibliography) : []),
    ...(checks.has("links") ? checkLinks(files, ids, works, disk) : []),
    ...(checks.has("numbers") ? checkNumbers(files, numbers) : []),
  ];
}
