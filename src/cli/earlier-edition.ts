import path from "node:path";
import { UsageError } from "../model/usage-error.js";
import type { PreviousReport } from "../engine/report/previous.js";

interface EarlierEdition {
  readonly previous?: PreviousReport;
  readonly warnings: readonly string[];
}

/** Read before anything is executed: what is wrong with it is told at once. */
export async function earlierEdition(place: string | undefined, output: string): Promise<EarlierEdition> {
  if (place === undefined) return { warnings: [] };
  const folder = path.resolve(path.basename(place) === "report.json" ? path.dirname(place) : place);
  if (folder === output) {
    throw new UsageError(`${shown(folder)} is both the earlier briefing and the folder to write.`, {
      hint: "Built again, it would be compared with itself. Keep the earlier one in a folder of its own.",
    });
  }
  const { readPrevious } = await import("../engine/report/previous.js");
  const read = await readPrevious(place);
  if (read.status === "read") return { previous: read.previous, warnings: [] };
  return { warnings: [`The earlier briefing cannot be used, so no changes are marked: ${read.reason}`] };
}

const shown = (file: string): string => path.relative(process.cwd(), file) || ".";
