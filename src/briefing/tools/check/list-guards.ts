/** The guards of the last build with their margins; nothing is executed. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ReportGuard } from "../../model/report.js";
import { UsageError } from "../../model/errors.js";
import { shownPath } from "../../lib/shown-path.js";
import { findProject } from "../../engine/project/find-project.js";
import { byNearness, guardWarnings } from "../../engine/report/margin-words.js";
import { findOutdated } from "../../engine/report/outdated.js";
import { projectPath } from "../../engine/report/published.js";
import { parseStoredReport } from "../../engine/report/stored-report.js";

export interface ListedGuards {
  /** The report.json that they are from. */
  readonly report: string;
  /** The nearest to false first. */
  readonly guards: readonly ReportGuard[];
  /** What the reader needs to know about the report, and warnings of guards. */
  readonly notes: readonly string[];
}

/** Of these notebooks, or of all. */
export async function listGuards(
  files: readonly string[],
  folder: string | undefined,
): Promise<ListedGuards> {
  const project = await findProject(folder);
  const file = path.join(project.output, "report.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined)
    throw new UsageError(`There is no ${shownPath(file)}, so no guard has a margin yet.`, {
      hint: "Build the briefing first: briefing build",
    });
  const report = parseStoredReport(text, shownPath(file));
  const wanted = new Set(files.map((each) => projectPath(path.resolve(each), project.root)));
  const guards = (report.guards ?? []).filter(({ place }) => wanted.size === 0 || wanted.has(place.notebook));
  const outdated = await findOutdated(report, project.root);
  const changed = (outdated?.inputs ?? []).map((input) => input.path);
  const notes = [
    ...(report.guards === undefined
      ? [
          `${shownPath(file)} has no guards: no text has a condition in holds, or an earlier version wrote it.`,
        ]
      : []),
    ...(changed.length > 0
      ? [
          `The margins are those of the last build; since then ${changed.slice(0, 3).join(", ")}${changed.length > 3 ? " and more" : ""} changed. Run briefing build.`,
        ]
      : []),
    ...guardWarnings({ guards }),
  ];
  return { report: file, guards: guards.toSorted(byNearness), notes };
}
