/** The report of the last build, for checks that read it instead of executing anything. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../../model/errors.js";
import { shownPath } from "../../lib/shown-path.js";
import { findProject } from "../../engine/project/find-project.js";
import { findOutdated } from "../../engine/report/outdated.js";
import { projectPath } from "../../engine/report/published.js";
import { parseStoredReport, type StoredReport } from "../../engine/report/stored-report.js";

interface LastReport {
  readonly file: string;
  readonly report: StoredReport;
  /** The given notebooks, as the report names them; empty for all. */
  readonly notebooks: readonly string[];
  /** Names of some inputs that changed since the build; undefined if none did. */
  readonly changed: string | undefined;
}

const mostNamed = 3;

/** Throws if the project was never built; `consequence` completes the sentence: `so no guard has a margin yet`. */
export async function readLastReport(
  files: readonly string[],
  folder: string | undefined,
  consequence: string,
): Promise<LastReport> {
  const project = await findProject(folder);
  const file = path.join(project.output, "report.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined)
    throw new UsageError(`There is no ${shownPath(file)}, ${consequence}.`, {
      hint: "Build the briefing first: briefing build",
    });
  const report = parseStoredReport(text, shownPath(file));
  const notebooks = files.map((each) => projectPath(path.resolve(each), project.root));
  const outdated = await findOutdated(report, project.root);
  const changed = (outdated?.inputs ?? []).map((input) => input.path);
  const more = changed.length > mostNamed ? " and more" : "";
  const names = changed.length === 0 ? undefined : `${changed.slice(0, mostNamed).join(", ")}${more}`;
  return { file, report, notebooks, changed: names };
}
