import path from "node:path";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { PreviousReport } from "../report/previous.js";

/**
 * Reads the editions that this one is compared with, newest first. Before anything is executed, so that errors in them
 * are reported at once.
 */
export async function earlierEditions(
  places: readonly string[],
  output: string,
  onWarning: ((warning: string) => void) | undefined,
): Promise<PreviousReport | undefined> {
  if (places.length === 0) return undefined;
  for (const place of places) refuseOwn(place, output);
  const { readPrevious, withEarlier } = await import("../report/previous.js");
  const read = await Promise.all(places.map(readPrevious));
  const [newest, ...earlier] = read;
  if (newest?.status === "unusable") {
    onWarning?.(`The earlier briefing cannot be used, so no changes are marked: ${newest.reason}`);
    return undefined;
  }
  const usable = earlier.flatMap((each) => {
    if (each.status === "read") return each.previous;
    onWarning?.(`An earlier edition cannot be used, so its revisions are not counted: ${each.reason}`);
    return [];
  });
  return newest && withEarlier(newest.previous, usable);
}

function refuseOwn(place: string, output: string): void {
  const folder = path.resolve(path.basename(place) === "report.json" ? path.dirname(place) : place);
  if (folder !== output) return;
  throw new UsageError(`${shownPath(folder)} is both the earlier briefing and the folder to write.`, {
    hint: "Built again, it would be compared with itself. Keep the earlier one in a folder of its own.",
  });
}
