import path from "node:path";
import { unreadableNotebook } from "../check/check-notebooks.js";
import { checkProject } from "../check/check-project.js";
import type { CheckedFile, Finding, PageCheck } from "../check/contract.js";
import { readNotebookText } from "../execute/load-jobs.js";
import { BriefingError } from "../model/errors.js";
import { parseNotebook } from "../notebook/parse.js";
import type { Project } from "../project/contract.js";
import { kernelIdentity } from "./kernel-identity.js";

/** What is checked: all of a project, or some notebooks of it, or notebooks of none. */
export interface CheckScope {
  readonly project: Project | undefined;
  /** Whose findings are wanted; the other notebooks of the project are only looked up. */
  readonly notebooks: readonly string[];
  readonly checks: ReadonlySet<PageCheck>;
}

/** Reads what the checks of the page need and says what they find. */
export async function findOnPage({ project, notebooks, checks }: CheckScope): Promise<readonly Finding[]> {
  const wanted = new Set(notebooks.map(shown));
  const all = [...new Set([...(project?.notebooks ?? []).map(shown), ...wanted])];
  const read = await Promise.all(all.map(readChecked));
  const root = project?.root ?? ".";
  const findings = checkProject(
    {
      files: read.flatMap((each) => ("notebook" in each ? [each] : [])),
      numbers: {
        exempt: project?.exemptNumbers ?? [],
        configuration: shown(path.join(root, "notebooks/briefing.yml")),
        language: project?.language ?? "en",
      },
      kernel: kernelIdentity(),
    },
    checks,
  );
  const unread = checks.has("notebooks") ? read.flatMap((each) => ("notebook" in each ? [] : each)) : [];
  const isWhole = project?.notebooks.every((each) => wanted.has(shown(each))) === true;
  return [...unread, ...findings].filter(
    (each) => wanted.has(each.path) || (isWhole && !all.includes(each.path)),
  );
}

async function readChecked(file: string): Promise<CheckedFile | readonly Finding[]> {
  let text = "";
  try {
    text = await readNotebookText(file);
    return { path: file, text, notebook: parseNotebook(text, file) };
  } catch (error) {
    if (error instanceof BriefingError) return unreadableNotebook(file, text, error);
    throw error;
  }
}

const shown = (file: string): string => path.relative(process.cwd(), file) || file;
