/** The guards of the last build with their margins; nothing is executed. */
import type { ReportGuard } from "../../model/report.js";
import { shownPath } from "../../lib/shown-path.js";
import { byNearness, guardWarnings } from "../../engine/report/margin-words.js";
import { variationWarnings } from "../../engine/report/variations.js";
import { readLastReport } from "./last-report.js";

export interface ListedGuards {
  /** The report.json that they are from. */
  readonly report: string;
  /** The nearest to false first. */
  readonly guards: readonly ReportGuard[];
  /** What the reader needs to know about the report, and warnings of guards. */
  readonly notes: readonly string[];
  /** Cells that call the clock or random numbers, with the texts that depend on them. */
  readonly variations: readonly string[];
}

/** Of these notebooks, or of all. */
export async function listGuards(
  files: readonly string[],
  folder: string | undefined,
): Promise<ListedGuards> {
  const { file, report, notebooks, changed } = await readLastReport(
    files,
    folder,
    "so no guard has a margin yet",
  );
  const wanted = new Set(notebooks);
  const guards = (report.guards ?? []).filter(({ place }) => wanted.size === 0 || wanted.has(place.notebook));
  const notes: string[] = [];
  if (report.guards === undefined)
    notes.push(
      `${shownPath(file)} has no guards: no text has a condition in holds, or an earlier version wrote it.`,
    );
  if (changed !== undefined)
    notes.push(`The margins are those of the last build; since then ${changed} changed. Run briefing build.`);
  notes.push(...guardWarnings({ guards }));
  const variations = variationWarnings(report, wanted);
  return { report: file, guards: guards.toSorted(byNearness), notes, variations };
}
